import { millisecondsPerHour, millisecondsPerMinute, parseLocalInstant } from '@duibiao/base'
import { makeChance } from '../simulation/chance.ts'
import type { Chance } from '../simulation/chance.ts'
import type { Category } from './category.ts'
import type { Stock } from './estate.ts'
import { fitsSeason } from './message-template.ts'
import type { HotIssue, MessageTemplate } from './message-template.ts'
import { makeDetails, slotsOf } from './place-slot.ts'
import type { Gazetteer, PlaceWords } from './place-slot.ts'
import type { SeasonSetting } from './season-setting.ts'
import type { PlannedDay } from './weather.ts'

/** All that messages are drawn from. */
export interface Wellspring {
  readonly seed: number
  readonly setting: SeasonSetting
  readonly categories: ReadonlyMap<string, Category>
  readonly templates: readonly MessageTemplate[]
  /** Texts of people who write again. */
  readonly following: readonly MessageTemplate[]
  readonly hotIssue: HotIssue
  readonly gazetteer: Gazetteer
  /** People by grid. */
  readonly people: ReadonlyMap<string, number>
  /** Ids of grids by name of their community. */
  readonly gridsOfCommunity: ReadonlyMap<string, readonly string[]>
  readonly stock: Stock
}

/** A message before it is written out. */
export interface MessageDraft {
  /** Milliseconds. */
  readonly at: number
  readonly template: MessageTemplate
  readonly grid: string
  readonly details: PlaceWords
  /** The same for all who write about the same occasion. */
  readonly topic: string
  readonly hotIssue: string | undefined
  /** Key of the message it follows. */
  readonly follows: string | undefined
  readonly key: string
}

/** The messages of a day: ordinary ones, others about the same occasions, and those about the hot issue. */
export function drawDay(well: Wellspring, day: PlannedDay): readonly MessageDraft[] {
  const chance = makeChance(well.seed, 'messages', day.date)
  const { setting } = well
  const mean =
    setting.messagesPerDay * (setting.weekdays[day.weekday - 1] ?? 1) * setting.weatherFactor[day.weather]
  const count = Math.round(chance.around(mean, 0.1))
  const drafts: MessageDraft[] = []
  for (let index = 0; index < count; index += 1) {
    const first = drawOne(well, day, { chance, key: `${day.date}/${index}` })
    if (first === undefined) continue
    drafts.push(first, ...drawOthers(well, day, { first, chance }))
  }
  return [...drafts, ...drawHot(well, day, makeChance(well.seed, 'hot', day.date))]
}

/** A hit in a list of shares. */
export function pickIndex(shares: readonly number[], chance: Chance): number {
  let rest = chance.next() * shares.reduce((sum, share) => sum + share, 0)
  const found = shares.findIndex((share) => (rest -= share) < 0)
  return found < 0 ? shares.length - 1 : found
}

/** An instant of a day at an hour, by chance within it. */
export function momentOf(day: PlannedDay, hour: number, chance: Chance): number {
  const midnight = parseLocalInstant(`${day.date}T00:00`, 480)
  return midnight + hour * millisecondsPerHour + Math.floor(chance.next() * 3600) * 1000
}

interface Drawing {
  readonly chance: Chance
  readonly key: string
}

function drawOne(well: Wellspring, day: PlannedDay, { chance, key }: Drawing): MessageDraft | undefined {
  const { setting, categories } = well
  const hour = pickIndex(day.isWorkday ? setting.workdayHours : setting.restDayHours, chance)
  const all = [...categories.values()]
  for (let tries = 0; tries < 6; tries += 1) {
    const category =
      all[
        pickIndex(
          all.map((one) => shareOf(one, day)),
          chance,
        )
      ]
    if (category === undefined) return undefined
    const template = pickTemplate(well, { category, day, hour, chance })
    if (template === undefined) continue
    const grid = pickGrid(well, template, chance)
    if (grid === undefined) continue
    const at = momentOf(day, hour, chance)
    const details = makeDetails(well.stock, chance)
    return { at, template, grid, details, topic: key, hotIssue: undefined, follows: undefined, key }
  }
  return undefined
}

function shareOf({ weight, boosts, months }: Category, { weather, month }: PlannedDay): number {
  if (months !== undefined && !months.includes(month)) return 0
  return weight * (boosts[weather] ?? 1)
}

interface Choice {
  readonly category: Category
  readonly day: PlannedDay
  readonly hour: number
  readonly chance: Chance
}

/** A text that fits the time; emergencies are rarer than the troubles before them. */
function pickTemplate(
  { templates }: Wellspring,
  { category, day, hour, chance }: Choice,
): MessageTemplate | undefined {
  const now = { weather: day.weather, month: day.month, hour, isWeekend: !day.isWorkday }
  const fitting = templates.filter(
    ({ category: id, again, season }) => id === category.id && !again && fitsSeason(season, now),
  )
  const shares = fitting.map(({ marks }) => (marks.includes('emergency') ? emergencyShare(day) : 1))
  return fitting.length === 0 ? undefined : fitting[pickIndex(shares, chance)]
}

function emergencyShare({ weather }: PlannedDay): number {
  return weather === 'storm' ? 0.5 : 0.15
}

/** Where it is: at its landmark, at one of the places where it keeps happening, or where people live. */
function pickGrid(well: Wellspring, template: MessageTemplate, chance: Chance): string | undefined {
  const { gazetteer, people, seed } = well
  if (template.at !== undefined) return gazetteer.gridOfLandmark.get(template.at)
  const grids = gazetteer.gridsFor(slotsOf(template.subject + template.body))
  const spots = makeChance(seed, 'spots', template.category)
  const known = Array.from({ length: 7 }, () => spots.pick(grids))
  if (chance.hits(template.category === 'waterlogging' ? 0.85 : 0.3)) return chance.pick(known)
  return grids[
    pickIndex(
      grids.map((grid) => people.get(grid) ?? 0),
      chance,
    )
  ]
}

/** Others who saw the same thing, in their own words, within hours. */
function drawOthers(
  well: Wellspring,
  day: PlannedDay,
  { first, chance }: { readonly first: MessageDraft; readonly chance: Chance },
): readonly MessageDraft[] {
  const category = well.categories.get(first.template.category)
  if (category === undefined || !chance.hits(category.cluster) || isPrivate(first.template)) return []
  const now = { weather: day.weather, month: day.month, hour: 12, isWeekend: !day.isWorkday }
  const others = well.templates.filter(
    (template) =>
      template.category === category.id &&
      template.id !== first.template.id &&
      template.at === first.template.at &&
      !template.again &&
      !isPrivate(template) &&
      fitsSeason(template.season, now) &&
      (template.at !== undefined ||
        well.gazetteer.gridsFor(slotsOf(template.subject + template.body)).includes(first.grid)),
  )
  const count = Math.min(others.length, 1 + Math.floor(chance.next() ** 2 * 4))
  return others
    .map((template) => ({ template, order: chance.next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ template }, index) => ({
      ...first,
      at: first.at + Math.round(chance.around(70, 0.9)) * millisecondsPerMinute,
      template,
      key: `${first.key}+${index + 1}`,
    }))
}

/** Nobody else writes about one's question, idea or thanks. */
function isPrivate({ demand }: MessageTemplate): boolean {
  return demand === 'consultation' || demand === 'proposal' || demand === 'thanks'
}

function drawHot(well: Wellspring, day: PlannedDay, chance: Chance): readonly MessageDraft[] {
  const { hotIssue, setting, gridsOfCommunity } = well
  const since = day.number - hotIssue.startsOn
  const phase = hotIssue.phases.findLast(({ after }) => after <= since)
  const last = hotIssue.phases.at(-1)
  if (phase === undefined || (last !== undefined && since > last.after + 9)) return []
  const count = Math.round(chance.around(phase.perDay, 0.25))
  const all = hotIssue.communities.flatMap((community) => gridsOfCommunity.get(community) ?? [])
  const estates = new Set(well.gazetteer.gridsFor(['estate']))
  const grids = all.filter((grid) => estates.has(grid))
  return Array.from({ length: count }, (_, index) => {
    const hour = pickIndex(day.isWorkday ? setting.workdayHours : setting.restDayHours, chance)
    return {
      at: momentOf(day, hour, chance),
      template: chance.pick(phase.templates),
      grid: chance.pick(grids),
      details: makeDetails(well.stock, chance),
      topic: hotIssue.id,
      hotIssue: hotIssue.id,
      follows: undefined,
      key: `${day.date}/hot-${index}`,
    }
  })
}
