import { heatOf } from './heat.ts'
import type { HeatFacts, HeatFormula, HeatTerm } from './heat.ts'
import { makeSimilarIndex } from './similar.ts'
import type { Incoming, Neighbour } from './similar.ts'

/** A message with who sent it and how many liked it. */
export type Report = Incoming & {
  readonly id: string
  /** Who sent it; messages of the same person count once. */
  readonly person: string
  readonly likes: number
}

/** Messages about the same thing. */
export type Issue = {
  readonly number: number
  /** Title of the message that most others resemble. */
  readonly name: string
  readonly ids: readonly string[]
  /** Places by how many messages name them, most first. */
  readonly places: readonly string[]
  /** Milliseconds since 1970. */
  readonly firstAt: number
  readonly lastAt: number
  readonly facts: HeatFacts
  readonly heat: number
  readonly terms: readonly HeatTerm[]
}

/** What was said of a new message: the issue it belongs to, and earlier messages that resemble it. */
export type Placement = {
  readonly issue: number
  readonly similar: readonly (Neighbour & { readonly id: string })[]
}

/** Messages as they come, gathered into issues. */
export type IssueBook = {
  /** Earlier messages that a new one may repeat; nothing is kept, so that it can be asked before sending. */
  resembling(message: Incoming): Placement['similar']
  /** Takes a message in. One message joins one issue, or begins one. */
  add(report: Report): Placement
  /** Issues of at least so many people, the hottest first. */
  issues(asked: {
    readonly now: number
    readonly leastPeople: number
    readonly formula?: HeatFormula
  }): readonly Issue[]
}

/** A message joins an issue from this likeness on: two large issues of a city were found whole, docs/reference/triage.md. */
export const joinsFrom = 0.14
/** What a second and a third message of the same issue add. */
const supporting = 0.05
/** How many neighbours are asked before a message joins one of their issues. */
export const neighboursAsked = 30
const shown = 5
const day = 86_400_000

type Gathering = { readonly reports: Report[]; readonly links: Map<string, number> }

/** Begins an empty book. */
export function makeIssueBook(): IssueBook {
  const index = makeSimilarIndex()
  const reports: Report[] = []
  const numbers: number[] = []
  const gatherings = new Map<number, Gathering>()

  return {
    resembling: (message) => name(index.find(message, shown)),
    add(report) {
      const neighbours = index.add(report, neighboursAsked)
      const own = reports.push(report) - 1
      const number =
        chooseIssue(
          neighbours.map(({ number: other, likeness }) => ({ issue: numbers[other] ?? other, likeness })),
        ) ?? own
      numbers.push(number)
      const gathering: Gathering = gatherings.get(number) ?? { reports: [], links: new Map() }
      gatherings.set(number, gathering)
      gathering.reports.push(report)
      for (const { number: other } of neighbours) {
        const id = reports[other]?.id ?? ''
        if (numbers[other] === number) gathering.links.set(id, (gathering.links.get(id) ?? 0) + 1)
      }
      return { issue: number, similar: name(neighbours.slice(0, shown)) }
    },
    issues: ({ now, leastPeople, formula }) =>
      [...gatherings]
        .map(([number, gathering]) => describe(number, gathering, { now, formula }))
        .filter(({ facts }) => facts.people >= leastPeople)
        .toSorted((one, other) => other.heat - one.heat || one.number - other.number),
  }

  function name(neighbours: readonly Neighbour[]): Placement['similar'] {
    return neighbours
      .filter(({ likeness }) => likeness >= joinsFrom)
      .map((neighbour) => ({ ...neighbour, id: reports[neighbour.number]?.id ?? '' }))
  }
}

/** The issue whose nearest messages resemble most, if enough; `neighbours` come the nearest first. */
export function chooseIssue<Key>(
  neighbours: readonly { readonly issue: Key; readonly likeness: number }[],
): Key | undefined {
  const likenesses = new Map<Key, number[]>()
  for (const { issue, likeness } of neighbours) {
    likenesses.set(issue, [...(likenesses.get(issue) ?? []), likeness])
  }
  let [best, most]: [Key | undefined, number] = [undefined, 0]
  for (const [issue, [first = 0, second = 0, third = 0]] of likenesses) {
    const sum = first + supporting * (second + third)
    if (sum > most) [best, most] = [issue, sum]
  }
  return most >= joinsFrom ? best : undefined
}

function describe(
  number: number,
  { reports, links }: Gathering,
  { now, formula }: { readonly now: number; readonly formula: HeatFormula | undefined },
): Issue {
  const facts = countFacts(reports, now)
  const [middle] = reports.toSorted((one, other) => (links.get(other.id) ?? 0) - (links.get(one.id) ?? 0))
  const times = reports.map(({ at }) => at)
  return {
    number,
    name: middle?.texts['title'] ?? middle?.texts['body']?.slice(0, 30) ?? '',
    ids: reports.map(({ id }) => id),
    places: byFrequency(reports.map(({ texts }) => texts['place'] ?? '').filter((place) => place !== '')),
    firstAt: times.reduce((one, other) => Math.min(one, other), Infinity),
    lastAt: times.reduce((one, other) => Math.max(one, other), -Infinity),
    facts,
    ...heatOf(facts, formula),
  }
}

/** Everything is counted by people: writing ten thousand times is writing once. */
function countFacts(reports: readonly Report[], now: number): HeatFacts {
  const people = new Map<string, { first: number; likes: number }>()
  for (const { person, at, likes } of reports) {
    const known = people.get(person)
    people.set(person, {
      first: Math.min(known?.first ?? at, at),
      likes: Math.max(known?.likes ?? 0, likes),
    })
  }
  const each = [...people.values()]
  const ages = each.map(({ first }) => (now - first) / day)
  return {
    people: people.size,
    peopleThisWeek: ages.filter((age) => age >= 0 && age < 7).length,
    peopleLastWeek: ages.filter((age) => age >= 7 && age < 14).length,
    likes: each.reduce((sum, { likes }) => sum + likes, 0),
    quietDays: Math.max(
      0,
      ages.reduce((one, other) => Math.min(one, other), Infinity),
    ),
  }
}

function byFrequency(places: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1)
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([place]) => place)
}
