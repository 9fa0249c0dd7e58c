import {
  compareRankings,
  openSensitivity,
  rankHonestly,
  rankIntervalsOf,
  runByChance,
} from '@duibiao/measures'
import type { RankInterval, Sensitivity, StandingList, Uncertainty } from '@duibiao/measures'
import type { Text } from './language.ts'
import { isMarkRequest, rankByMarks } from './measure-marks.ts'
import { figure, openWork, refuse, runWork, tellAll, writeTable } from './measure-run.ts'
import type { MeasureRun, MeasureWork, TableRequest, WrittenTable } from './measure-run.ts'
import { apartJson, tellApart } from './measure-score.ts'
import { standingsJson, tellStandings } from './measure-standing.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

export interface RankRequest extends TableRequest {
  /** Of a mark sheet: what counts for units. */
  readonly entries?: string
  readonly compare?: string
  readonly seed: number
  readonly runs: number
  readonly out?: string
}

/** Everything that is said of a ranking; a recipe may have steps, columns of cases, or both. */
type Ranking = {
  readonly work: MeasureWork
  readonly scored?: { readonly run: MeasureRun; readonly spread: Spread }
  readonly standings?: StandingList
  readonly other?: MeasureRun
}

type Spread = {
  readonly intervals: ReadonlyMap<string, RankInterval>
  readonly refused: number
}

/** `measures rank`: places with how sure they are; and, where cases are known, with limits and flags. */
export async function rankUnits(request: RankRequest, session: Session): Promise<void> {
  if (isMarkRequest(request, session)) {
    await rankByMarks(request, session)
    return
  }
  if (request.entries !== undefined) {
    refuse(
      [{ file: request.entries, line: 0, code: 'option_unused', severity: 'error', ...texts.entriesUnused }],
      request,
      session,
    )
    return
  }
  const ranking = await openRanking(request, session)
  if (ranking === undefined) return
  const { scored } = ranking
  if (request.out !== undefined && scored !== undefined)
    await writeTable(request.out, rankTable(scored, session), session)
  if (request.json === true) session.terminal.print(JSON.stringify(rankingJson(ranking, request)))
  else tellRanking(ranking, request, session)
}

async function openRanking(request: RankRequest, session: Session): Promise<Ranking | undefined> {
  const work = await openWork(request, session)
  if (work === undefined) return undefined
  const { counts, recipe } = work.file
  const standings = counts === undefined ? undefined : rankHonestly(work.input.counted, counts)
  const own = { work, ...(standings !== undefined && { standings }) }
  // A recipe with cases alone has no score to rank by.
  if (recipe.steps.length === 0 && standings !== undefined && request.compare === undefined) return own
  const run = runWork(work, request, session)
  const spread = run === undefined ? undefined : spreadOf(run, request, session)
  if (run === undefined || spread === undefined) return undefined
  const ranking = { ...own, scored: { run, spread } }
  return request.compare === undefined ? ranking : withOther(ranking, request, session)
}

/** The same table by another recipe beside it. */
async function withOther(
  ranking: Ranking,
  request: RankRequest,
  session: Session,
): Promise<Ranking | undefined> {
  const named = { ...request, recipe: request.compare ?? request.recipe }
  const work = await openWork(named, session)
  const other = work === undefined ? undefined : runWork(work, named, session)
  return other === undefined ? undefined : { ...ranking, other }
}

/** Without any said, each weight is taken as certain to a quarter. */
const usualUncertainties: readonly Uncertainty[] = [{ kind: 'weights', share: 0.25 }]

/** What a recipe file says could as well be otherwise. */
function uncertaintiesOf({ file }: MeasureWork): readonly Uncertainty[] {
  return file.uncertainties.length === 0 ? usualUncertainties : file.uncertainties
}

/** The same for programs and people, who count steps from 1. */
export function uncertaintiesTold(work: MeasureWork): readonly Uncertainty[] {
  return uncertaintiesOf(work).map((one) => (one.kind === 'switch' ? { ...one, step: one.step + 1 } : one))
}

/** The recipe made ready to be run with changes; what keeps it from that ends the command. */
export function openChanges(
  work: MeasureWork,
  request: TableRequest,
  session: Session,
): Extract<Sensitivity, { readonly kind: 'open' }> | undefined {
  const opened = openSensitivity(work.input.table, work.file.recipe, uncertaintiesOf(work))
  return opened.kind === 'open' ? opened : refuse(work.tell(opened.findings), request, session)
}

function spreadOf(run: MeasureRun, request: RankRequest, session: Session): Spread | undefined {
  const opened = openChanges(run, request, session)
  if (opened === undefined) return undefined
  const { ranks, refused } = runByChance(opened, request)
  const intervals = rankIntervalsOf(opened, ranks)
  return { intervals: new Map(intervals.map((one) => [one.unit, one])), refused }
}

/** Units by rank; those without one last. */
function byRank({ result }: MeasureRun): MeasureRun['result']['ranking'] {
  const last = result.ranking.length + 1
  return result.ranking.toSorted((one, other) => (one.rank ?? last) - (other.rank ?? last))
}

function rankTable({ run, spread }: NonNullable<Ranking['scored']>, { say }: Session): WrittenTable {
  const { rank, tied, unit, name, score, low, high, above } = texts
  return {
    headers: [rank, tied, unit, name, score, low, high, above].map((text) => say(text)),
    rows: byRank(run).map((one) => {
      const interval = spread.intervals.get(one.unit)
      return [
        one.rank ?? undefined,
        one.tied,
        one.unit,
        run.nameOf(one.unit),
        one.score ?? undefined,
        interval?.low ?? undefined,
        interval?.high ?? undefined,
        interval?.aboveNext ?? undefined,
      ]
    }),
  }
}

function tellRanking(
  { work, scored, standings, other }: Ranking,
  { runs }: RankRequest,
  session: Session,
): void {
  const { terminal, say } = session
  if (scored !== undefined) {
    const { run, spread } = scored
    tellAll(run.tell(run.result.findings), session)
    const { headers, rows } = rankTable(scored, session)
    const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : figure(cell))))
    for (const line of formatTable(headers, cells)) terminal.print(line)
    terminal.print(say(texts.spread, { runs, refused: spread.refused }))
    if (work.file.uncertainties.length === 0) terminal.print(say(texts.usual))
    tellApart(run, session)
  }
  if (standings !== undefined) tellStandings(standings, work, session)
  if (scored !== undefined && other !== undefined) tellChanges(scored.run, other, session)
}

function tellChanges(run: MeasureRun, other: MeasureRun, { terminal, say }: Session): void {
  const rows = compareRankings(run.result.ranking, other.result.ranking).map(
    ({ unit, before, after, change }) => [
      unit,
      run.nameOf(unit),
      figure(before),
      figure(after),
      change !== null && change > 0 ? `+${String(change)}` : figure(change),
    ],
  )
  const head = [texts.unit, texts.name, texts.before, texts.after, texts.change].map((text) => say(text))
  terminal.print('')
  for (const line of formatTable(head, rows)) terminal.print(line)
}

function rankingJson({ work, scored, standings, other }: Ranking, { seed, runs }: RankRequest) {
  const { code, version } = work.file.recipe
  return {
    recipe: { code, version },
    ...(scored !== undefined && {
      ranking: byRank(scored.run).map((one) => {
        const interval = scored.spread.intervals.get(one.unit)
        return {
          ...one,
          name: work.nameOf(one.unit),
          mean: interval?.mean ?? null,
          median: interval?.median ?? null,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
          above_next: interval?.aboveNext ?? null,
        }
      }),
      apart: apartJson(scored.run),
      spread: { seed, runs, refused: scored.spread.refused, uncertainties: uncertaintiesTold(work) },
      findings: work.tell(scored.run.result.findings),
    }),
    ...(standings !== undefined && { standings: standingsJson(standings, work) }),
    ...(scored !== undefined &&
      other !== undefined && {
        compared: { code: other.file.recipe.code, version: other.file.recipe.version },
        changes: compareRankings(scored.run.result.ranking, other.result.ranking),
      }),
  }
}

const texts = {
  entriesUnused: {
    zh: '方案不是计分表，没有条目，不用 --entries',
    en: 'the recipe is no mark sheet and has no entries: --entries is not used',
  },
  rank: { zh: '位次', en: 'rank' },
  tied: { zh: '并列', en: 'tied' },
  unit: { zh: '代码', en: 'code' },
  name: { zh: '名称', en: 'name' },
  score: { zh: '得分', en: 'score' },
  low: { zh: '位次下限', en: 'rank from' },
  high: { zh: '位次上限', en: 'rank to' },
  above: { zh: '高于下一位', en: 'above next' },
  before: { zh: '本方案', en: 'this recipe' },
  after: { zh: '另一方案', en: 'the other' },
  change: { zh: '上升', en: 'rises' },
  spread: {
    zh: '位次区间：{runs} 次变动中的 5%—95%（{refused} 次未能得出）；“高于下一位”为所占比例，不足 0.95 的相邻位次不宜说有先后',
    en: 'ranks from and to: 5 and 95 of 100 of {runs} runs with changes ({refused} refused); below 0.95 in "above next" two neighbours should not be called different',
  },
  usual: {
    zh: '方案没有写 uncertainties：按所有权重上下浮动 25% 计',
    en: 'the recipe names no uncertainties: all weights were moved by up to 25 %',
  },
} as const satisfies Readonly<Record<string, Text>>
