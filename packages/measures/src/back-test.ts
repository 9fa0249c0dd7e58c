import { projectCatchUp } from './catch-up.ts'
import type { CatchUpChoice } from './catch-up.ts'
import { knownYears } from './trend.ts'
import type { YearSeries } from './trend.ts'

/** How projections made from earlier years fared. */
export type BackTest = {
  /** Pairs that could be projected and whose later order is known. */
  readonly asked: number
  /** Pairs that were to meet within the horizon, and how many of them had changed places by then. */
  readonly said: number
  readonly saidAndCame: number
  /** Pairs that were not, and how many changed places all the same. */
  readonly unsaid: number
  readonly unsaidButCame: number
  /** Mean squared error of the shares of draws, and that of always saying the share that came; absent when nothing was asked. */
  readonly brier?: number
  readonly brierOfCame?: number
}

/** Projects each pair from the years up to `until` and looks which of the two was ahead `horizon` years later. */
export function backTest(
  pairs: readonly { readonly own: YearSeries; readonly peer: YearSeries }[],
  choice: CatchUpChoice & { readonly until: number },
): BackTest {
  const found = pairs.flatMap(({ own, peer }) => {
    const guess = projectCatchUp(yearsTo(own, choice.until), yearsTo(peer, choice.until), choice)
    const later = (guess?.from ?? 0) + choice.horizon
    const own1 = knownYears(own).find(({ year }) => year === later)
    const peer1 = knownYears(peer).find(({ year }) => year === later)
    if (guess === undefined || guess.behind === 'neither' || own1 === undefined || peer1 === undefined)
      return []
    const lead = (choice.better === 'higher' ? 1 : -1) * (own1.value - peer1.value)
    const came = guess.behind === 'own' ? lead > 0 : lead < 0
    return [{ said: guess.at !== undefined && guess.at <= later, came, share: guess.share }]
  })
  const said = found.filter((one) => one.said)
  const unsaid = found.filter((one) => !one.said)
  const came = found.filter((one) => one.came).length / found.length
  const brier = found.reduce((sum, one) => sum + (one.share - Number(one.came)) ** 2, 0) / found.length
  return {
    asked: found.length,
    said: said.length,
    saidAndCame: said.filter(({ came }) => came).length,
    unsaid: unsaid.length,
    unsaidButCame: unsaid.filter(({ came }) => came).length,
    ...(found.length === 0 ? {} : { brier, brierOfCame: came * (1 - came) }),
  }
}

function yearsTo(series: YearSeries, until: number): YearSeries {
  return series.filter(({ year }) => year <= until)
}
