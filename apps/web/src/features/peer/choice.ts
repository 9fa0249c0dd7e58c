import type { Characteristic, ChosenIndicator, PeerState } from './peer-state.ts'
import type { Ground, GroundIndicator } from './ground.ts'

/** What is compared, with what the address leaves open filled in from what there is. */
export interface Choice {
  readonly ground: Ground
  readonly period: string
  readonly own: string
  readonly characteristics: readonly Characteristic[]
  readonly indicators: readonly ChosenIndicator[]
  /** The indicator of a projection or of a list. */
  readonly indicator: GroundIndicator | undefined
}

/** So many are chosen where the address names none. */
const usualCount = 6

/**
 * The choices of a page: of the address, or the usual ones. Characteristics say what a place is like, so those that nobody calls
 * better or worse go first.
 */
export function makeChoice(ground: Ground, state: PeerState): Choice {
  const period = state.period ?? usualPeriod(ground)
  const there = ground.indicators.filter(({ first, last }) => spans({ first, last }, period))
  const plain = there.filter(({ better }) => better === undefined)
  const judged = there.filter(({ better }) => better !== undefined)
  return {
    ground,
    period,
    own: state.own ?? ground.own ?? ground.places[0]?.code ?? '',
    characteristics:
      state.characteristics.length > 0
        ? state.characteristics
        : plain.slice(0, usualCount).map(({ code }) => aCharacteristic(code)),
    indicators: state.indicators.length > 0 ? state.indicators : judged.slice(0, usualCount).map(chosenOf),
    indicator: ground.indicators.find(({ code }) => code === state.indicator) ?? longest(ground),
  }
}

/** A characteristic as it is added. */
export function aCharacteristic(indicator: string): Characteristic {
  return { indicator, per: undefined, weight: 1, scale: 'plain' }
}

/** An indicator as it is added; more is better where nobody says so. */
export function chosenOf({
  code,
  better = 'higher',
}: Pick<GroundIndicator, 'code' | 'better'>): ChosenIndicator {
  return { code, better, weight: 1 }
}

/** The newest period of the imported indicators, or of the computed ones where there are no others. */
function usualPeriod({ indicators }: Ground): string {
  const imported = indicators.filter(({ source }) => source === 'imported')
  const lasts = (imported.length > 0 ? imported : indicators).map(({ last }) => last)
  return lasts.toSorted().at(-1) ?? ''
}

/** Whether an indicator may have numbers of a period: what is of another length has none. */
function spans({ first, last }: { readonly first: string; readonly last: string }, period: string): boolean {
  return period.length === last.length && period >= first && period <= last
}

/** Of the indicators that are judged the one with the most years. */
function longest({ indicators }: Ground): GroundIndicator | undefined {
  return indicators
    .filter(({ better }) => better !== undefined)
    .toSorted((one, other) => yearsOf(other) - yearsOf(one))[0]
}

function yearsOf({ first, last }: GroundIndicator): number {
  return Number(last.slice(0, 4)) - Number(first.slice(0, 4))
}
