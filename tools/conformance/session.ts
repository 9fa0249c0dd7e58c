import { calendarFrom, instantOf, parseInstant } from '@duibiao/base'
import { createWorld, decide } from '@duibiao/kernel'
import type { Procedure, ServiceAnswer, ServiceCall, World, WorldMatter } from '@duibiao/kernel'
import type { ProfileOf } from './profile.ts'
import type { Scenario } from './scenario.ts'
import { isSlowScript, makeTrace, slowScriptSeconds } from './trace.ts'
import type { Trace } from './trace.ts'

/** A scenario under way. */
export type Session = {
  readonly world: World
  readonly trace: Trace
  /** Path of the scenario file: model paths are looked up from there. */
  readonly path: string
  readonly profileOf: ProfileOf
  /** Why the last deployment or step was refused. */
  refused: string | undefined
}

/** Scenarios know no working days: a calendar without notices. */
const calendar = calendarFrom([])

export function openSession(scenario: Scenario, path: string, profileOf: ProfileOf): Session {
  const trace = makeTrace()
  const world = createWorld({
    decide: recordOnlyAccepted(trace),
    now: parseInstant(scenario.clock),
    calendar: () => calendar,
    answer: (call) => answerService(trace, world, call),
  })
  return { world, trace, path, profileOf, refused: undefined }
}

/** The instance of that name. An error when a scenario names one that was never started. */
export function matterOf(session: Session, name: string): WorldMatter {
  const matter = session.world.matter(name)
  if (matter === undefined) throw new Error(`there is no instance "${name}"`)
  return matter
}

/** The instance named, or all of them. */
export function mattersOf(session: Session, name: string | undefined): readonly WorldMatter[] {
  return name === undefined ? session.world.matters() : [matterOf(session, name)]
}

/** The procedure a scope of a matter runs under. */
export function finderOf(session: Session): (hash: string) => Procedure {
  return (hash) => session.world.procedure(hash)
}

/** Scripts write into the trace while a decision is made; when it is refused nothing has happened. */
function recordOnlyAccepted(trace: Trace): typeof decide {
  return (matter, command, context) => {
    const [words, marked] = [trace.words.length, trace.marked]
    const decided = decide(matter, command, context)
    if (!decided.ok) {
      trace.words.length = words
      trace.marked = marked
    }
    return decided
  }
}

/** Scripts that take time are services that answer ten seconds later; every other service answers at once. */
function answerService(trace: Trace, world: World, call: ServiceCall): ServiceAnswer {
  if (!isSlowScript(call.service)) return {}
  const from = world.now()
  const to = instantOf(from + slowScriptSeconds * 1000)
  if (call.service !== 'WAIT_TEN_SECONDS') trace.spans.push({ script: call.service, from, to })
  return { at: to }
}
