import { AppError, isAppError, parseLegalDate } from '@duibiao/base'
import type { LegalBasis, LegalDate } from '@duibiao/base'
import { roles } from '@duibiao/contract'
import { findVacancies, holdersWith, readHolder, settlePack } from '@duibiao/server'
import type { PostHolder, SettlementWish } from '@duibiao/server'
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import { doerOf } from './command-pack-install.ts'
import { readConfig } from './config.ts'
import { openKnownInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'
import { settingText } from './setting-text.ts'

interface SetOptions {
  readonly from: LegalDate
  readonly to?: LegalDate
  readonly basis: LegalBasis
  readonly unit?: string
  readonly reset?: true
  readonly preset?: string
  readonly place?: string
  readonly post?: string
  readonly role?: string
  readonly officeKinds?: string
  readonly offices?: string
  readonly within?: string
  readonly dryRun?: true
  readonly by?: string
  readonly json?: true
}

/** `pack set`. */
export function addPackSettingCommand(pack: Command, session: Session): void {
  const { say } = session
  pack
    .command('set')
    .description(say(texts.set))
    .argument('<name>', say(texts.name))
    .argument('[parameter]', say(texts.parameter))
    .argument('[value]', say(texts.value))
    .requiredOption('--from <date>', say(texts.from), readDate)
    .requiredOption('--basis <text>', say(texts.basis), readBasis)
    .option('--to <date>', say(texts.to), readDate)
    .option('--unit <unit>', say(texts.unit))
    .option('--reset', say(texts.reset))
    .option('--preset <preset>', say(texts.preset))
    .option('--place <place>', say(texts.place))
    .option('--post <post>', say(texts.post))
    .addOption(new Option('--role <role>', say(texts.role)).choices(roles))
    .option('--office-kinds <kinds>', say(texts.officeKinds))
    .option('--offices <offices>', say(texts.offices))
    .addOption(new Option('--within <reach>', say(texts.within)).choices(['area', 'lead', 'district']))
    .option('--dry-run', say(texts.dryRun))
    .option('--by <person>', say(texts.by))
    .option('--json', say(texts.json))
    .action((name: string, parameter: string | undefined, ...rest: [string | undefined, SetOptions]) => {
      const [value, options] = rest
      return setPack({ name, parameter, value, options }, session)
    })
}

function readDate(text: string): LegalDate {
  try {
    return parseLegalDate(text)
  } catch (error) {
    if (isAppError(error)) throw new InvalidArgumentError('2026-04-01')
    throw error
  }
}

/** Name and article, separated by `|` or by the last blank. @throws AppError `legal_basis_malformed` */
function readBasis(text: string): LegalBasis {
  const [, law, article] =
    /^\s*(.*\S)\s*\|\s*(\S.*?)\s*$/.exec(text) ?? /^\s*(.*\S)\s+(\S+)\s*$/.exec(text) ?? []
  if (law === undefined || article === undefined) throw new AppError('legal_basis_malformed', { text })
  return { law, article }
}

interface Request {
  readonly name: string
  readonly parameter: string | undefined
  readonly value: string | undefined
  readonly options: SetOptions
}

async function setPack(request: Request, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const { name, options } = request
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    const { from, to, unit, basis } = options
    if (options.dryRun === true) return await preview(request, installation, session)
    const { setting, lost } = await settlePack(installation, {
      pack: name,
      ...readWanted(request),
      ...(unit !== undefined && { unit }),
      from,
      ...(to !== undefined && { to }),
      basis,
      by: doerOf(options.by, session),
    })
    if (options.json === true) return terminal.print(JSON.stringify({ pack: name, ...setting, void: lost }))
    terminal.print(say(texts.done, { pack: name, from, setting: settingText(setting, language) }))
    for (const { name: parameter, law } of lost) {
      const ground = `${law.legal_basis?.law ?? ''} ${law.legal_basis?.article ?? ''}`
      terminal.print(say(texts.void, { parameter, law: ground }))
    }
  } finally {
    await installation.close()
  }
}

/** Says what nobody would do if a post were held so; nothing is recorded. @throws AppError `setting_incomplete` */
async function preview(
  { name, options }: Request,
  installation: Installation,
  { terminal, say }: Session,
): Promise<void> {
  const { post } = options
  if (post === undefined) throw new AppError('setting_incomplete')
  const pack = installation.packs.newest(name)
  const holder = holderIn(options)
  const holderOf = holdersWith(installation, pack, { post, ...(holder !== undefined && { holder }) })
  const { posts, tasks } = await findVacancies(installation, { pack, holderOf, at: installation.now() })
  if (options.json === true) return terminal.print(JSON.stringify({ pack: name, posts, tasks }))
  terminal.print(say(posts.length + tasks.length === 0 ? texts.allHeld : texts.vacant))
  for (const vacant of posts) terminal.print(`  ${vacant}`)
  for (const { element, office = '—', tasks: count, number } of tasks)
    terminal.print(say(texts.nobody, { element, office, count, number }))
}

/** Who is to hold the post; undefined with --reset: as the pack says. */
function holderIn({ role, officeKinds, offices, within, reset }: SetOptions): PostHolder | undefined {
  if (reset === true) return undefined
  const given = { role, office_kinds: listIn(officeKinds), offices: listIn(offices), within }
  return readHolder(JSON.parse(JSON.stringify(given)))
}

function listIn(text: string | undefined): readonly string[] | undefined {
  return text?.split(',').flatMap((part) => part.trim() || [])
}

/** What of the options is to be set. @throws AppError `setting_incomplete` */
function readWanted({
  parameter,
  value,
  options,
}: Request): Pick<SettlementWish, 'kind' | 'name' | 'value' | 'holder'> {
  const { preset, place, post, reset } = options
  const given = [parameter, preset, place, post].filter((one) => one !== undefined)
  if (given.length !== 1) throw new AppError('setting_incomplete')
  if (preset !== undefined) return { kind: 'preset', name: '', value: isNone(preset) ? null : preset }
  if (place !== undefined) return { kind: 'place', name: '', value: isNone(place) ? null : place }
  if (post !== undefined) return readPost(post, options)
  if (parameter === undefined || (value === undefined) !== (reset === true))
    throw new AppError('setting_incomplete')
  return { kind: 'parameter', name: parameter, value: value ?? null }
}

function readPost(
  post: string,
  options: SetOptions,
): Pick<SettlementWish, 'kind' | 'name' | 'value' | 'holder'> {
  const holder = holderIn(options)
  if (holder !== undefined && Object.keys(holder).length === 0) throw new AppError('setting_incomplete')
  return { kind: 'post', name: post, value: null, ...(holder !== undefined && { holder }) }
}

function isNone(text: string): boolean {
  return text.trim() === '' || text.trim() === 'none'
}

const texts = {
  set: {
    zh: '设置区县自己的参数值、预设或所在地，治理包不变；自生效日起对各版本有效，已经开始的时限不变',
    en: "settle the district's own value of a parameter, its preset or its place without touching the pack; acts on all versions from its date on, clocks that run stay as they are",
  },
  name: { zh: '治理包的名称', en: 'name of the pack' },
  parameter: { zh: '参数', en: 'the parameter' },
  value: { zh: '值，如 3', en: 'its value, such as 3' },
  from: { zh: '生效日', en: 'first day on which it holds' },
  to: { zh: '最后一日，默认到另有设置为止', en: 'last day; until another one comes when not said' },
  basis: {
    zh: '依据：文件名称、空格、条款或文号，如“明湖区政府常务会议纪要 2026-7”',
    en: 'what it rests on: a name, a blank and the article, such as "Minutes of the district government 2026-7"',
  },
  unit: {
    zh: '单位，如 working_day；默认用治理包的单位',
    en: "unit, such as working_day; the pack's when not said",
  },
  reset: {
    zh: '不用区县自己的值，恢复为治理包的值',
    en: "give up the district's own value: the pack's counts again",
  },
  preset: {
    zh: '选用治理包的一套预设值；none 为不用',
    en: "choose one of the pack's presets; none for none",
  },
  place: {
    zh: '区县所在地，如 潍坊市：在该地有约束力的地方法规即为确认的依据；none 为不写',
    en: 'where the district lies, such as 潍坊市: statutes that bind there count as confirmed; none for none',
  },
  post: {
    zh: '治理包的岗位：与 --role、--office-kinds、--offices、--within 一起指定由谁承担',
    en: 'a post of the pack: with --role, --office-kinds, --offices and --within, who holds it',
  },
  role: { zh: '承担该岗位的角色', en: 'the role that holds it' },
  officeKinds: {
    zh: '只限这几类机构，逗号分隔，如 street_office,department',
    en: 'only in offices of these kinds, separated by commas, such as street_office,department',
  },
  offices: {
    zh: '只限这几个机构，逗号分隔的编号',
    en: 'only in these offices, ids separated by commas',
  },
  within: {
    zh: '没有指定机构的任务分给谁：area 所在区域的机构，lead 主办单位，district 全区',
    en: 'where a task without an office goes: area (the office of its area), lead (the leading one), district (all)',
  },
  dryRun: {
    zh: '试运行：不记录，只列出这样设置后无人承担的岗位和待办',
    en: 'record nothing, and list the posts and open tasks that nobody would have then',
  },
  allHeld: { zh: '所有岗位和待办都有人承担', en: 'every post and every open task has somebody' },
  vacant: { zh: '无人承担：', en: 'nobody would have:' },
  nobody: {
    zh: '  {element}（机构 {office}）：{count} 个待办，如 {number}',
    en: '  {element} (office {office}): {count} open tasks, such as {number}',
  },
  by: { zh: '办理人，默认为本机用户', en: 'who does it; the user of the machine when not said' },
  json: { zh: '输出 JSON', en: 'print JSON' },
  done: {
    zh: '已记录：{pack} 自 {from} 起 {setting}；已经开始的时限不变',
    en: 'recorded: {pack} from {from} on {setting}; clocks that run stay as they are',
  },
  void: {
    zh: '注意：区县自定的 {parameter} 因此不再生效（{law}）',
    en: 'note: the own value of {parameter} does not count any more ({law})',
  },
} as const satisfies Readonly<Record<string, Text>>
