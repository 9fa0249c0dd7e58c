import { actOnMatter, countMatters, listEntries, listMatters, readMatter, startMatter } from './matter.ts'
import type { Operation } from './operation.ts'
import { listSessions, readMe, signIn, signOut, stepUp } from './session.ts'

/** Every operation of the service, in the order of the reference. Append in the row of your resource. */
export const operations = [
  // session.ts
  signIn,
  signOut,
  listSessions,
  stepUp,
  readMe,
  // matter.ts
  listMatters,
  countMatters,
  startMatter,
  readMatter,
  actOnMatter,
  listEntries,
] as const satisfies readonly Operation[]

/** An operation of the table, with its exact type. */
export type KnownOperation = (typeof operations)[number]
export type OperationId = KnownOperation['id']
export type OperationOf<Id extends OperationId> = Extract<KnownOperation, { readonly id: Id }>

const byId: ReadonlyMap<string, Operation> = new Map(operations.map((operation) => [operation.id, operation]))

/** The operation of an id; undefined when there is none. */
export function findOperation(id: string): Operation | undefined {
  return byId.get(id)
}
