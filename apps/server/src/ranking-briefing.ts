import { AppError, parseLegalDate } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import { readRecipe } from '@duibiao/store'
import type { StoredRanking } from '@duibiao/store'
import { listNames, readSources, sourceLine } from './briefing.ts'
import type { Briefing, IndicatorSource } from './briefing.ts'
import { localText } from './list-file.ts'
import { listObservedUnits } from './observation-unit.ts'
import { rankingFacts, rankingWords } from './ranking-briefing-words.ts'
import type { RankingWords } from './ranking-briefing-words.ts'
import { requireRanking } from './ranking-route.ts'
import { textOf } from './ranking-text.ts'
import { ownNames } from './ranking-table.ts'
import type { ObservationTable, RankingOutcome } from './ranking-table.ts'
import { isSheet, readContent } from './recipe-rule.ts'
import type { Content } from './recipe-rule.ts'
import type { Tenant } from './tenant.ts'

/** A kept run with all that a briefing on it is made of. */
export interface RankingScene {
  readonly tenant: Tenant
  readonly language: Language
  readonly words: RankingWords
  readonly ranking: StoredRanking
  readonly outcome: RankingOutcome
  readonly table: ObservationTable
  /** When and by whom the recipe was approved, in words. */
  readonly approved: string
  readonly content: Content
  readonly nameOf: (unit: string) => string
  readonly sourceOf: (indicator: string) => IndicatorSource
}

type RankedRow = RankingOutcome['units'][number]

/** @throws AppError `resource_missing`, `ranking_damaged` */
export async function openRankingScene(
  tenant: Tenant,
  id: string,
  language: Language,
): Promise<RankingScene> {
  const ranking = await requireRanking(tenant, id)
  const recipe = await readRecipe(tenant.database, tenant.district, ranking)
  if (recipe === undefined) throw new AppError('resource_missing')
  const content = readContent(recipe)
  // Marks are told line by line where the run is read: a briefing is on indicators.
  if (isSheet(content)) throw new AppError('resource_missing')
  const outcome: RankingOutcome = JSON.parse(await textOf(tenant, ranking.result))
  const table: ObservationTable = JSON.parse(await textOf(tenant, ranking.input))
  const codes = table.units.map(({ code }) => code)
  const on = parseLegalDate(content.period.to)
  const { units } = await listObservedUnits(tenant, { units: content.units, on, among: codes, told: [] })
  const names = new Map(units.map(({ code, name }) => [code, name]))
  const own = ownNames(table)
  const words = rankingWords[language]
  return {
    tenant,
    language,
    words,
    ranking,
    outcome,
    table,
    approved:
      recipe.approved === undefined
        ? words.not_approved
        : words.deed({ at: localText(tenant, recipe.approved.at), by: recipe.approved.by }),
    content,
    nameOf: (unit) => names.get(unit) ?? own.get(unit) ?? unit,
    sourceOf: await readSources(tenant, language),
  }
}

/** What is said of a run: never a rank or a score where bands are made known, and never a person. */
export function briefRanking(scene: RankingScene): Briefing {
  const { words, language, content, table, outcome, nameOf, sourceOf, ranking } = scene
  return {
    title: words.title({ name: content.name[language] }),
    facts: factsOf(scene),
    said: [...overviewOf(scene), ...standingsOf(scene), ...certaintyOf(scene), closingOf(scene)],
    sources: content.indicators.map(({ code, name, direction }) =>
      sourceLine(
        {
          code,
          name: name[language],
          better: direction === 'more' ? 'higher' : 'lower',
          weight: outcome.weights[code],
        },
        sourceOf(code),
      ),
    ),
    notes: notesOf(scene),
    checks: words.checks.map((check) => check({ ranking: ranking.ranking })),
    has_scores: outcome.shown === 'ranks',
    units: table.units.map(({ code }) => ({ code, name: nameOf(code) })),
  }
}

function factsOf(scene: RankingScene): Briefing['facts'] {
  const { tenant, words, language, ranking, content, outcome } = scene
  const facts = {
    district: tenant.name[language],
    recipe: words.version({ name: content.name[language], code: ranking.recipe, version: ranking.version }),
    purpose: content.purpose[language],
    period: words.span(content.period),
    approved: scene.approved,
    shown: words.shown[outcome.shown],
    counted: words.deed({ at: localText(tenant, ranking.at), by: ranking.by }),
    recipe_hash: ranking.recipeHash,
    input: ranking.input,
    result: ranking.result,
  }
  return rankingFacts.map((fact) => ({ name: words.facts[fact], text: facts[fact] }))
}

function overviewOf({ words, content, outcome }: RankingScene): readonly string[] {
  const { units, apart, shown, runs } = outcome
  const count = units.filter(({ rank }) => rank !== null).length
  return [
    words.ranked({ count, kind: words.kinds[content.units] }) +
      (apart.length === 0 ? '' : words.apart_count({ count: apart.length })),
    words.rule[shown],
    words.runs(runs) + (runs.refused === 0 ? '' : words.refused({ count: runs.refused })),
  ]
}

/** Group by group: the bands first, then places where they are made known, and who cannot be told apart. */
function standingsOf(scene: RankingScene): readonly string[] {
  const { words, outcome } = scene
  return [...Map.groupBy(outcome.units, ({ group }) => group)].flatMap(([group, rows]) => {
    const said = [
      ...bandLines(scene, rows),
      ...(outcome.shown === 'ranks' ? [...placeLines(scene, rows), ...neighbourLines(scene, rows)] : []),
    ]
    return group === undefined ? said : said.map((line) => words.group({ group, said: line }))
  })
}

function bandLines(scene: RankingScene, rows: readonly RankedRow[]): readonly string[] {
  const { words, language, content, nameOf } = scene
  const bands = [...Map.groupBy(rows, ({ band }) => band)].toSorted(
    ([one], [other]) => (one ?? Infinity) - (other ?? Infinity),
  )
  return bands.flatMap(([band, own]) => {
    if (band === null) return []
    const units = sortByName(own, nameOf)
    const names = listNames(
      units.map(({ unit }) => nameOf(unit)),
      language,
    )
    const said = { band: bandName(scene, band), names, count: units.length }
    const also = alsoLines(scene, units)
    const isOpen = units.length > 1 && content.bands.kind === 'intervals'
    const line = units.length === 1 ? words.alone(said) : words.of_band(said)
    return [[line, ...(isOpen ? [words.inseparable] : []), ...also].join(language === 'zh' ? '' : ' ')]
  })
}

/** Which other bands units may belong to, those of the same bands together. */
function alsoLines(scene: RankingScene, units: readonly RankedRow[]): readonly string[] {
  const { words, language, nameOf } = scene
  const byBands = Map.groupBy(units, ({ also_in: others }) =>
    others.map((one) => bandName(scene, one)).join(words.and),
  )
  return [...byBands].flatMap(([bands, own]) =>
    bands === ''
      ? []
      : [
          words.also_in({
            units: listNames(
              own.map(({ unit }) => nameOf(unit)),
              language,
            ),
            bands,
          }),
        ],
  )
}

/** Of a band counted from 0: its name in the recipe, or its number. */
export function bandName({ content: { bands }, words, language }: RankingScene, band: number): string {
  if (bands.kind === 'scores') {
    const limit = bands.limits.toSorted((one, other) => other.least - one.least)[band]
    if (limit !== undefined) return limit.name[language]
  }
  return words.band({ number: band + 1 })
}

/** By their names, so that the order tells nothing. */
export function sortByName(
  rows: readonly RankedRow[],
  nameOf: (unit: string) => string,
): readonly RankedRow[] {
  return rows.toSorted((one, other) => nameOf(one.unit).localeCompare(nameOf(other.unit), 'zh'))
}

/** The places of an interval in words. */
export function placesOf(
  interval: NonNullable<RankedRow['interval']>,
  { words }: Pick<RankingScene, 'words'>,
): string {
  const [low, high] = [Math.round(interval.low), Math.round(interval.high)]
  return low === high ? words.one_place({ low }) : words.places({ low, high })
}

/** Places beyond these stand in the table only. */
const mostPlaces = 20

function placeLines({ words, nameOf }: RankingScene, rows: readonly RankedRow[]): readonly string[] {
  const places = rows.flatMap(({ unit, rank, interval }) =>
    rank === null || interval === null
      ? []
      : [words.place({ rank, unit: nameOf(unit), places: placesOf(interval, { words }) })],
  )
  return places.length === 0 || places.length > mostPlaces ? [] : [ended(places.join(words.semicolon), words)]
}

function ended(line: string, { and }: RankingWords): string {
  return `${line}${and === '、' ? '。' : '.'}`
}

/** Pairs beyond these are counted only. */
const mostPairs = 10

function neighbourLines({ words, nameOf }: RankingScene, rows: readonly RankedRow[]): readonly string[] {
  const ranked = rows.filter(({ rank }) => rank !== null)
  const pairs = ranked.slice(1).map((other, place) => ({ one: ranked[place] ?? other, other }))
  const same = pairs.filter(
    ({ one, other }) => one.rank === other.rank || one.flags.includes('same_as_worse'),
  )
  if (pairs.length === 0) return []
  const told = words.neighbours({ same: same.length, other: pairs.length - same.length })
  if (same.length === 0 || same.length > mostPairs) return [told]
  const named = same.map(({ one, other }) => words.pair({ one: nameOf(one.unit), other: nameOf(other.unit) }))
  return [told, words.same({ pairs: named.join(words.semicolon) })]
}

/** On what the result leans, and what is missing in it. */
function certaintyOf({ words, language, content, outcome, nameOf }: RankingScene): readonly string[] {
  const names = new Map(content.indicators.map(({ code, name }) => [code, name[language]]))
  const [most] = outcome.left_out.toSorted((one, other) => (other.mean_shift ?? -1) - (one.mean_shift ?? -1))
  const shift = most?.mean_shift ?? null
  const gaps = sortByName(
    outcome.units.filter(({ missing }) => missing > 0),
    nameOf,
  )
  return [
    ...(most === undefined || shift === null
      ? []
      : [
          shift === 0
            ? words.leans_not
            : words.leans({
                indicator: names.get(most.indicator) ?? most.indicator,
                shift: shift.toFixed(2),
              }),
        ]),
    ...(gaps.length === 0
      ? []
      : [
          words.missing({
            units: gaps.length,
            cells: gaps.reduce((sum, { missing }) => sum + missing, 0),
            names: listNames(
              gaps.map(({ unit, missing }) => words.missing_of({ unit: nameOf(unit), count: missing })),
              language,
            ),
          }),
        ]),
  ]
}

function closingOf({ words, content }: RankingScene): string {
  return words.no_person({ kind: words.kinds[content.units] })
}

function notesOf({ words, language, outcome, nameOf }: RankingScene): string[] {
  return [
    ...outcome.findings.map((finding) => `${finding[language]} (${finding.path})`),
    ...outcome.apart.map(({ unit, step, reason }) =>
      words.apart({ unit: nameOf(unit), reason: words.reasons[reason]({ step: step + 1 }) }),
    ),
  ]
}
