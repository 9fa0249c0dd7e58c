import { addDays, instantOf } from '@duibiao/base'
import type { Instant, LegalDate } from '@duibiao/base'
import { makeChance } from '../simulation/chance.ts'
import type { Chance } from '../simulation/chance.ts'
import { drawDay, momentOf, pickIndex } from './arrival.ts'
import type { MessageDraft, Wellspring } from './arrival.ts'
import type { Category } from './category.ts'
import type { MessageMark, MessageTemplate, PatrolTemplate } from './message-template.ts'
import { fitsSeason } from './message-template.ts'
import { streetOffice } from './office-tree.ts'
import { fillSlots, slotsOf } from './place-slot.ts'
import { reporterOf } from './reporter.ts'
import type { Reporter } from './reporter.ts'
import type { Behaviour, Channel, WrittenOrder, WrittenWhistle } from './season-setting.ts'
import { planDays } from './weather.ts'
import type { PlannedDay } from './weather.ts'

/** What happens in a season, before anybody at an office has acted on it. */
export interface SeasonPlan {
  readonly days: readonly PlannedDay[]
  /** In the order of their time. */
  readonly messages: readonly PlannedMessage[]
  readonly patrols: readonly PlannedPatrol[]
  readonly whistles: readonly PlannedWhistle[]
  readonly orders: readonly PlannedOrder[]
}

/** A whistle on its day; `office` is that of the street. */
export interface PlannedWhistle extends WrittenWhistle {
  readonly date: LegalDate
  readonly office: string
  /** A grid of the street that it is about. */
  readonly grid: string
}

/** A supervision order on its day. */
export interface PlannedOrder extends WrittenOrder {
  readonly date: LegalDate
  readonly dueOn: LegalDate
}

/** A message that will come in, with what an able clerk would note about it. */
export interface PlannedMessage {
  readonly id: string
  readonly at: Instant
  readonly channel: Channel
  /** Undefined when somebody does not say who they are. */
  readonly reporter: Reporter | undefined
  readonly template: string
  readonly demand: MessageTemplate['demand']
  readonly voice: MessageTemplate['voice']
  readonly subject: string
  readonly body: string
  readonly category: string
  /** A second demand in the same message. */
  readonly also: string | undefined
  readonly grid: string
  /** Words for the place. */
  readonly place: string
  /** Office that ought to lead. */
  readonly office: string
  readonly duty: string | undefined
  readonly event: string | undefined
  readonly urgency: 'urgent' | 'utility' | 'ordinary' | 'hard'
  readonly marks: readonly MessageMark[]
  /** The same for all messages about one occasion: what a good clerk would join. */
  readonly topic: string
  readonly hotIssue: string | undefined
  /** Id of the earlier message of the same person that it follows. */
  readonly follows: string | undefined
}

/** What a grid worker reports on the round. */
export interface PlannedPatrol {
  readonly id: string
  readonly at: Instant
  readonly worker: string
  readonly grid: string
  readonly event: string
  readonly text: string
  readonly selfFix: boolean
}

/** What a plan is made of beyond the messages themselves. */
export interface SeasonWorld extends Wellspring {
  readonly from: LegalDate
  readonly patrolTemplates: readonly PatrolTemplate[]
  /** Grids by grid worker. */
  readonly rounds: ReadonlyMap<string, readonly string[]>
  /** Ids of street areas by Chinese name. */
  readonly streets: ReadonlyMap<string, string>
  readonly operators: ReadonlySet<string>
}

/** Plans a season: the same seed and day give the same plan. */
export function planSeason(world: SeasonWorld): SeasonPlan {
  const { setting, from, streets } = world
  const days = planDays(setting, world)
  const drafts = days.flatMap((day) => drawDay(world, day))
  const all = [...drafts, ...drawFollowing(world, days, drafts)].toSorted(
    (a, b) => a.at - b.at || order(a, b),
  )
  const ids = new Map(all.map(({ key }, index) => [key, `M${String(index + 1).padStart(6, '0')}`]))
  return {
    days,
    messages: all.map((draft) => writeMessage(world, draft, ids)),
    patrols: days.flatMap((day) => drawPatrols(world, day)).toSorted((a, b) => a.at - b.at),
    whistles: setting.whistles.map((whistle) => ({
      ...whistle,
      date: addDays(from, whistle.onDay),
      office: streetOffice(streets.get(whistle.street) ?? ''),
      grid: pickStreetGrid(world, whistle),
    })),
    orders: setting.orders.map((one) => {
      const date = addDays(from, one.onDay)
      return { ...one, date, dueOn: addDays(date, one.days) }
    }),
  }
}

/** Where a whistle is about: a grid of its street, the same in every play. */
function pickStreetGrid({ seed, streets, people }: SeasonWorld, { street, title }: WrittenWhistle): string {
  const area = streets.get(street) ?? ''
  const grids = [...people.keys()].filter((grid) => grid.startsWith(area))
  return makeChance(seed, 'whistle', title).pick(grids)
}

/** The habits of an office: its own, those of the street it is, or steady ones. */
export function behaviourOf({ setting, streets }: SeasonWorld, office: string): Behaviour {
  const street = [...streets].find(([, area]) => streetOffice(area) === office)?.[0]
  const style = setting.offices.get(office) ?? setting.offices.get(street ?? '') ?? 'steady'
  const behaviour = setting.styles.get(style)
  if (behaviour === undefined) throw new RangeError(`no habits are written for ${style}`)
  return behaviour
}

function order(a: MessageDraft, b: MessageDraft): number {
  return a.key < b.key ? -1 : 1
}

/** Some write again after one to four weeks, content or not; the category stays that of the message before. */
function drawFollowing(
  world: SeasonWorld,
  days: readonly PlannedDay[],
  drafts: readonly MessageDraft[],
): readonly MessageDraft[] {
  const { seed, setting } = world
  return drafts.flatMap((draft): readonly MessageDraft[] => {
    const chance = makeChance(seed, 'again', draft.key)
    const { demand } = draft.template
    const isDone = draft.hotIssue !== undefined || demand === 'thanks' || demand === 'consultation'
    if (isDone || !chance.hits(0.09)) return []
    const first = days.find(({ date }) => draft.key.startsWith(date))
    const later = days[(first?.number ?? 0) + 7 + Math.floor(chance.next() * 20)]
    if (first === undefined || later === undefined) return []
    const hour = pickIndex(later.isWorkday ? setting.workdayHours : setting.restDayHours, chance)
    const template = pickFollowing(world, draft, chance)
    const said = `${first.month}月${Number(first.date.slice(8))}日`
    const topic = fillSlots(draft.template.subject, world.gazetteer.wordsAt(draft.grid), draft.details)
    return [
      {
        ...draft,
        at: momentOf(later, hour, chance),
        template: { ...template, category: draft.template.category },
        details: new Map([...draft.details, ['first', said], ['topic', topic]]),
        follows: draft.key,
        key: `${draft.key}>`,
      },
    ]
  })
}

/** A text about writing again: one of the category where there is one, else one that fits all. */
function pickFollowing(
  { templates, following, gazetteer }: SeasonWorld,
  { template, grid }: MessageDraft,
  chance: Chance,
): MessageTemplate {
  const own = templates.filter(
    ({ again, category, subject, body }) =>
      again && category === template.category && gazetteer.gridsFor(slotsOf(subject + body)).includes(grid),
  )
  return own.length > 0 && chance.hits(0.5) ? chance.pick(own) : chance.pick(following)
}

function writeMessage(
  world: SeasonWorld,
  draft: MessageDraft,
  ids: ReadonlyMap<string, string>,
): PlannedMessage {
  const { seed, gazetteer, categories, setting } = world
  const { template, grid, details, key, follows } = draft
  const chance = makeChance(seed, 'write', key)
  const category = categories.get(template.category)
  const words = gazetteer.wordsAt(grid)
  const office = officeOf(category, grid)
  return {
    id: ids.get(key) ?? '',
    at: instantOf(draft.at),
    channel:
      setting.channels[
        pickIndex(
          setting.channels.map(([, share]) => share),
          chance,
        )
      ]?.[0] ?? 'phone',
    reporter: findReporter(world, draft),
    template: template.id,
    demand: template.demand,
    voice: template.voice,
    subject: fillSlots(template.subject, words, details),
    body: fillSlots(template.body, words, details),
    category: template.category,
    also: template.also,
    grid,
    place: `${words.get('street') ?? ''}${words.get('community') ?? ''}`,
    office,
    duty: category?.duty,
    event: category?.event,
    urgency: urgencyOf(world, { template, category, office, roll: chance.next() }),
    marks: template.marks,
    topic: draft.topic,
    hotIssue: draft.hotIssue,
    follows: ids.get(follows ?? ''),
  }
}

function officeOf(category: Category | undefined, grid: string): string {
  return category === undefined || category.office === 'street'
    ? streetOffice(grid.slice(0, 9))
    : category.office
}

/** A neighbour of the place; some write often. Who follows up is who wrote before. */
function findReporter(
  { seed, stock }: SeasonWorld,
  { template, grid, key, follows }: MessageDraft,
): Reporter | undefined {
  const person = makeChance(seed, 'who', (follows ?? key).replace(/>$/, ''))
  const isUnnamed = person.hits(0.06)
  const number = Math.floor(person.next() ** 2 * 9)
  const mayBeUnnamed = template.demand !== 'thanks' && follows === undefined
  return isUnnamed && mayBeUnnamed ? undefined : reporterOf(grid, number, { stock, seed })
}

const hardCategories: ReadonlySet<string> = new Set([
  'expropriation',
  'housing-deal',
  'renewal',
  'added-lift',
])

function urgencyOf(
  { operators }: SeasonWorld,
  one: {
    readonly template: MessageTemplate
    readonly category: Category | undefined
    readonly office: string
    readonly roll: number
  },
): PlannedMessage['urgency'] {
  if (one.template.marks.includes('emergency')) return 'urgent'
  if (operators.has(one.office)) return 'utility'
  return hardCategories.has(one.category?.id ?? '') && one.roll < 0.5 ? 'hard' : 'ordinary'
}

function drawPatrols(world: SeasonWorld, day: PlannedDay): readonly PlannedPatrol[] {
  const { rounds, setting, patrolTemplates, gazetteer, seed } = world
  if (!day.isWorkday) return []
  const hours = [8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 16, 17]
  return [...rounds].flatMap(([worker, grids]): readonly PlannedPatrol[] => {
    const chance = makeChance(seed, 'patrol', day.date, worker)
    const busy = day.weather === 'storm' ? 2 : 1
    if (!chance.hits(setting.patrolsPerWorker * busy)) return []
    const hour = chance.pick(hours)
    const now = { weather: day.weather, month: day.month, hour, isWeekend: false }
    const fitting = patrolTemplates.flatMap((template) => {
      const possible = grids.filter((grid) =>
        template.at === undefined
          ? gazetteer.gridsFor(slotsOf(template.text)).includes(grid)
          : gazetteer.gridOfLandmark.get(template.at) === grid,
      )
      return possible.length === 0 || !fitsSeason(template.season, now) ? [] : [{ template, possible }]
    })
    if (fitting.length === 0) return []
    const { template, possible } = chance.pick(fitting)
    const grid = chance.pick(possible)
    const text = fillSlots(
      template.text,
      gazetteer.wordsAt(grid),
      new Map([['building', buildingOf(chance.next())]]),
    )
    const id = `P${day.date.replaceAll('-', '')}${worker.slice(2)}`
    const at = instantOf(momentOf(day, hour, chance))
    return [{ id, at, worker, grid, event: template.event, text, selfFix: template.selfFix }]
  })
}

function buildingOf(roll: number): string {
  return `${1 + Math.floor(roll * 24)}号楼`
}
