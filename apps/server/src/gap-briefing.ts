import type { Language } from '@duibiao/base'
import type { AnswerOf, BodyOf, findRivals, readGapBriefing, splitGap } from '@duibiao/contract'
import type { SheetContent } from '@duibiao/sheet'
import { listNames, readSources, sourceLine } from './briefing.ts'
import type { Briefing, IndicatorSource } from './briefing.ts'
import { gapFacts, gapHeads, gapWords } from './gap-briefing-words.ts'
import type { GapWords } from './gap-briefing-words.ts'
import { answerRivals, answerSplit } from './gap-split-route.ts'
import { localText } from './list-file.ts'
import type { PeerParts } from './peer-route.ts'
import { openRankingScene, placesOf } from './ranking-briefing.ts'
import type { RankingScene } from './ranking-briefing.ts'
import type { Asking } from './route.ts'
import type { Tenant } from './tenant.ts'

type SplitGap = AnswerOf<typeof splitGap>
type GapPart = SplitGap['parts'][number]

/** A gap with all that a briefing on it is made of. */
export interface GapScene {
  readonly tenant: Tenant
  readonly language: Language
  readonly words: GapWords
  readonly body: BodyOf<typeof readGapBriefing>
  readonly gap: SplitGap
  readonly rivals: AnswerOf<typeof findRivals>
  /** Of a kept result. */
  readonly ranked: RankingScene | undefined
  readonly sourceOf: (indicator: string) => IndicatorSource
}

/** @throws AppError `resource_missing`, `ranking_damaged`, `gap_refused` with every fault */
export async function openGapScene(
  { tenant, language, body }: Pick<Asking<typeof readGapBriefing>, 'tenant' | 'language' | 'body'>,
  parts: PeerParts,
): Promise<GapScene> {
  const { basis, own } = body
  const gap = await answerSplit({ tenant, language, body }, parts)
  const rivals = await answerRivals({ tenant, language, body: { basis, unit: own } }, parts)
  const ranked =
    basis.kind === 'ranking' ? await openRankingScene(tenant, basis.ranking, language) : undefined
  const sourceOf = await readSources(tenant, language)
  return { tenant, language, words: gapWords[language], body, gap, rivals, ranked, sourceOf }
}

/** What is said of a gap, the certainty of it beside it. */
export function briefGap(scene: GapScene): Briefing {
  const { words, language, gap, body, sourceOf } = scene
  const { own, peer, parts } = gap
  return {
    title: words.title({ own: own.name, peer: peer.name }),
    facts: factsOf(scene),
    said: [
      ...(gap.has_scores ? [...scoreLines(scene), ...rivalLines(scene)] : [words.bands]),
      ...certaintyLines(scene),
      words.no_person,
    ],
    sources: parts.flatMap((part) =>
      part.better === undefined
        ? []
        : [
            sourceLine(
              { code: part.indicator, better: part.better, name: nameOf(part, language) },
              sourceOf(part.indicator),
            ),
          ],
    ),
    notes: [
      ...gap.missing.map((one) =>
        words.missing[one.of]({ indicator: nameOf(one, language), own: own.name, peer: peer.name }),
      ),
      ...new Set(gap.findings.map(({ message }) => message)),
    ],
    checks: [...words.checks[body.basis.kind]],
    has_scores: gap.has_scores,
    units: [own, peer].map(({ code, name }) => ({ code, name })),
  }
}

function nameOf({ indicator, name }: Pick<GapPart, 'indicator' | 'name'>, language: Language): string {
  return name?.[language] ?? indicator
}

function factsOf(scene: GapScene): Briefing['facts'] {
  const { tenant, language, words, gap, ranked } = scene
  const facts = {
    district: tenant.name[language],
    units: words.units({ own: gap.own.name, peer: gap.peer.name }),
    basis:
      ranked === undefined
        ? words.chosen
        : words.recipe({ name: ranked.content.name[language], version: ranked.ranking.version }),
    approved: ranked?.approved,
    period: gap.period,
    method: words.method[gap.method],
    counted: localText(tenant, ranked?.ranking.at ?? tenant.now()),
    recipe_hash: ranked?.ranking.recipeHash,
    input: ranked?.ranking.input,
    result: ranked?.ranking.result,
  }
  return gapFacts.flatMap((fact) => {
    const text = facts[fact]
    return text === undefined ? [] : [{ name: words.facts[fact], text }]
  })
}

/** Parts that are named, the largest first. */
const mostParts = 3

function scoreLines({ words, language, gap }: GapScene): readonly string[] {
  const { own, peer, parts } = gap
  const said = { own: own.name, peer: peer.name, gap: write(Math.abs(gap.gap)) }
  const sorted = parts.toSorted((one, other) => other.part - one.part)
  const behind = sorted.filter(({ part }) => part > 0)
  const ahead = sorted.filter(({ part }) => part < 0).toReversed()
  const coverage = parts.reduce((sum, { by_coverage: of }) => sum + of, 0)
  function listed(some: readonly GapPart[]): string {
    return some
      .slice(0, mostParts)
      .map((part) => words.part({ indicator: nameOf(part, language), part: write(Math.abs(part.part)) }))
      .join(words.semicolon)
  }
  return [
    words.scores({ ...said, own_score: write(own.score), peer_score: write(peer.score) }) +
      (language === 'zh' ? '' : ' ') +
      words[gap.gap >= 0 ? 'behind' : 'ahead'](said),
    ...(behind.length === 0 ? [] : [words.largest({ parts: listed(behind) })]),
    ...(ahead.length === 0 ? [] : [words.better({ own: own.name, parts: listed(ahead) })]),
    ...(Math.abs(coverage) < 0.005 ? [] : [words.coverage({ part: write(coverage) })]),
  ]
}

function write(score: number): string {
  return score.toFixed(2)
}

function rivalLines({ words, language, rivals }: GapScene): readonly string[] {
  function listed(some: typeof rivals.ahead): string {
    const names = some.map(({ name, away }) => words.away({ name, away: write(away) }))
    return listNames(names, language)
  }
  return [
    rivals.ahead.length === 0
      ? words.first({ own: rivals.unit.name })
      : words.rivals_ahead({ names: listed(rivals.ahead) }),
    ...(rivals.behind.length === 0 ? [] : [words.rivals_behind({ names: listed(rivals.behind) })]),
  ]
}

/** Of a kept result whether the two can be told apart at all. */
function certaintyLines({ words, gap, ranked }: GapScene): readonly string[] {
  if (ranked === undefined) return [words.unofficial]
  const intervals = new Map(ranked.outcome.units.map(({ unit, interval }) => [unit, interval]))
  const [one, other] = [intervals.get(gap.own.code), intervals.get(gap.peer.code)]
  if (one === undefined || one === null || other === undefined || other === null) return []
  const isOverlap = one.low <= other.high && other.low <= one.high
  return [
    words[isOverlap ? 'overlap' : 'apart']({
      own: gap.own.name,
      peer: gap.peer.name,
      own_places: placesOf(one, ranked),
      peer_places: placesOf(other, ranked),
    }),
  ]
}

/** The tables of a gap: its parts, who stands next, and the values; of bands the values only. */
export function gapSheets(scene: GapScene): readonly SheetContent[] {
  return scene.gap.has_scores ? [partSheet(scene), rivalSheet(scene), valueSheet(scene)] : [valueSheet(scene)]
}

function partSheet({ language, gap }: GapScene): SheetContent {
  const { own, peer, parts } = gap
  const head = gapHeads
  const columns = [
    `${head.score_of[language]}${own.name}`,
    `${head.score_of[language]}${peer.name}`,
    head.by_score[language],
    head.by_coverage[language],
    head.part[language],
  ]
  return {
    name: head.gap[language],
    columns: [
      { header: head.indicator[language], width: 30 },
      ...columns.map((header) => ({ header, format: 'decimal' as const })),
    ],
    rows: [
      ...parts.map((part) => [
        nameOf(part, language),
        part.own ?? undefined,
        part.peer ?? undefined,
        part.by_score,
        part.by_coverage,
        part.part,
      ]),
      [head.sum[language], own.score, peer.score, undefined, undefined, gap.gap],
    ],
  }
}

function rivalSheet({ language, rivals }: GapScene): SheetContent {
  const { rivals: name, side, unit, score, away, ...sides } = gapHeads
  const { unit: own, ahead, level, behind } = rivals
  return {
    name: name[language],
    columns: [
      { header: side[language] },
      { header: unit[language], width: 24 },
      { header: score[language], format: 'decimal' },
      { header: away[language], format: 'decimal' },
    ],
    rows: [
      ...ahead.toReversed().map((one) => [sides.ahead[language], one.name, one.score, one.away]),
      [sides.own[language], own.name, own.score, undefined],
      ...level.map((one) => [sides.level[language], one.name, own.score, 0]),
      ...behind.map((one) => [sides.behind[language], one.name, one.score, one.away]),
    ],
  }
}

function valueSheet({ language, gap, sourceOf }: GapScene): SheetContent {
  const { indicator, measure, values } = gapHeads
  const own = gap.parts.filter(({ better }) => better !== undefined)
  return {
    name: values[language],
    columns: [
      { header: indicator[language], width: 30 },
      { header: measure[language] },
      { header: gap.own.name },
      { header: gap.peer.name },
    ],
    rows: own.map((part) => [
      nameOf(part, language),
      sourceOf(part.indicator).measure,
      part.own_value ?? undefined,
      part.peer_value ?? undefined,
    ]),
  }
}
