import { isEnded, listSubscriptions, listTasks, listTimers, listWaiting } from '@duibiao/kernel'
import type { Value, Variables, WorldMatter } from '@duibiao/kernel'
import type { Expectation } from './scenario.ts'
import { finderOf, matterOf, mattersOf } from './session.ts'
import type { Session } from './session.ts'
import { wordsOf } from './trace.ts'

/** What a failed expectation wanted and what there was. */
export type Mismatch = { readonly expected: string; readonly got: string }

/** Checks one expectation; undefined when it holds. */
// oxlint-disable-next-line eslint/complexity -- one case for each word of the format, nothing else
export function check(session: Session, expectation: Expectation): Mismatch | undefined {
  switch (expectation.expect) {
    case 'refused':
      return session.refused === undefined ? { expected: 'refused', got: 'accepted' } : undefined
    case 'trace':
      return checkTrace(session, expectation)
    case 'visited':
      return checkVisited(session, expectation)
    case 'notVisited':
      return checkNotVisited(session, expectation)
    case 'variables':
      return checkVariables(matterOf(session, expectation.of), expectation.equals)
    case 'tasks':
    case 'active':
    case 'ended':
    case 'running':
    case 'timers':
    case 'subscriptions':
      return checkOpen(session, expectation)
  }
}

/** What is open now. */
function checkOpen(
  session: Session,
  expectation: Expected<'tasks' | 'active' | 'ended' | 'running' | 'timers' | 'subscriptions'>,
): Mismatch | undefined {
  switch (expectation.expect) {
    case 'tasks':
      return checkTasks(session, expectation)
    case 'active':
      return compareSets('active', expectation.activities, activeIn(session, expectation.of))
    case 'ended':
    case 'running':
      return checkEnd(session, expectation)
    case 'timers':
      return compareCounts('timers', expectation.count, countTimers(session, expectation.of))
    case 'subscriptions':
      return checkSubscriptions(session, expectation)
  }
}

type Expected<Word extends Expectation['expect']> = Expectation & { readonly expect: Word }

function checkTasks(session: Session, { by, values, of }: Expected<'tasks'>): Mismatch | undefined {
  const open = mattersOf(session, of).flatMap((matter) => listTasks(matter.state, finderOf(session)))
  const got = open.map((task) => (by === 'names' ? task.name : task.element))
  return compareSets(`task ${by}`, values, got)
}

function activeIn(session: Session, of: string | undefined): readonly string[] {
  return mattersOf(session, of).flatMap((matter) =>
    listWaiting(matter.state, finderOf(session)).map((waiting) => waiting.element),
  )
}

function checkEnd(session: Session, { expect, of }: Expected<'ended' | 'running'>): Mismatch | undefined {
  const { state } = matterOf(session, of)
  const got = isEnded(state) ? 'ended' : 'running'
  if (got === expect) return undefined
  const where = got === 'running' ? ` at ${list(placesIn(session, of))}` : ` as ${state.status}`
  return { expected: expect, got: `${got}${where}` }
}

function placesIn(session: Session, of: string): readonly string[] {
  const { state } = matterOf(session, of)
  const waiting = listWaiting(state, finderOf(session)).map((one) => one.element)
  const others = Object.values(state.tokens).filter(
    ({ waits }) => !['task', 'event', 'service'].includes(waits),
  )
  return [...waiting, ...others.map((token) => `(${token.waits})`)]
}

function checkVariables(matter: WorldMatter, equals: Variables): Mismatch | undefined {
  const held = matter.data[0] ?? {}
  const wrong = Object.keys(equals).filter((name) => !isSame(held[name] ?? null, equals[name] ?? null))
  if (wrong.length === 0) return undefined
  return { expected: `variables ${pick(equals, wrong)}`, got: pick(held, wrong) }
}

function pick(from: Variables, names: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, from[name] ?? null])))
}

function isSame(left: Value, right: Value): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const [one, two] = [new Map(Object.entries(left)), new Map(Object.entries(right))]
  return (
    one.size === two.size &&
    [...one].every(([key, value]) => two.has(key) && isSame(value, two.get(key) ?? null))
  )
}

function checkTrace(session: Session, { equals, anyOrder }: Expected<'trace'>): Mismatch | undefined {
  const facts = session.world.matters().flatMap((matter) => matter.entries.flatMap((entry) => entry.facts))
  const uncaughtErrors = facts.filter((fact) => fact.kind === 'error_thrown' && !fact.caught).length
  const got = wordsOf(session.trace, { expected: equals, uncaughtErrors })
  if (anyOrder) return compareSets('trace', equals, got)
  const same = got.length === equals.length && got.every((word, index) => word === equals[index])
  return same ? undefined : { expected: `trace in order ${list(equals)}`, got: list(got) }
}

function countTimers(session: Session, of: string | undefined): number {
  const find = finderOf(session)
  const pending = mattersOf(session, of).flatMap((matter) => listTimers(matter.state, find))
  const starting = of === undefined ? session.world.startTimers().length : 0
  return pending.filter((timer) => timer.kind === 'event').length + starting
}

function checkSubscriptions(
  session: Session,
  { count, name, of }: Expected<'subscriptions'>,
): Mismatch | undefined {
  const find = finderOf(session)
  const open = mattersOf(session, of).flatMap((matter) => listSubscriptions(matter.state, find))
  const counted = open.filter((one) => one.kind !== 'condition' && (name === undefined || one.event === name))
  const what = name === undefined ? 'subscriptions' : `subscriptions "${name}"`
  const mismatch = compareCounts(what, count, counted.length)
  return (
    mismatch && { ...mismatch, got: `${mismatch.got} ${list(counted.map((one) => one.event ?? one.kind))}` }
  )
}

function checkVisited(
  session: Session,
  { of, activities, ordered }: Expected<'visited'>,
): Mismatch | undefined {
  const visited = visitedBy(matterOf(session, of))
  const left = [...visited]
  let at = 0
  for (const activity of activities) {
    const found = left.indexOf(activity, ordered ? at : 0)
    if (found < 0) {
      return { expected: `visited ${list(activities)}${ordered ? ' in order' : ''}`, got: list(visited) }
    }
    if (ordered) at = found + 1
    else left.splice(found, 1)
  }
  return undefined
}

function checkNotVisited(session: Session, { of, activities }: Expected<'notVisited'>): Mismatch | undefined {
  const visited = new Set(visitedBy(matterOf(session, of)))
  const wrong = activities.filter((activity) => visited.has(activity))
  return wrong.length === 0 ? undefined : { expected: `not visited ${list(wrong)}`, got: 'visited' }
}

/** Elements completed, in the order of their completion. */
function visitedBy(matter: WorldMatter): readonly string[] {
  return matter.entries.flatMap((entry) =>
    entry.facts.flatMap((fact) =>
      fact.kind === 'passed' || fact.kind === 'task_completed' ? [fact.element] : [],
    ),
  )
}

function compareSets(
  what: string,
  expected: readonly string[],
  got: readonly string[],
): Mismatch | undefined {
  const [wanted, found] = [expected.toSorted(), got.toSorted()]
  const same = wanted.length === found.length && wanted.every((one, index) => one === found[index])
  return same ? undefined : { expected: `${what} ${list(wanted)}`, got: list(found) }
}

function compareCounts(what: string, expected: number, got: number): Mismatch | undefined {
  return expected === got ? undefined : { expected: `${expected} ${what}`, got: String(got) }
}

function list(values: readonly string[]): string {
  return `[${values.join(', ')}]`
}
