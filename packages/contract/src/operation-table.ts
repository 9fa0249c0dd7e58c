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
import { findArea, listAreas, readArea } from './area.ts'
import { readCalendarYear } from './calendar.ts'
import { answerService, listDeliveries, listOutbox, resendDeliveries, resendOutbox } from './delivery.ts'
import { changeDistrict, enterDistrict, listDistricts } from './district.ts'
import { listDocuments, readDocument } from './document.ts'
import { addEvidence, listEvidence, readEvidence } from './evidence.ts'
import { readFeed } from './feed.ts'
import { actOnFollowed, followMatter } from './follow.ts'
import { describeInterface, readLiveness, readMetrics, readReadiness } from './health.ts'
import { checkDuty, listDuties, listItems, readItem } from './item.ts'
import { proveMatter, readCheckpoint, readMatterProcedure } from './ledger.ts'
import { exportMatters } from './matter-export.ts'
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
import { listOffices, listPosts, readOffice } from './office.ts'
import { countNotifications, listNotifications, readNotifications } from './notification.ts'
import {
  addOpen311Update,
  createOpen311Request,
  discoverOpen311,
  keepOpen311Mapping,
  listOpen311Mappings,
  listOpen311Requests,
  listOpen311Services,
  listOpen311Updates,
  readOpen311Request,
  readOpen311Service,
  readOpen311Token,
  removeOpen311Mapping,
} from './open311.ts'
import type { Operation } from './operation.ts'
import { findAnything, groupMatters, listPoints, readGround, readRoster, readShapes } from './overview.ts'
import {
  changePassword,
  confirmSecondFactor,
  redeemPasswordLink,
  removeSecondFactor,
  startSecondFactor,
} from './own-account.ts'
import { eraseOwnData, readOwnData } from './own-data.ts'
import {
  listPacks,
  listPackSettings,
  listParameters,
  readDecision,
  readForm,
  readPack,
  readProcedure,
  setPack,
} from './pack.ts'
import { listVacancies, previewPost } from './pack-post.ts'
import { listPeople, readPerson, revealContact } from './person.ts'
import { openByPhone, requestPhoneCode } from './phone-code.ts'
import { finishProviderSignIn, startProviderSignIn } from './provider-sign-in.ts'
import {
  changeRegistryRow,
  exportRegistry,
  importRegistry,
  listRegistryChanges,
  readRegistryRow,
  readTemplate,
} from './registry.ts'
import { listSessions, readMe, signIn, signOut, stepUp } from './session.ts'
import { joinMatter, listNearbyMatters, listReportKinds } from './report.ts'
import { countTasks, listTasks } from './task.ts'
import { keepView, listViews, removeView, unwatchMatter, watchMatter } from './watch.ts'
import {
  changeWebhook,
  createWebhook,
  keepConnector,
  listConnectors,
  listWebhooks,
  removeConnector,
  removeWebhook,
  renewWebhookSecret,
  testWebhook,
} from './webhook.ts'
import { readWelcome } from './welcome.ts'

/** Every operation of the service, in the order of the reference. Append in the row of your resource. */
export const operations = [
  // session.ts
  signIn,
  signOut,
  listSessions,
  stepUp,
  readMe,
  // welcome.ts
  readWelcome,
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
  // own-data.ts
  readOwnData,
  eraseOwnData,
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
  exportMatters,
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
  // watch.ts
  watchMatter,
  unwatchMatter,
  listViews,
  keepView,
  removeView,
  // overview.ts
  groupMatters,
  listPoints,
  readShapes,
  readGround,
  readRoster,
  findAnything,
  // area.ts
  listAreas,
  findArea,
  readArea,
  // office.ts
  listOffices,
  readOffice,
  listPosts,
  // person.ts
  listPeople,
  readPerson,
  revealContact,
  // item.ts
  listItems,
  readItem,
  listDuties,
  checkDuty,
  // registry.ts
  importRegistry,
  readTemplate,
  exportRegistry,
  listRegistryChanges,
  readRegistryRow,
  changeRegistryRow,
  // pack.ts
  listPacks,
  readPack,
  readProcedure,
  readDecision,
  readForm,
  listPackSettings,
  setPack,
  previewPost,
  listVacancies,
  listParameters,
  // district.ts
  listDistricts,
  enterDistrict,
  changeDistrict,
  // calendar.ts
  readCalendarYear,
  // notification.ts
  listNotifications,
  countNotifications,
  readNotifications,
  // webhook.ts
  listWebhooks,
  createWebhook,
  changeWebhook,
  renewWebhookSecret,
  removeWebhook,
  testWebhook,
  listConnectors,
  keepConnector,
  removeConnector,
  // delivery.ts
  listDeliveries,
  resendDeliveries,
  listOutbox,
  resendOutbox,
  answerService,
  // open311.ts
  discoverOpen311,
  listOpen311Services,
  readOpen311Service,
  listOpen311Requests,
  createOpen311Request,
  readOpen311Request,
  readOpen311Token,
  listOpen311Updates,
  addOpen311Update,
  listOpen311Mappings,
  keepOpen311Mapping,
  removeOpen311Mapping,
  // evidence.ts
  addEvidence,
  listEvidence,
  readEvidence,
  // ledger.ts
  readMatterProcedure,
  proveMatter,
  readCheckpoint,
  // document.ts
  listDocuments,
  readDocument,
  // report.ts
  listReportKinds,
  listNearbyMatters,
  joinMatter,
  // follow.ts
  followMatter,
  actOnFollowed,
  // feed.ts
  readFeed,
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
