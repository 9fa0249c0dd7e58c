import { dateAt } from '@duibiao/base'
import type { Calendar, Language } from '@duibiao/base'
import type { Clock, ClockModel, MatterData, MatterState, Procedure } from '@duibiao/kernel'
import { isUnconfirmed, valueOn } from '@duibiao/packfile'
import type { ParameterValue } from '@duibiao/packfile'
import type { DistrictPacks } from './district-pack.ts'

/** A clock with the matter it runs in. */
interface ClockOfMatter {
  readonly clock: Clock
  readonly matter: { readonly state: MatterState; readonly data: MatterData }
}

/** Where the ground is looked up. */
interface GroundSource {
  readonly library: { readonly find: (hash: string) => Pick<Procedure, 'clocks'> }
  readonly packs: Pick<DistrictPacks, 'ofProcedure' | 'choiceAt'>
  readonly calendar: () => Calendar
}

/**
 * What the length of a limit rests on: law and article of the pack's value in force when the clock started, else that it is
 * a default nobody confirmed. The statute of the clock's rule says how days are counted, which is another matter.
 */
export function groundOfClock(placed: ClockOfMatter, source: GroundSource, language: Language): string {
  const { value, place } = valueOfClock(placed, source)
  const { amount, unit } = placed.clock.rule
  // A matter may have come from another version since: a value that is not the clock's own is no ground for it.
  const isOwn = value?.value === amount && (value.unit ?? unit) === unit
  return value !== undefined && isOwn ? groundText(value, language, place) : texts.unnamed[language]
}

interface PlacedValue {
  readonly value?: ParameterValue | undefined
  /** Where the district said it lies, when the clock started. */
  readonly place?: string | undefined
}

/** The value of the clock's parameter, the district's own or the pack's, as it stood when the clock started. */
function valueOfClock({ clock, matter }: ClockOfMatter, source: GroundSource): PlacedValue {
  const { scopes } = matter.state
  const hash = scopes[clock.owner]?.procedure ?? scopes[0]?.procedure ?? ''
  const model = source.library.find(hash).clocks.find(({ key }) => key === clock.key)
  const pack = source.packs.ofProcedure(hash)
  const name = model === undefined ? undefined : parameterOf(model, clock, matter.data)
  if (pack === undefined || name === undefined) return {}
  const choice = source.packs.choiceAt(pack.manifest.name, clock.startedAt)
  const on = dateAt(clock.startedAt, source.calendar())
  return { value: valueOn(pack.parameters, { name, on }, choice), place: choice.place }
}

/**
 * The ground of a pack's value in words.
 * @param place where it is applied; a local statute of another place, or of any when none is named, is a template only
 */
export function groundText(value: ParameterValue, language: Language, place?: string): string {
  const { legal_basis: basis, binds = '', source } = value
  const cited = basis === undefined ? source : `${basis.law} ${basis.article}`
  if (cited === undefined) return texts.unconfirmed[language]
  if (!isUnconfirmed(value, place)) return cited
  return basis === undefined ? texts.sourced[language](cited) : texts.template[language](cited, binds)
}

/** The parameter a clock takes its limit from: named by the pack, or chosen by a decision that wrote its name down. */
function parameterOf({ parameter, amount }: ClockModel, clock: Clock, data: MatterData): string | undefined {
  if (parameter !== undefined || amount === undefined) return parameter
  const { value } = amount.evaluate({ ...data[0], ...data[clock.owner] })
  return typeof value === 'string' ? value : undefined
}

const texts = {
  unnamed: { zh: '流程包未写明', en: 'not named by the pack' },
  unconfirmed: { zh: '默认值，未经确认', en: 'default, not confirmed' },
  sourced: {
    zh: (cited: string) => `默认值，未经确认（参考：${cited}）`,
    en: (cited: string) => `default, not confirmed (after ${cited})`,
  },
  template: {
    zh: (cited: string, binds: string) => `默认值，未经确认（参照${cited}，仅适用于${binds}）`,
    en: (cited: string, binds: string) =>
      `default, not confirmed (after ${cited}, which binds in ${binds} only)`,
  },
} as const
