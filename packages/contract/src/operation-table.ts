import { accessTokenOperations } from './access-token.ts'
import { accountOperations } from './account.ts'
import { areaOperations } from './area.ts'
import { auditOperations } from './audit.ts'
import { briefingOperations } from './briefing.ts'
import { boundaryOperations } from './boundary.ts'
import { calendarOperations } from './calendar.ts'
import { deliveryOperations } from './delivery.ts'
import { districtOperations } from './district.ts'
import { documentOperations } from './document.ts'
import { draftOperations } from './draft.ts'
import { evidenceOperations } from './evidence.ts'
import { feedOperations } from './feed.ts'
import { followOperations } from './follow.ts'
import { gapOperations } from './gap.ts'
import { healthOperations } from './health.ts'
import { holdingOperations } from './holding.ts'
import { hotIssueOperations } from './hot-issue.ts'
import { indicatorOperations } from './indicator.ts'
import { itemOperations } from './item.ts'
import { jobOperations } from './job.ts'
import { ledgerOperations } from './ledger.ts'
import { matterOperations } from './matter.ts'
import { matterExportOperations } from './matter-export.ts'
import { mergeOperations } from './merge.ts'
import { notificationOperations } from './notification.ts'
import { officeOperations } from './office.ts'
import { openWorkOperations } from './open-work.ts'
import { open311Operations } from './open311.ts'
import { overviewOperations } from './overview.ts'
import { ownAccountOperations } from './own-account.ts'
import { ownDataOperations } from './own-data.ts'
import { packOperations } from './pack.ts'
import { packPostOperations } from './pack-post.ts'
import { packSettingOperations } from './pack-setting.ts'
import { packVersionOperations } from './pack-version.ts'
import { partOperations } from './part.ts'
import { peerOperations } from './peer.ts'
import { personOperations } from './person.ts'
import { phoneCodeOperations } from './phone-code.ts'
import { providerSignInOperations } from './provider-sign-in.ts'
import { raceOperations } from './race.ts'
import { rankingOperations } from './ranking.ts'
import { recipeOperations } from './recipe.ts'
import { registryOperations } from './registry.ts'
import { registryFindingOperations } from './registry-finding.ts'
import { replyCheckOperations } from './reply-check.ts'
import { reportOperations } from './report.ts'
import { searchOperations } from './search.ts'
import { sessionOperations } from './session.ts'
import { similarOperations } from './similar.ts'
import { observationOperations } from './observation.ts'
import { statisticOperations } from './statistic.ts'
import { statisticDivisionOperations } from './statistic-division.ts'
import { statisticWithdrawalOperations } from './statistic-withdrawal.ts'
import { suggestionOperations } from './suggestion.ts'
import { supervisionOperations } from './supervision.ts'
import { taskOperations } from './task.ts'
import { triageModelOperations } from './triage-model.ts'
import { visitOperations } from './visit.ts'
import { watchOperations } from './watch.ts'
import { webhookOperations } from './webhook.ts'
import { welcomeOperations } from './welcome.ts'
import type { Operation } from './operation.ts'

/** Every operation of the service, in the order of the reference. A resource lists its own in its file. */
export const operations = [
  ...sessionOperations,
  ...welcomeOperations,
  ...phoneCodeOperations,
  ...providerSignInOperations,
  ...ownAccountOperations,
  ...ownDataOperations,
  ...accessTokenOperations,
  ...accountOperations,
  ...auditOperations,
  ...matterOperations,
  ...matterExportOperations,
  ...partOperations,
  ...replyCheckOperations,
  ...draftOperations,
  ...taskOperations,
  ...suggestionOperations,
  ...supervisionOperations,
  ...watchOperations,
  ...searchOperations,
  ...overviewOperations,
  ...hotIssueOperations,
  ...indicatorOperations,
  ...visitOperations,
  ...triageModelOperations,
  ...recipeOperations,
  ...rankingOperations,
  ...raceOperations,
  ...statisticOperations,
  ...observationOperations,
  ...statisticDivisionOperations,
  ...statisticWithdrawalOperations,
  ...boundaryOperations,
  ...peerOperations,
  ...gapOperations,
  ...briefingOperations,
  ...areaOperations,
  ...officeOperations,
  ...holdingOperations,
  ...personOperations,
  ...itemOperations,
  ...registryOperations,
  ...registryFindingOperations,
  ...openWorkOperations,
  ...packOperations,
  ...packSettingOperations,
  ...packPostOperations,
  ...packVersionOperations,
  ...districtOperations,
  ...calendarOperations,
  ...notificationOperations,
  ...webhookOperations,
  ...deliveryOperations,
  ...jobOperations,
  ...open311Operations,
  ...evidenceOperations,
  ...ledgerOperations,
  ...documentOperations,
  ...reportOperations,
  ...similarOperations,
  ...mergeOperations,
  ...followOperations,
  ...feedOperations,
  ...healthOperations,
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
