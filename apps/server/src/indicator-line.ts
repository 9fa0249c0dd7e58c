import type { IndicatorLine } from '@duibiao/contract'
import { funnelLimits, rateInterval, wilson } from '@duibiao/measures'
import type { Funnel, Interval } from '@duibiao/measures'
import { nameIn, pendingPart } from '@duibiao/packfile'
import type { IndicatorDefinition } from '@duibiao/packfile'
import type { IndicatorSum } from '@duibiao/store'
import type { Static } from 'typebox'
import { defined } from './defined.ts'
import type { PackIndicator } from './indicator-book.ts'

/** Of all intervals of indicators. */
const confidence = 0.95

/** Parts of sums put together. */
export interface Tally {
  readonly numerator: number
  readonly denominator: number
  readonly matters: number
  readonly excluded: { readonly reason: string; readonly matters: number }[]
  readonly pending: number
}

/** Puts the sums of a unit together, of one month or of several. */
export function tallyOf(sums: readonly IndicatorSum[]): Tally {
  const counted = sums.filter(({ part }) => part === '')
  const out = new Map<string, number>()
  for (const { part, matters } of sums) {
    if (part !== '' && part !== pendingPart) out.set(part, (out.get(part) ?? 0) + matters)
  }
  const pending = sums.filter(({ part }) => part === pendingPart)
  return {
    numerator: counted.reduce((sum, one) => sum + one.numerator, 0),
    denominator: counted.reduce((sum, one) => sum + one.denominator, 0),
    matters: counted.reduce((sum, one) => sum + one.matters, 0),
    excluded: [...out].map(([reason, matters]) => ({ reason, matters })),
    pending: pending.reduce((sum, one) => sum + one.matters, 0),
  }
}

type Method = 'wilson' | 'byar' | 'exact_poisson'

/** A value with its limits, and how they were found. */
interface Measured {
  readonly value?: number
  readonly lower?: number
  readonly upper?: number
  readonly method?: Method
}

/** The value of a tally with its limits; nothing where nothing was counted. */
export function measuredOf({ kind }: Pick<IndicatorDefinition, 'kind'>, tally: Tally): Measured {
  const { interval, method } =
    kind === 'proportion' ? { interval: wilson(tally, confidence), method: 'wilson' as const } : rateOf(tally)
  if (interval === undefined) return {}
  return { ...limitsOf(interval), value: interval.value, ...defined({ method }) }
}

function rateOf(tally: Tally): { readonly interval: Interval | undefined; readonly method?: Method } {
  const interval = rateInterval(tally, { confidence })
  if (interval === undefined) return { interval }
  return { interval, method: interval.method === 'exact_poisson' ? 'exact_poisson' : 'byar' }
}

/** The limits of an interval, as far as there are any. */
export function limitsOf({ lower, upper }: Interval): { readonly lower?: number; readonly upper?: number } {
  return defined({ lower, upper })
}

/** The limits of a funnel for so many cases, by their names on the wire. */
export function funnelLine(funnel: Funnel, denominator: number) {
  const limits = funnelLimits(funnel, denominator)
  return (
    limits && {
      low_outer: limits.lowOuter,
      low_inner: limits.lowInner,
      high_inner: limits.highInner,
      high_outer: limits.highOuter,
    }
  )
}

/** An indicator as lists show it, without its newest number. */
export function indicatorLine({
  id,
  version,
  definition,
  pack,
}: PackIndicator): Static<typeof IndicatorLine> {
  const { name, description, kind, unit_of_measure, better, goalposts, units, source, basis } = definition
  return {
    id,
    pack: pack.manifest.name,
    pack_title: pack.manifest.title,
    name,
    description,
    version,
    kind,
    unit_of_measure,
    better,
    units: [...units],
    source,
    ...defined({ basis }),
    ...(goalposts !== undefined && { goalposts: { ...goalposts } }),
  }
}

interface Words {
  readonly zh: string
  readonly en: string
}

/** What puts a matter into a period, in words. */
export function instantWords({ definition, pack }: PackIndicator): Words {
  const { instant } = definition
  switch (instant.kind) {
    case 'opened':
      return { zh: '按收到时间归入期间', en: 'by when it came' }
    case 'closed':
      return { zh: '按办结时间归入期间', en: 'by when it ended' }
    case 'due': {
      const clock = [...pack.logic.procedures.values()]
        .flatMap(({ clocks }) => clocks)
        .find(({ key }) => key === instant.clock)
      const named = { kind: 'clock' as const, id: instant.clock, name: clock?.name ?? '' }
      return {
        zh: `按“${nameIn(pack.texts, named, 'zh')}”届满时间归入期间`,
        en: `by when the limit "${nameIn(pack.texts, named, 'en')}" ends`,
      }
    }
  }
}

/** The whole formula in words. */
export function formulaWords(indicator: PackIndicator): Words {
  const { numerator, denominator, exclusions = {}, pending, cut_off_days: days } = indicator.definition
  const out = [...Object.values(exclusions), ...(pending === undefined ? [] : [pending])]
  const when = instantWords(indicator)
  const [zhOut, enOut] =
    out.length === 0
      ? ['', '']
      : [
          `；不计入：${out.map(({ name }) => name.zh).join('、')}`,
          `; left out: ${out.map(({ name }) => name.en).join(', ')}`,
        ]
  return {
    zh: `${numerator.name.zh} ÷ ${denominator.name.zh}${zhOut}；${when.zh}；期末后第 ${days} 日截止`,
    en: `${numerator.name.en} ÷ ${denominator.name.en}${enOut}; ${when.en}; closed ${days} days after the period`,
  }
}
