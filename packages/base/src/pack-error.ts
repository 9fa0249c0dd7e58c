import type { ErrorRow } from './error-row.ts'
import { row } from './error-row.ts'

/** What is refused when packs are installed, settled for a district, compared and exported. */
export const packErrors = {
  pack_not_installed: row(
    404,
    { zh: '本区县没有安装治理包“{pack}”', en: 'Pack "{pack}" is not installed in this district' },
    {
      zh: '请先运行 duibiao pack install 安装，已安装的见 duibiao pack list',
      en: 'install it with duibiao pack install; duibiao pack list shows what is there',
    },
  ),
  pack_version_unknown: row(
    404,
    {
      zh: '本区县没有安装治理包版本“{version}”',
      en: 'Pack version "{version}" is not installed in this district',
    },
    {
      zh: '请写名称、名称@序号或哈希前缀（至少 6 位），见 duibiao pack list',
      en: 'write a name, name@number or the first characters of its hash (6 at least), as duibiao pack list shows them',
    },
  ),
  archive_unreadable: row(
    422,
    { zh: '不能读取“{file}”：{reason}', en: 'The file "{file}" cannot be read: {reason}' },
    {
      zh: '请把治理包的文件夹压缩为普通 ZIP（不加密）后重新上传',
      en: 'compress the folder of the pack as a plain ZIP without a password and upload it again',
    },
  ),
  pack_damaged: row(
    500,
    {
      zh: '治理包 {pack} 在数据库中的文件与其哈希不符',
      en: 'The files of pack {pack} in the database do not have the hash they were installed with',
    },
    { zh: '请从备份恢复数据库，并查明谁改动了它', en: 'restore the database and find out who changed it' },
  ),
  parameter_unknown: row(
    404,
    { zh: '治理包“{pack}”没有参数“{parameter}”', en: 'Pack "{pack}" has no parameter "{parameter}"' },
    { zh: '可选：{known}', en: 'it has {known}' },
  ),
  parameter_fixed: row(
    422,
    {
      zh: '参数“{parameter}”不允许区县自定（{reason}）',
      en: 'A district may not set the parameter "{parameter}" ({reason})',
    },
    { zh: '请与治理包的编写者商议', en: 'take it up with the authors of the pack' },
  ),
  parameter_value_invalid: row(
    422,
    {
      zh: '参数“{parameter}”不能取值“{value}”',
      en: '"{value}" is no value for the parameter "{parameter}"',
    },
    { zh: '请写成“{example}”这样的值，期限须大于零', en: 'write it like {example}; a limit is above zero' },
  ),
  parameter_loosens_law: row(
    422,
    {
      zh: '参数“{parameter}”不能定为 {value}（{from} 起 {law} 定为 {limit}）',
      en: 'The parameter "{parameter}" cannot be {value} (from {from} on {law} sets {limit})',
    },
    {
      zh: '区县只能在法律允许的范围内从严；法律已修改的，请更新治理包',
      en: 'a district may only be stricter than the law; where the law has changed, upgrade the pack',
    },
  ),
  preset_unknown: row(
    404,
    { zh: '治理包“{pack}”没有预设“{preset}”', en: 'Pack "{pack}" has no preset "{preset}"' },
    { zh: '可选：{known}', en: 'it has {known}' },
  ),
  post_unknown: row(
    404,
    { zh: '治理包“{pack}”没有岗位“{post}”', en: 'Pack "{pack}" has no post "{post}"' },
    { zh: '可选：{known}', en: 'it has {known}' },
  ),
  legal_basis_malformed: row(
    422,
    { zh: '依据“{text}”没有写明条款或文号', en: 'The basis "{text}" names no article or number' },
    {
      zh: '请写“文件名称 条款”，如“明湖区政府常务会议纪要 2026-7”',
      en: 'write the name, a blank and the article, such as "Minutes of the district government 2026-7"',
    },
  ),
  setting_incomplete: row(
    422,
    { zh: '没有写明要设置什么', en: 'It is not said what to set' },
    {
      zh: '请写参数和值，或 --reset、--preset、--place 之一',
      en: 'give a parameter and its value, or one of --reset, --preset and --place',
    },
  ),
  folder_occupied: row(
    409,
    { zh: '目录“{folder}”已经存在并且不是空的', en: 'The folder "{folder}" is there and not empty' },
    { zh: '请另选目录，或先移走其中的文件', en: 'choose another one, or move its files away first' },
  ),
} as const satisfies Readonly<Record<string, ErrorRow>>
