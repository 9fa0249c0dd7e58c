import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** The rows of the command line. */
export const commandErrors = {
  setting_invalid: row(
    422,
    '设置有误，没有启动：{faults}',
    'The settings are wrong, nothing was started: {faults}',
  ),
  file_unreadable: row(
    404,
    '文件“{file}”读不了（{problem}）：请检查路径和权限',
    'File "{file}" cannot be read ({problem}): check path and rights',
  ),
  file_unwritable: row(
    422,
    '文件“{file}”写不了（{problem}）：请检查目录、权限和空间，或另选路径',
    'File "{file}" cannot be written ({problem}): check folder, rights and space, or choose another path',
  ),
  file_kind_unknown: row(
    422,
    '不认识文件“{file}”的格式：请使用 {kinds}',
    'The kind of file "{file}" is not known: use {kinds}',
  ),
  pack_faulty: row(
    422,
    '治理包“{pack}”有 {count} 处错误，没有安装：请运行 duibiao pack check {pack} 查看',
    'Pack "{pack}" has {count} faults and was not installed: run duibiao pack check {pack} to see them',
  ),
  pack_missing: row(
    404,
    '没有治理包“{pack}”（在“{folder}”中查找）：请检查 DUIBIAO_PACKS',
    'There is no pack "{pack}" in "{folder}": check DUIBIAO_PACKS',
  ),
  mapping_invalid: row(422, '映射文件“{file}”有误：{problem}', 'The mapping "{file}" is wrong: {problem}'),
  data_missing: row(
    404,
    '数据目录“{folder}”中没有数据库：请检查 DUIBIAO_DATA；新建请先运行 duibiao import messages',
    'There is no database in the data folder "{folder}": check DUIBIAO_DATA, or begin one with duibiao import messages',
  ),
  database_not_empty: row(
    422,
    '数据库“{place}”中已有 {count} 个事项，没有演练：请另选空目录或空库，或不带 --database',
    'The database "{place}" holds {count} matters already, nothing was played: choose an empty one, or leave --database out',
  ),
  messages_missing: row(
    422,
    '文件“{file}”中没有可用的来件：请检查文件和 --from、--limit',
    'File "{file}" holds no message to use: check it, and --from and --limit',
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
