import { AppError, isAppError, parseLegalDate } from '@duibiao/base'
import type { LegalBasis, LegalDate } from '@duibiao/base'
import { settlePack } from '@duibiao/server'
import type { SettlementWish } from '@duibiao/server'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { doerOf } from './command-pack-install.ts'
import { readConfig } from './config.ts'
import { openKnownInstallation } from './installation.ts'
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

/** What of the options is to be set. @throws AppError `setting_incomplete` */
function readWanted({ parameter, value, options }: Request): Pick<SettlementWish, 'kind' | 'name' | 'value'> {
  const { preset, place, reset } = options
  const given = [parameter, preset, place].filter((one) => one !== undefined)
  if (given.length !== 1) throw new AppError('setting_incomplete')
  if (preset !== undefined) return { kind: 'preset', name: '', value: isNone(preset) ? null : preset }
  if (place !== undefined) return { kind: 'place', name: '', value: isNone(place) ? null : place }
  if (parameter === undefined || (value === undefined) !== (reset === true))
    throw new AppError('setting_incomplete')
  return { kind: 'parameter', name: parameter, value: value ?? null }
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
