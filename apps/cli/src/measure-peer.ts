import { AppError } from '@duibiao/base'
import type { Finding } from '@duibiao/base'
import { nearestPeers, openPeers, rivalsOf, splitRecipeGap } from '@duibiao/measures'
import type { MeasureFinding, PeerWithParts, Rivals } from '@duibiao/measures'
import type { Text } from './language.ts'
import { figure, openWork, refuse, runWork, tellAll, unitOf } from './measure-run.ts'
import type { MeasureRun, MeasureWork, TableRequest } from './measure-run.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

export interface PeerRequest extends TableRequest {
  readonly unit: string
  readonly count: number
  readonly among?: readonly string[]
}

export interface GapRequest extends TableRequest {
  readonly unit: string
  readonly peer: string
}

type Neighbours = {
  readonly unit: string
  readonly peers?: readonly PeerWithParts[]
  readonly rivals?: Rivals
  readonly findings: readonly Finding[]
}

/** `measures peers`: the nearest by characteristics with the parts of each distance, and the next ahead and behind by score. */
export async function findPeers(request: PeerRequest, session: Session): Promise<void> {
  const work = await openWork(request, session)
  if (work === undefined) return
  const { characteristics, recipe } = work.file
  if (characteristics.length === 0 && recipe.steps.length === 0)
    throw new AppError('recipe_part_missing', { file: request.recipe, part: 'characteristics' })
  const neighbours = neighboursOf(work, request, session)
  if (neighbours === undefined) return
  const { findings, ...found } = neighbours
  if (request.json === true) {
    const name = work.nameOf(found.unit)
    session.terminal.print(JSON.stringify({ ...found, name, findings }))
    return
  }
  tellAll(findings, session)
  tellNeighbours(neighbours, work, session)
}

/** Peers where the recipe names characteristics, rivals where it has steps; undefined when it was told why there are none. */
function neighboursOf(work: MeasureWork, request: PeerRequest, session: Session): Neighbours | undefined {
  const { characteristics, recipe } = work.file
  const unit = unitOf(request.unit, work)
  const found = characteristics.length === 0 ? noPeers : nearestTo(unit, work, request)
  if (found.findings.some(({ severity }) => severity === 'error'))
    return refuse(work.tell(found.findings), request, session)
  const run = recipe.steps.length === 0 ? undefined : runWork(work, request, session)
  if (run === undefined && recipe.steps.length > 0) return undefined
  const rivals = run === undefined ? undefined : rivalsIn(run, unit, request.count)
  return {
    unit,
    ...(found.peers !== undefined && { peers: found.peers }),
    ...(rivals !== undefined && { rivals }),
    findings: work.tell([...found.findings, ...(run?.result.findings ?? [])]),
  }
}

function rivalsIn({ result }: MeasureRun, unit: string, count: number): Rivals | undefined {
  const scores = new Map(result.ranking.map((one) => [one.unit, one.score ?? undefined]))
  return rivalsOf(scores, unit, { count, better: 'higher' })
}

type Nearest = {
  readonly peers?: readonly PeerWithParts[]
  readonly findings: readonly MeasureFinding[]
}

const noPeers: Nearest = { findings: [] }

function nearestTo(unit: string, work: MeasureWork, { count, among }: PeerRequest): Nearest {
  const { space, findings } = openPeers(work.input.places)
  const own = among?.map((one) => unitOf(one, work))
  const found = nearestPeers(space, unit, { count, ...(own !== undefined && { among: own }) })
  return { peers: found?.peers ?? [], findings }
}

/** So many parts of a distance are shown to people. */
const mostParts = 3

function tellNeighbours({ unit, peers, rivals }: Neighbours, work: MeasureWork, session: Session): void {
  const { terminal, say } = session
  const { nameOf } = work
  terminal.print(say(texts.about, { unit, name: nameOf(unit) }))
  if (peers !== undefined) {
    const head = [texts.unit, texts.name, texts.distance, texts.rebased, texts.compared, texts.parts]
    const rows = peers.map((peer) => [
      peer.unit,
      nameOf(peer.unit),
      figure(peer.distance),
      figure(peer.rebased),
      figure(peer.compared),
      peer.parts
        .slice(0, mostParts)
        .map(({ variable, share }) => `${variable} ${(share * 100).toFixed(0)}%`)
        .join('  '),
    ])
    for (const line of formatTable(
      head.map((text) => say(text)),
      rows,
    ))
      terminal.print(line)
  }
  if (rivals === undefined) return
  const head = [texts.side, texts.unit, texts.name, texts.score, texts.away].map((text) => say(text))
  const rows = [
    ...rivals.ahead.toReversed().map((one) => ({ ...one, side: texts.ahead })),
    ...rivals.behind.map((one) => ({ ...one, side: texts.behind })),
  ].map(({ side, unit: other, score, away }) => [
    say(side),
    other,
    nameOf(other),
    figure(score),
    figure(away),
  ])
  terminal.print('')
  for (const line of formatTable(head, rows)) terminal.print(line)
  if (rivals.level.length > 0) terminal.print(say(texts.level, { units: rivals.level.join(', ') }))
}

/** `measures gap`: how far a unit is from a peer by score, and by which indicators; the parts add up. */
export async function splitScores(request: GapRequest, session: Session): Promise<void> {
  const work = await openWork(request, session)
  const run = work === undefined ? undefined : runWork(work, request, session)
  if (run === undefined) return
  const { terminal, say } = session
  const { file, input, result, nameOf } = run
  const [unit, peer] = [unitOf(request.unit, run), unitOf(request.peer, run)]
  const split = splitRecipeGap({ table: input.table, recipe: file.recipe, result }, unit, peer)
  if (split.kind === 'no_score') throw new AppError('score_missing', { unit: split.unit })
  if (split.kind === 'not_split') throw new AppError('gap_not_split', { methods: split.methods.join(', ') })
  const { gap, method } = split
  const findings = run.tell(result.findings)
  if (request.json === true) {
    const parts = gap.parts.map(({ indicator, own, peer: other, byScore, byCoverage, part }) => ({
      indicator,
      own: own ?? null,
      peer: other ?? null,
      by_score: byScore,
      by_coverage: byCoverage,
      part,
    }))
    const totals = { own: gap.own, peer: gap.peer, gap: gap.gap }
    terminal.print(JSON.stringify({ unit, against: peer, method, ...totals, parts, findings }))
    return
  }
  tellAll(findings, session)
  const pair = { unit, name: nameOf(unit), peer, other: nameOf(peer) }
  const totals = { own: figure(gap.own), score: figure(gap.peer), gap: figure(gap.gap) }
  terminal.print(say(texts.gap, { ...pair, ...totals }))
  const head = [texts.indicator, texts.own, texts.peer, texts.byScore, texts.byCoverage, texts.part]
  const rows = gap.parts.map(({ indicator, own, peer: other, byScore, byCoverage, part }) => [
    indicator,
    ...[own, other, byScore, byCoverage, part].map(figure),
  ])
  for (const line of formatTable(
    head.map((text) => say(text)),
    rows,
  ))
    terminal.print(line)
}

const texts = {
  about: { zh: '{unit} {name}', en: '{unit} {name}' },
  unit: { zh: '代码', en: 'code' },
  name: { zh: '名称', en: 'name' },
  distance: { zh: '距离', en: 'distance' },
  rebased: { zh: '最远为 1', en: 'farthest is 1' },
  compared: { zh: '可比特征', en: 'compared by' },
  parts: { zh: '主要差在', en: 'differs most in' },
  side: { zh: '位置', en: 'side' },
  score: { zh: '得分', en: 'score' },
  away: { zh: '相差', en: 'away' },
  ahead: { zh: '标兵', en: 'ahead' },
  behind: { zh: '追兵', en: 'behind' },
  level: { zh: '得分相同：{units}', en: 'level: {units}' },
  gap: {
    zh: '{unit} {name} 得分 {own}，{peer} {other} 得分 {score}，差 {gap}（对方减己方），各项之和等于差距：',
    en: '{unit} {name} has {own}, {peer} {other} has {score}: a gap of {gap} (the peer less the unit), to which the parts add up:',
  },
  indicator: { zh: '指标', en: 'indicator' },
  own: { zh: '己方', en: 'unit' },
  peer: { zh: '对方', en: 'peer' },
  byScore: { zh: '因得分', en: 'by score' },
  byCoverage: { zh: '因缺数', en: 'by missing data' },
  part: { zh: '合计', en: 'part' },
} as const satisfies Readonly<Record<string, Text>>
