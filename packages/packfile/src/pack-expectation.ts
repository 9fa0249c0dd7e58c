import { dateAt, explainDue, instantOf, parseInstant, renderExplanation } from '@duibiao/base'
import type { Calendar, Instant } from '@duibiao/base'
import { lampOf, listTasks } from '@duibiao/kernel'
import type { Clock, Effect, Fact, FindProcedure, Value, Variables, WorldMatter } from '@duibiao/kernel'
import type { ClockExpectation, Expectation, MessageExpectation } from './pack-case.ts'

/** What a worked case looks at. */
export type Scene = {
  readonly matter: WorldMatter
  readonly calendar: Calendar
  readonly now: Instant
  readonly find: FindProcedure
  readonly sent: readonly Message[]
}

type Message = Extract<Effect, { readonly kind: 'message' }>

/** What is not as expected, a sentence each; empty when all is. */
export function compareExpectation(expected: Expectation, scene: Scene): readonly string[] {
  const { matter } = scene
  const { status, clocks = {}, decided = {}, variables = {}, passed = [] } = expected
  const seen = new Set(factsOf(matter).flatMap((fact) => ('element' in fact ? [fact.element] : [])))
  return [
    ...(status === undefined || matter.state.status === status
      ? []
      : [`status is ${matter.state.status}, expected ${status}`]),
    ...compareTasks(expected.tasks, scene),
    ...Object.entries(clocks).flatMap(([key, clock]) => compareClock(key, clock, scene)),
    ...Object.entries(decided).flatMap(([ref, rules]) => compareDecided(ref, rules, scene)),
    ...Object.entries(variables).flatMap(([name, value]) => {
      const actual = JSON.stringify(matter.data[0]?.[name] ?? null)
      const wanted = JSON.stringify(value)
      return actual === wanted ? [] : [`${name} is ${actual}, expected ${wanted}`]
    }),
    ...compareSent(expected.sent, scene),
    ...passed.filter((element) => !seen.has(element)).map((element) => `${element} was not passed`),
  ]
}

function compareTasks(expected: Expectation['tasks'], { matter, find }: Scene): readonly string[] {
  if (expected === undefined) return []
  const open = listTasks(matter.state, find)
    .map((task) => task.element)
    .toSorted()
    .join(', ')
  const wanted = expected.toSorted().join(', ')
  return open === wanted ? [] : [`open tasks are [${open}], expected [${wanted}]`]
}

/** Messages one by one: name, receiver where it is said, and the content that is said. */
function compareSent(
  expected: readonly MessageExpectation[] | undefined,
  { sent }: Scene,
): readonly string[] {
  if (expected === undefined) return []
  const actual = JSON.stringify(
    sent.map(({ name, to, variables }, index) => ({
      message: name,
      ...(expected[index]?.to !== undefined && { to: to ?? null }),
      ...(expected[index]?.with !== undefined && { with: pick(variables, expected[index].with) }),
    })),
  )
  const wanted = JSON.stringify(
    expected.map(({ message, to, with: content }) => ({
      message,
      ...(to !== undefined && { to }),
      ...(content !== undefined && { with: content }),
    })),
  )
  return actual === wanted ? [] : [`sent is ${actual}, expected ${wanted}`]
}

function pick(variables: Variables, wanted: Variables): Variables {
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, variables[name] ?? null]))
}

function compareClock(key: string, expected: ClockExpectation, scene: Scene): readonly string[] {
  const { matter, now } = scene
  const clock = matter.state.clocks[key]
  if (clock === undefined) return expected.status === 'absent' ? [] : [`clock ${key} was never started`]
  const actual: { readonly [name: string]: Value } = {
    status: clock.status,
    provisional: clock.provisional === true,
    breached: clock.breachedAt !== undefined,
    lamp: lampOf(clock, now),
    extensions: clock.extensions.length,
    due: dueText(clock, expected.due, scene.calendar),
  }
  const faults = Object.entries(expected)
    .filter(([name, value]) => name in actual && actual[name] !== value)
    .map(
      ([name, value]) =>
        `clock ${key}: ${name} is ${JSON.stringify(actual[name])}, expected ${JSON.stringify(value)}`,
    )
  return [...faults, ...compareExplanation(key, { clock, words: expected.explained ?? [] }, scene)]
}

/** The due time in the form the case uses: the last day, or the instant. */
function dueText(clock: Clock, expected: string | undefined, calendar: Calendar): Value {
  if (clock.dueAt === undefined) return null
  if (expected === undefined || expected.length === 10) return dateAt(instantOf(clock.dueAt - 1), calendar)
  return parseInstant(expected) === clock.dueAt ? expected : new Date(clock.dueAt).toISOString()
}

function compareExplanation(
  key: string,
  { clock, words }: { readonly clock: Clock; readonly words: readonly string[] },
  { calendar }: Scene,
): readonly string[] {
  if (words.length === 0) return []
  const { pauses, extensions } = clock
  const text = renderExplanation(
    explainDue(clock.rule, clock.startedAt, { calendar, pauses, extensions }),
    'zh',
  )
  return words
    .filter((word) => !text.includes(word))
    .map((word) => `clock ${key}: the explanation does not say ${word}:\n${text}`)
}

function compareDecided(
  decision: string,
  rules: string | readonly string[],
  { matter }: Scene,
): readonly string[] {
  const last = factsOf(matter).findLast((fact) => fact.kind === 'decided' && fact.decision === decision)
  if (last?.kind !== 'decided') return [`${decision} was not decided`]
  const wanted = typeof rules === 'string' ? [rules] : rules
  return last.rules.join(' ') === wanted.join(' ')
    ? []
    : [`${decision} was decided by [${last.rules.join(', ')}], expected [${wanted.join(', ')}]`]
}

function factsOf(matter: WorldMatter): readonly Fact[] {
  return matter.entries.flatMap((entry) => entry.facts)
}
