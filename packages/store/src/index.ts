export type { Database, Queryable, Row, Statement } from './database.ts'
export { pgliteVersion } from './durable-file-system.ts'
export type { EmbeddedSettings } from './embedded.ts'
export { openEmbedded } from './embedded.ts'
export { sqlStateOf } from './fault.ts'
export type { FolderLock, LockOwner } from './folder-lock.ts'
export { lockFolder } from './folder-lock.ts'
export type { MaintenanceReport, MaintenanceRule } from './maintenance.ts'
export { maintain, maintenanceRule } from './maintenance.ts'
export type { Migration, MigrationReport } from './migrate.ts'
export { findPendingMigrations, migrate, readMigrations } from './migrate.ts'
export type { DatabaseSettings } from './open-database.ts'
export { applicationRole, openDatabase } from './open-database.ts'
export type { Parameter } from './parameter.ts'
export { toTimestamp } from './parameter.ts'
export type { EmbeddedDatabase } from './pglite-database.ts'
export { openInMemory } from './pglite-database.ts'
export type { PostgresSettings } from './postgres.ts'
export { openPostgres } from './postgres.ts'
export type { Scheduler } from './scheduler.ts'
export { makeScheduler, startJob } from './scheduler.ts'
export type { DiskState, ReadDisk } from './free-space.ts'
export { readDisk } from './free-space.ts'
export type { Json, JsonForm, Value } from './value.ts'
export type { DueClock } from './lamp.ts'
export { lampTurns } from './projection.ts'
export type { Box, MatterFilter, Sight } from './matter-filter.ts'
export type {
  ListedMatter,
  ListMark,
  MatterGroup,
  MatterPage,
  MatterPoint,
  MatterTally,
  ReadMatter,
  SightedMatter,
} from './matter-search.ts'
export {
  findByNumber,
  findListed,
  groupMatters,
  isDueFirst,
  listPoints,
  readMatters,
  searchMatters,
  tallyMatters,
} from './matter-search.ts'
export type { MatterMark, MatterRecord } from './supervision.ts'
export { listMarks, readRecorded } from './supervision.ts'
export type { RankedTexts } from './race.ts'
export { findFirstUncounted, readRankedTexts } from './race.ts'
export type { ProcessMatter } from './process-matter.ts'
export { listProcessMatters, readLinkedMatters } from './process-matter.ts'
export type { OpenOffer } from './open-offer.ts'
export { listOpenOffers } from './open-offer.ts'
export type { HeldTask, OpenWorkLine, WorkHolder } from './open-work.ts'
export { tallySessions } from './session-tally.ts'
export { countOpenMatters, listHeldTasks, listOpenWork, tallyHolders } from './open-work.ts'
export type { FoundInSearch, MakePieces, SearchedMatter, SearchWish } from './one-search.ts'
export { countSearchQueue, findForSearch, queueAllForSearch, workSearchQueue } from './one-search.ts'
export type { DueView, ViewNotice } from './view-notice.ts'
export { listViewNotices, setViewNotice, takeDueView } from './view-notice.ts'
export type { SavedView } from './saved-view.ts'
export { keepSavedView, listSavedViews, mostSavedViews, removeSavedView } from './saved-view.ts'
export { isWatched, unwatchMatter, watchMatter } from './watch.ts'
export type { DescribeMatter, Listing } from './listing.ts'
export { areaSight, officeSight, personSight } from './listing.ts'
export type { Circumstances, Engine, EngineSetting, StartRequest } from './engine.ts'
export { makeEngine } from './engine.ts'
export { gatherReads } from './gathered-read.ts'
export type { GroupRule } from './group-commit.ts'
export { numberOf } from './matter-number.ts'
export type { SerialSource } from './serial.ts'
export { makeSerialSource } from './serial.ts'
export type { Answer, PersonalValue, Receipt } from './order.ts'
export { receiptOf } from './order.ts'
export type { Compile, InstalledProcedure, ProcedureLibrary } from './procedure-library.ts'
export { openLibrary } from './procedure-library.ts'
export type { NewPack, PackDeed } from './pack-installation.ts'
export { keepPackSetting } from './pack-installation.ts'
export type { InstalledPack, PackSetting, PackShelf } from './pack-shelf.ts'
export { sha256 } from './digest.ts'
export type { Incident } from './incident.ts'
export { listIncidents, retryIncident } from './incident.ts'
export type { TimerReport } from './firing.ts'
export { timerActor } from './firing.ts'
export { dropStartTimers, retryStartTimers } from './start-timer.ts'
export { fireDueTimers } from './timer.ts'
export type { DispatchReport, OutboxPort, ServiceCall } from './dispatch.ts'
export { dispatchOutbox } from './dispatch.ts'
export type { CloudEvent, OutboxLine, RetryRule } from './outbox.ts'
export { dropDeadLetter, listOutbox, resend, retryRule, topicsOf } from './outbox.ts'
export type { District } from './district.ts'
export {
  addDistrict,
  changeDistrict,
  enterDistrict,
  findDistrict,
  listDistricts,
  readDistricts,
} from './district.ts'
export type { DistrictCondition } from './condition.ts'
export { readCondition } from './condition.ts'
export { readLastChange } from './last-change.ts'
export { findReceipt } from './receipt.ts'
export { withLooseCommits } from './loose-commit.ts'
export type { DumpLine } from './dump.ts'
export { dumpDatabase, formatDumpLine } from './dump.ts'
export { makeDumpTally } from './dump-tally.ts'
export { restoreDatabase } from './restore.ts'
export type { FoundMatter, WorkItem } from './worklist.ts'
export { findMatter, listOpened, nextTimerAt } from './worklist.ts'
export { readEntries } from './entry.ts'
export type { AttachedEvidence, Evidence, NewEvidence } from './evidence.ts'
export {
  addEvidence,
  clearEvidence,
  findKeptDigests,
  listEvidence,
  offerEvidence,
  tallyOffered,
} from './evidence.ts'
export type { FeedEdge, FeedLine, FeedMatter } from './feed.ts'
export { readFeed, readFeedEdge, readFeedMatters } from './feed.ts'
export type { CountedCase, CountedMatter, OpenFormula } from './indicator-count.ts'
export {
  beginCounting,
  buildFormulas,
  countChanges,
  countWaiting,
  readCountProgress,
} from './indicator-count.ts'
export type { IndicatorFormula } from './indicator-formula.ts'
export { followFormulas, isFollowed, listFormulas } from './indicator-formula.ts'
export type { IndicatorRevision, IndicatorSum, MonthSpan } from './indicator-sum.ts'
export {
  countRevisions,
  listCaseMatters,
  listCountedOffices,
  listLatestSums,
  listRevisions,
  listObservedSums,
  listUnitsSums,
  listUnitSums,
} from './indicator-sum.ts'
export type { SealingRule, StoredCheckpoint } from './checkpoint.ts'
export { readLastCheckpoint, sealEntries } from './checkpoint.ts'
export { exportLedger, exportSealed, proveSealed, readKeys, verifyLedger } from './ledger.ts'
export type { Signer } from './signer.ts'
export { generateSigner, makeSigner, openSigner, verificationPort } from './signer.ts'
export type { RebuildReport, RebuildSetting } from './rebuild.ts'
export { rebuild } from './rebuild.ts'
export type { Broken } from './rebuild-fold.ts'
export type { MonthArchiving } from './entry-month.ts'
export { addEntryMonths, archiveEntryMonth } from './entry-month.ts'
export type { RetentionRule } from './retention.ts'
export { clearReceipts, retentionRule } from './retention.ts'
export { listStatements } from './statement-list.ts'
export type { CalendarReport } from './calendar-notice.ts'
export type { StoredNotice } from './calendar-notice.ts'
export {
  findUnreckoned,
  keepNotice,
  keepReckoned,
  listNotices,
  recomputeCalendar,
} from './calendar-notice.ts'
export type { CalendarPreview, ClockMove } from './calendar-preview.ts'
export { previewCalendar } from './calendar-preview.ts'
export type { MatterCount, MatterLine } from './matter-list.ts'
export { countMatters, listMatters } from './matter-list.ts'
export type { RunningMatter } from './running-matter.ts'
export { countRunning, listRunning } from './running-matter.ts'
export type { StoredValue } from './sealed-value.ts'
export { eraseSealedValue, readSealedValues, sealValue } from './sealed-value.ts'
export type { Account, AccountChange, AccountFilter, Making, NewAccount } from './account.ts'
export { eraseAccount } from './account-erasure.ts'
export {
  addAccounts,
  changeAccount,
  countProof,
  findAccount,
  keepPendingCode,
  listAccounts,
} from './account.ts'
export type { AccessToken, NewAccessToken, TokenOwner } from './access-token.ts'
export { addToken, clearTokens, endTokens, findToken, listTokens, touchToken } from './access-token.ts'
export type { AuditHead, AuditVerdict, StoredAuditEvent } from './audit-chain.ts'
export { findAuditEvent, isAsRecorded, verifyAudit } from './audit-chain.ts'
export type { AuditCheckpoint } from './audit-checkpoint.ts'
export type { AuditFileVerdict } from './audit-line.ts'
export { formatAuditLine, verifyAuditLines } from './audit-line.ts'
export { findAuditCheckpoint, keepAuditCheckpoint } from './audit-checkpoint.ts'
export type { AuditDetail, AuditEvent, AuditFilter } from './audit-event.ts'
export { addAuditEvents, clearAuditEvents, listAuditEvents } from './audit-event.ts'
export { clearPasswordLinks, findPasswordLink, keepPasswordLink, takePasswordLink } from './password-link.ts'
export {
  clearPhoneCodes,
  keepAccountPhone,
  keepPhoneCode,
  readAccountPhone,
  takePhoneCode,
  tryPhoneCode,
} from './phone-code.ts'
export type { NewSession, Session, SignedIn, SignInMeans } from './session.ts'
export {
  clearSessions,
  endSessions,
  findInForce,
  findSession,
  listSessions,
  openSession,
  renewSession,
  touchSession,
} from './session.ts'
export type { RateRule } from './rate.ts'
export { clearRates, countRate, forgetRate, forgetRates, uncountRate } from './rate.ts'
export type { GridSource } from './grid-source.ts'
export { makeGridSource } from './grid-source.ts'
export type { ChangeWish, LoggedChange, RegistryDeed, RegistryVersions, StoredRegistry } from './registry.ts'
export {
  applyRegistryChanges,
  listPartChanges,
  listRegistryChanges,
  readRegistry,
  readVersions,
} from './registry.ts'
export type { NewWebhook, Webhook, WebhookChange } from './webhook.ts'
export { addWebhook, changeWebhook, clearWebhookSecrets, listWebhooks, removeWebhook } from './webhook.ts'
export type { Connector, ConnectorWish } from './connector.ts'
export { clearConnectorSecrets, keepConnector, listConnectors, removeConnector } from './connector.ts'
export type {
  Delivery,
  DeliveryKind,
  DeliveryOutcome,
  DeliveryState,
  EffectPlace,
  Receiver,
} from './delivery.ts'
export {
  addDeliveries,
  clearDeliveries,
  deliveryStates,
  dropDeliveries,
  fanOut,
  findDelivery,
  keepAnswered,
  listDeliveries,
  listReceivers,
  resendDeliveries,
  settleDelivery,
  takeDeliveries,
} from './delivery.ts'
export { listNearby } from './nearby.ts'
export type { NearbyMatter, NearbyWish } from './nearby.ts'
export type { Notification, NotificationKind, Recipient } from './notification.ts'
export { addNotifications, countUnread, listNotifications, markRead } from './notification.ts'
export type {
  ListedTask,
  TaskFilter,
  TaskMark,
  TaskOffer,
  TaskPage,
  TaskTally,
  TaskWish,
} from './task-list.ts'
export type { OfficeLoad, OfficeTaskFilter, OfficeWish } from './office-task.ts'
export { listOfficeTasks, tallyOfficeTasks } from './office-task.ts'
export { listTasks, tallyTasks } from './task-list.ts'
export type { Open311Request, Open311Service, Open311Sight, Open311Wish } from './open311.ts'
export {
  addOpen311Request,
  dropOpen311Request,
  findOpen311Requests,
  keepOpen311Service,
  listOpen311Requests,
  listOpen311Services,
  removeOpen311Service,
} from './open311.ts'
export type { ToldEntry, WebhookProgress } from './webhook-progress.ts'
export { entryEventType, readWebhookProgress, resetWebhookProgress, tellEntries } from './webhook-progress.ts'
export * from './evaluation.ts'
export * from './triage.ts'
