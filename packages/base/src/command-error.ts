import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** The rows of the command line. */
export const commandErrors = {
  setting_invalid: row(
    422,
    { zh: '设置有误，没有启动（{faults}）', en: 'The settings are wrong, nothing was started ({faults})' },
    {
      zh: '请改正或删去这些 DUIBIAO_ 环境变量',
      en: 'mend or remove these DUIBIAO_ variables of the environment',
    },
  ),
  file_unreadable: row(
    404,
    { zh: '文件“{file}”读不了（{problem}）', en: 'File "{file}" cannot be read ({problem})' },
    { zh: '请检查路径和权限', en: 'check path and rights' },
  ),
  file_unwritable: row(
    422,
    { zh: '文件“{file}”写不了（{problem}）', en: 'File "{file}" cannot be written ({problem})' },
    {
      zh: '请检查目录、权限和空间，或另选路径',
      en: 'check folder, rights and space, or choose another path',
    },
  ),
  file_kind_unknown: row(
    422,
    { zh: '不认识文件“{file}”的格式', en: 'The kind of file "{file}" is not known' },
    { zh: '请使用 {kinds}', en: 'use {kinds}' },
  ),
  pack_faulty: row(
    422,
    {
      zh: '治理包“{pack}”有 {count} 处错误，没有安装',
      en: 'Pack "{pack}" has {count} faults and was not installed',
    },
    { zh: '请运行 duibiao pack check {pack} 查看', en: 'run duibiao pack check {pack} to see them' },
  ),
  pack_missing: row(
    404,
    { zh: '没有治理包“{pack}”（在“{folder}”中查找）', en: 'There is no pack "{pack}" in "{folder}"' },
    { zh: '请检查 DUIBIAO_PACKS', en: 'check DUIBIAO_PACKS' },
  ),
  mapping_invalid: row(
    422,
    { zh: '映射文件“{file}”有误（{problem}）', en: 'The mapping "{file}" is wrong ({problem})' },
    { zh: '请改正后重试', en: 'mend it and try again' },
  ),
  export_unknown: row(
    422,
    {
      zh: '文件“{file}”不是本程序能核验的台账导出文件',
      en: 'File "{file}" is no export of a ledger that this program verifies',
    },
    {
      zh: '请核对路径，或用 duibiao ledger export 重新导出',
      en: 'check the path, or make one with duibiao ledger export',
    },
  ),
  data_missing: row(
    404,
    { zh: '数据目录“{folder}”中没有数据库', en: 'There is no database in the data folder "{folder}"' },
    {
      zh: '请检查 DUIBIAO_DATA；新建请先运行 duibiao import messages',
      en: 'check DUIBIAO_DATA, or begin one with duibiao import messages',
    },
  ),
  database_not_empty: row(
    422,
    {
      zh: '数据库“{place}”中已有 {count} 个事项，没有演练',
      en: 'The database "{place}" holds {count} matters already, nothing was played',
    },
    { zh: '请另选空目录或空库，或不带 --database', en: 'choose an empty one, or leave --database out' },
  ),
  messages_missing: row(
    422,
    { zh: '文件“{file}”中没有可用的来件', en: 'File "{file}" holds no message to use' },
    { zh: '请检查文件和 --from、--limit', en: 'check it, and --from and --limit' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
