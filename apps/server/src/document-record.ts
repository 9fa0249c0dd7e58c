import type { Instant } from '@duibiao/base'
import { applyData, applyPatch } from '@duibiao/kernel'
import type { Entry, MatterData, MatterState, Value, Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { ownVariables } from './matter-description.ts'

/** When a paper was made last: the entry in which its step was come to, or gone from. */
export interface Making {
  readonly seq: number
  readonly at: Instant
}

/** The making of each paper whose step was come to. */
export function makingsOf({ logic }: Pack, entries: readonly Entry[]): ReadonlyMap<string, Making> {
  const makings = new Map<string, Making>()
  const opened = new Set(
    entries.flatMap(({ facts }) =>
      facts.flatMap((fact) => (fact.kind === 'task_opened' ? [fact.element] : [])),
    ),
  )
  for (const { at, seq, facts, kind } of entries) {
    for (const { node, ref, on, procedure } of logic.attached) {
      // Steps without people are come to and gone from at once.
      const marks = on === 'entered' && opened.has(node) ? 'task_opened' : 'passed'
      const isStep = facts.some((fact) => fact.kind === marks && fact.element === node)
      const isBegin = kind === 'start' && on === 'entered' && node === procedure
      if (isStep || isBegin) makings.set(ref, { seq, at })
    }
  }
  return makings
}

/** Where a matter stood. */
export interface Standing {
  readonly variables: Variables
  readonly clocks: MatterState['clocks']
}

/**
 * Where a matter stood when an entry was made: with what was filled in then, and with what that entry put away again, for a
 * paper tells of the request that it answers. The record says all of it (invariant I3).
 */
export function standingAt(entries: readonly Entry[], seq: number): Standing {
  let state: MatterState | undefined
  let data: MatterData = {}
  let before: Variables = {}
  let given: Variables = {}
  for (const entry of entries) {
    if (entry.seq > seq) break
    before = ownVariables(data)
    given = givenIn(entry.input)
    state = applyPatch(state, entry.patch)
    data = applyData(data, entry.set)
  }
  return { variables: { ...before, ...given, ...ownVariables(data) }, clocks: state?.clocks ?? {} }
}

function givenIn(input: Value): Variables {
  const variables = isRecord(input) ? input['variables'] : undefined
  return isRecord(variables) ? variables : {}
}

function isRecord(value: Value | undefined): value is { readonly [name: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
