import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** Databases, their folders and migrations. */
export const databaseErrors = {
  database_full: row(
    507,
    {
      zh: '数据库所在磁盘已满，本次写入未保存',
      en: 'The disk of the database is full and this write was not saved',
    },
    { zh: '请清理或扩容后重试；读取不受影响', en: 'free or add space and try again; reading goes on' },
  ),
  database_unavailable: row(
    503,
    {
      zh: '数据库连接不上或连接中断（{reason}）',
      en: 'The database cannot be reached or the connection broke ({reason})',
    },
    {
      zh: '请检查数据库服务后，用同一请求编号重试',
      en: 'check the server, then retry with the same idempotency key',
    },
  ),
  database_conflict: row(
    409,
    { zh: '数据库并发冲突（{reason}）', en: 'Two transactions stood in each other’s way ({reason})' },
    { zh: '请重试', en: 'try again' },
  ),
  database_too_old: row(
    503,
    { zh: 'PostgreSQL 版本过低（{version}）', en: 'This PostgreSQL is too old ({version})' },
    { zh: '请使用 15 或更高版本', en: 'use version 15 or newer' },
  ),
  database_not_durable: row(
    503,
    {
      zh: '内嵌数据库不能保证落盘（{setting} = {value}，应为 {needed}），已拒绝启动',
      en: 'The embedded database would not survive a power loss ({setting} = {value}, needed {needed}), so it does not start',
    },
    { zh: '请按锁定的版本重新安装依赖（npm ci）', en: 'reinstall the pinned versions with npm ci' },
  ),
  database_folder_in_use: row(
    409,
    {
      zh: '数据目录“{folder}”正被进程 {pid} 使用',
      en: 'The data folder "{folder}" is in use by process {pid}',
    },
    {
      zh: '请先停止该进程，或另选目录；备份也可在服务启动完毕后进行',
      en: 'stop that process first, or choose another folder; a backup can also be made once the service has started',
    },
  ),
  database_folder_unsuitable: row(
    422,
    {
      zh: '数据目录“{folder}”不能使用（{problem}）',
      en: 'The data folder "{folder}" cannot be used ({problem})',
    },
    {
      zh: '请换用本机磁盘上可写的目录（DUIBIAO_DATA）',
      en: 'use a writable folder on a local disk (DUIBIAO_DATA)',
    },
  ),
  database_schema_newer: row(
    503,
    {
      zh: '数据库结构版本为 {found}，高于本程序支持的 {known}',
      en: 'The database has schema version {found}, this program knows {known}',
    },
    { zh: '请升级程序后再启动', en: 'start a newer program' },
  ),
  database_migration_changed: row(
    503,
    {
      zh: '第 {version} 号结构变更与已执行的内容不一致',
      en: 'Migration {version} differs from the one that was run',
    },
    {
      zh: '请恢复原文件；结构变更只能新增，不能修改',
      en: 'restore the original file; migrations are added, never edited',
    },
  ),
  disk_space_low: row(
    507,
    {
      zh: '数据目录“{folder}”所在磁盘只剩 {free} MB，启动至少需要 {needed} MB',
      en: 'The disk of the data folder "{folder}" has {free} MB left, {needed} MB are needed to start',
    },
    { zh: '请清理磁盘或另选目录', en: 'free some space or choose another folder' },
  ),
  value_not_storable: row(
    422,
    { zh: '数据库不能保存这样的值（{reason}）', en: 'The database cannot hold such a value ({reason})' },
    { zh: '请去掉不可见字符或缩短内容', en: 'remove invisible characters or shorten it' },
  ),
  row_exists: row(
    409,
    { zh: '相同的记录已存在（{constraint}）', en: 'Such a row exists already ({constraint})' },
    {
      zh: '请刷新后查看；如是同时提交，请重试',
      en: 'refresh and look at it; if two were sent at once, try again',
    },
  ),
  statement_timeout: row(
    503,
    {
      zh: '数据库语句超时，已取消且未生效',
      en: 'A database statement took too long and was cancelled without effect',
    },
    { zh: '请缩小查询范围或稍后重试', en: 'narrow the query or try later' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
