import { assert } from '@duibiao/base'
import type { Value, Variables } from './expression.ts'
import { emptyState } from './matter.ts'
import type { MatterData, MatterState } from './matter.ts'
import type { DataPatch, StatePatch } from './transition.ts'

const maps = ['scopes', 'tokens', 'timers', 'subscriptions', 'clocks'] as const
type Row = object
type Rows = { readonly [id: string]: Row | undefined }

/**
 * What changed between two states: a merge patch by rows. A row that changed is given whole, one that is gone is null.
 * Rows are compared by reference, so a decision must replace and never change them.
 */
export function diffState(before: MatterState | undefined, after: MatterState): StatePatch {
  const patch: { [key: string]: Value } = {}
  if (before?.status !== after.status) patch['status'] = after.status
  if (before?.next !== after.next) patch['next'] = after.next
  for (const name of maps) {
    const rows = diffRows(before?.[name] ?? {}, after[name])
    if (rows !== undefined) patch[name] = rows
  }
  return patch
}

function diffRows(before: Rows, after: Rows): { readonly [id: string]: Value } | undefined {
  let changed: { [id: string]: Value } | undefined
  for (const id in before) if (after[id] === undefined) changed = { ...changed, [id]: null }
  for (const id in after) {
    const row = after[id]
    if (row !== undefined && before[id] !== row) changed = { ...changed, [id]: row as Value }
  }
  return changed
}

/** Variables set and removed, by container; a container that is gone is null. */
export function diffData(before: MatterData, after: MatterData): DataPatch {
  const patch: { [scope: string]: { readonly [name: string]: Value } | null } = {}
  for (const scope in before) if (after[scope] === undefined) patch[scope] = null
  for (const scope in after) {
    const [old, now] = [before[scope], after[scope]]
    if (now !== undefined && old !== now) patch[scope] = diffVariables(old ?? {}, now)
  }
  return patch
}

function diffVariables(before: Variables, after: Variables): { readonly [name: string]: Value } {
  const changed: { [name: string]: Value } = {}
  for (const name in before) if (!Object.hasOwn(after, name)) changed[name] = null
  for (const name in after) {
    const value = after[name]
    if (value !== undefined && before[name] !== value) changed[name] = value
  }
  return changed
}

/** The state after a patch; with no state before it is the matter's first. Folding all entries gives the state (invariant I3). */
export function applyPatch(before: MatterState | undefined, patch: StatePatch): MatterState {
  const base = before ?? emptyState
  const next: { -readonly [Key in keyof MatterState]: MatterState[Key] } = { ...base }
  if (patch['status'] !== undefined) next.status = patch['status'] as MatterState['status']
  if (patch['next'] !== undefined) next.next = patch['next'] as number
  for (const name of maps) {
    const rows = patch[name]
    if (rows === undefined) continue
    assert(rows !== null && typeof rows === 'object', `patch of ${name} is no object`)
    Object.assign(next, { [name]: applyRows(base[name], rows as Rows) })
  }
  return next
}

function applyRows(before: Rows, patch: { readonly [id: string]: Row | null | undefined }): Rows {
  const after: { [id: string]: Row | undefined } = { ...before }
  for (const id in patch) {
    const row = patch[id]
    if (row === null) delete after[id]
    else after[id] = row
  }
  return after
}

/** The variables after a patch: a scope that is null is gone, a name that is null as well. */
export function applyData(before: MatterData, patch: DataPatch): MatterData {
  const after: { [scope: string]: Variables } = { ...before }
  for (const scope in patch) {
    const set = patch[scope]
    if (set === null || set === undefined) delete after[scope]
    else after[scope] = applyVariables(before[scope] ?? {}, set)
  }
  return after
}

function applyVariables(before: Variables, set: { readonly [name: string]: Value }): Variables {
  const after: { [name: string]: Value } = { ...before }
  for (const name in set) {
    const value = set[name]
    if (value === null || value === undefined) delete after[name]
    else after[name] = value
  }
  return after
}
