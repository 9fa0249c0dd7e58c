import { createToken, endToken, listTokens } from './access-token.ts'
import {
  changeAccountRoles,
  createAccount,
  disableAccount,
  enableAccount,
  endAccountSessions,
  listAccounts,
  readAccount,
  resetPassword,
  resetSecondFactor,
  unlockAccount,
} from './account.ts'
import { listAudit, verifyAudit } from './audit.ts'
import { describeInterface, readLiveness, readMetrics, readReadiness } from './health.ts'
import {
  actOnMatter,
  actOnMatters,
  countMatters,
  listClocks,
  listEntries,
  listMatters,
  readMatter,
  revealVariable,
  startMatter,
} from './matter.ts'
import type { Operation } from './operation.ts'
import {
  changePassword,
  confirmSecondFactor,
  redeemPasswordLink,
  removeSecondFactor,
  startSecondFactor,
} from './own-account.ts'
import { openByPhone, requestPhoneCode } from './phone-code.ts'
import { finishProviderSignIn, startProviderSignIn } from './provider-sign-in.ts'
import { listSessions, readMe, signIn, signOut, stepUp } from './session.ts'
import { countTasks, listTasks } from './task.ts'

/** Every operation of the service, in the order of the reference. Append in the row of your resource. */
export const operations = [
  // session.ts
  signIn,
  signOut,
  listSessions,
  stepUp,
  readMe,
  // phone-code.ts
  requestPhoneCode,
  openByPhone,
  // provider-sign-in.ts
  startProviderSignIn,
  finishProviderSignIn,
  // own-account.ts
  changePassword,
  redeemPasswordLink,
  startSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  // access-token.ts
  createToken,
  listTokens,
  endToken,
  // account.ts
  listAccounts,
  readAccount,
  createAccount,
  changeAccountRoles,
  disableAccount,
  enableAccount,
  unlockAccount,
  resetPassword,
  resetSecondFactor,
  endAccountSessions,
  // audit.ts
  listAudit,
  verifyAudit,
  // matter.ts
  listMatters,
  countMatters,
  startMatter,
  readMatter,
  actOnMatter,
  actOnMatters,
  revealVariable,
  listClocks,
  listEntries,
  // task.ts
  listTasks,
  countTasks,
  // health.ts
  readLiveness,
  readReadiness,
  readMetrics,
  describeInterface,
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
