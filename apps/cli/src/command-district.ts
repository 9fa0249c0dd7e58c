import { AppError, parseDistrictId } from '@duibiao/base'
import { addDistrict, changeDistrict, enterDistrict, readDistricts } from '@duibiao/store'
import type { Command } from 'commander'
import { withTenant } from './command-user.ts'
import { parseCount } from './fault.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

interface EnterOptions {
  readonly code: string
  readonly name: string
  readonly nameEn?: string
  readonly number?: number
  readonly json?: true
}

type ChangeOptions = Partial<Omit<EnterOptions, 'number'>>

/** `district list`, `district enter` and `district change`. */
export function addDistrictCommand(program: Command, session: Session): void {
  const { say } = session
  const district = program.command('district').description(say(texts.district)).helpCommand(false)
  district
    .command('list')
    .description(say(texts.list))
    .option('--json', say(texts.json))
    .action((options: { readonly json?: true }) => list(options, session))
  district
    .command('enter')
    .description(say(texts.enter))
    .requiredOption('--code <code>', say(texts.code))
    .requiredOption('--name <name>', say(texts.name))
    .option('--name-en <name>', say(texts.nameEn))
    .option('--number <number>', say(texts.number), parseCount(1, 999_999_999))
    .option('--json', say(texts.json))
    .action((options: EnterOptions) => enter(options, session))
  district
    .command('change')
    .description(say(texts.change))
    .argument('<number>', say(texts.which), parseCount(1, 999_999_999))
    .option('--code <code>', say(texts.code))
    .option('--name <name>', say(texts.name))
    .option('--name-en <name>', say(texts.nameEn))
    .option('--json', say(texts.json))
    .action((number: number, options: ChangeOptions) => change(number, options, session))
}

async function list({ json }: { readonly json?: true }, session: Session): Promise<void> {
  const { terminal, say } = session
  const districts = await withTenant(session, ({ database }) => readDistricts(database))
  if (json === true) return terminal.print(JSON.stringify(districts))
  const head = [texts.numberTitle, texts.codeTitle, texts.nameTitle].map((text) => say(text))
  const rows = districts.map(({ district, code, name, nameEn }) => [
    district,
    code,
    nameEn === undefined ? name : `${name} ${nameEn}`,
  ])
  for (const line of formatTable(head, rows)) terminal.print(line)
}

async function enter(options: EnterOptions, session: Session): Promise<void> {
  const { number, name, nameEn } = options
  const given = { code: readCode(options.code), name, ...(nameEn !== undefined && { nameEn }) }
  const district = await withTenant(session, async ({ database }) => {
    if (number === undefined) return addDistrict(database, given)
    const wanted = parseDistrictId(number)
    const known = await readDistricts(database)
    if (known.some((one) => one.district === wanted))
      throw new AppError('request_malformed', { reason: `--number ${number}` })
    await enterDistrict(database, { district: wanted, ...given })
    return wanted
  })
  tell({ district, ...given }, texts.entered, { session, json: options.json })
}

async function change(number: number, options: ChangeOptions, session: Session): Promise<void> {
  const { code, name, nameEn } = options
  const given = {
    ...(code !== undefined && { code: readCode(code) }),
    ...(name !== undefined && { name }),
    ...(nameEn !== undefined && { nameEn }),
  }
  const district = parseDistrictId(number)
  const isThere = await withTenant(session, ({ database }) =>
    changeDistrict(database, { district, ...given }),
  )
  if (!isThere) throw new AppError('district_unknown', { district: number })
  tell({ district, ...given }, texts.changed, { session, json: options.json })
}

function tell(
  told: { readonly district: number },
  text: Text,
  { session, json }: { readonly session: Session; readonly json: true | undefined },
): void {
  const { terminal, say } = session
  terminal.print(json === true ? JSON.stringify(told) : say(text, { number: told.district }))
}

/** @throws AppError `request_malformed` */
function readCode(code: string): string {
  if (!/^[0-9]{6}$/.test(code)) throw new AppError('request_malformed', { reason: `--code ${code}` })
  return code
}

const texts = {
  district: { zh: '区县', en: 'districts of the installation' },
  list: { zh: '列出区县', en: 'list the districts' },
  enter: {
    zh: '新增区县；运行中的服务一分钟内启用，用 DUIBIAO_DISTRICT=编号 duibiao user 建立首个账号',
    en: 'enter a district; a running service takes it up within a minute. Make its first account with DUIBIAO_DISTRICT=number duibiao user',
  },
  change: { zh: '修改区县的代码或名称', en: 'change the code or the names of a district' },
  which: { zh: '区县编号', en: 'number of the district' },
  code: { zh: '行政区划代码，6 位（GB/T 2260）', en: 'division code of GB/T 2260, six digits' },
  name: { zh: '中文名称', en: 'Chinese name' },
  nameEn: { zh: '英文名称', en: 'English name' },
  number: {
    zh: '编号，默认为下一个；以后不能改',
    en: 'its number, the next one when not said; it never changes',
  },
  json: { zh: '输出 JSON', en: 'print JSON' },
  numberTitle: { zh: '编号', en: 'number' },
  codeTitle: { zh: '代码', en: 'code' },
  nameTitle: { zh: '名称', en: 'name' },
  entered: { zh: '已新增区县 {number}', en: 'district {number} was entered' },
  changed: { zh: '已修改区县 {number}', en: 'district {number} was changed' },
} as const satisfies Readonly<Record<string, Text>>
