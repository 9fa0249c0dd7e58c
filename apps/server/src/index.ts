export { makeApplication, type ApplicationParts, type Observation } from './application.ts'
export { type Credentials, type Identified } from './identity.ts'
export { rolesOf, type Caller, type HeldPost } from './caller.ts'
export { readConfig, type Config } from './config.ts'
export { groundFile } from './map-route.ts'
export { readServedDump } from './control-socket.ts'
export { changeOther, openAccount, requireSeparate } from './account-route.ts'
export { issueToken } from './access-token-route.ts'
export { type Audited } from './audit.ts'
export { issueProof, type IssuedProof } from './new-password.ts'
export { productVersion } from './version.ts'
export { openService, type Service, type ServicePorts } from './open-service.ts'
export { makeOutboxPort } from './outbox-port.ts'
export { plainOutbox } from './plain-outbox.ts'
export { readPackFolder } from './pack-folder.ts'
export { openKeyFile } from './key-file.ts'
export { takePersonal } from './matter-act.ts'
export { hashPassword } from './password.ts'
export { enterHome } from './tenant-list.ts'
export { route, type Asking, type Handler, type Reply, type Route } from './route.ts'
export {
  findInstalled,
  makeDistrictPacks,
  makePackReader,
  newPackOf,
  referenceOf,
  type DistrictPacks,
} from './district-pack.ts'
export {
  calendarId,
  readCalendar,
  shippedCalendar,
  type KnownCalendar,
  type KnownNotice,
} from './known-calendar.ts'
export { type DemonstrationAccounts } from './demonstration-account.ts'
export { makeSecretBox, type SecretBox } from './secret-box.ts'
export { signInRule, type SignInRule } from './sign-in-rule.ts'
export { listTriages, type PackTriage } from './triage-rule.ts'
export { trainTriageModel } from './triage-training.ts'
export { makeTenant, openTenant, type Tenant } from './tenant.ts'
export { requestLimits, type Limits } from './limit.ts'
export { makeFeedRoutes } from './feed-route.ts'
export { makeIndicatorJob } from './indicator-job.ts'
export { makeRaceRoutes } from './race-route.ts'
export { makeRankingRoutes } from './ranking-route.ts'
export { rankingRule } from './ranking-rule.ts'
export { recipeRoutes } from './recipe-route.ts'
export { indicatorRoutes } from './indicator-route.ts'
export { matterRoutes } from './matter-route.ts'
export { makeGate, watchLoop } from './overload.ts'
export { permit } from './permit.ts'
export { taskRoutes } from './task-route.ts'
export { type ImportFault } from './import-planning.ts'
export {
  applyRegistryImport,
  planRegistryImport,
  type ImportConfirmation,
  type ImportRequest,
  type PlannedImport,
} from './registry-import.ts'
export { exportFormats, exportRegistryFile, type ExportedFile, type ExportFormat } from './registry-export.ts'
export { applyBoundaries, planBoundaries, type PlannedBoundary } from './boundary-import.ts'
export { boundaryDetail } from './boundary-route.ts'
export { applyDivisions, planDivisions, type PlannedDivisions } from './statistic-division.ts'
export { applyStatistics, planStatistics, type PlannedStatistics } from './statistic-import.ts'
export { todayOf } from './registry-reading.ts'
export { holdersWith, settlePack, type Settled, type SettlementWish } from './pack-settlement.ts'
export { readHolder, type PostHolder } from './post-holder.ts'
export { findVacancies, readVacantPosts } from './post-vacancy.ts'
export { explainClock } from './clock-explanation.ts'
export { groundOfClock } from './clock-ground.ts'
export { levelNumbers } from './personal-field.ts'

export { makeMatterPieces } from './search-matter.ts'
export { makeSearchRoutes } from './search-route.ts'
