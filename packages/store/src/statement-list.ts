import { accessTokenStatements } from './access-token.ts'
import { accountStatements } from './account.ts'
import { taskListStatements } from './task-list.ts'
import { matterSearchStatements } from './matter-search-statement.ts'
import { auditCheckpointStatements } from './audit-checkpoint.ts'
import { auditStatements } from './audit-event.ts'
import {
  keepNoticeStatement,
  readNoticesStatement,
  reckonedStatement,
  timedMattersStatement,
  unreckonedStatement,
} from './calendar-notice.ts'
import { conditionStatements } from './condition.ts'
import {
  boundStatement,
  checkpointsStatement,
  checkpointStatement,
  lastCheckpointStatement,
  lockSealingStatement,
  sealingStatement,
  unsealedStatement,
} from './checkpoint.ts'
import type { Statement } from './database.ts'
import { connectorStatements } from './connector.ts'
import { deliveryStatements } from './delivery-statement.ts'
import { senderNumberStatement, waitingStatement } from './dispatch.ts'
import { districtStatements } from './district.ts'
import { draftStatements } from './draft.ts'
import { entriesStatement } from './entry.ts'
import { addMonthsStatement, archiveMonthStatement } from './entry-month.ts'
import { evidenceStatements } from './evidence.ts'
import { feedStatements } from './feed.ts'
import { listIncidentsStatement, retryStatement, setAsideStatement } from './incident.ts'
import { keysStatement, placedEntryStatement, rangeStatement } from './ledger.ts'
import { lastChangeStatements } from './last-change.ts'
import { countStatement, listAllStatement, listOpenStatement } from './matter-list.ts'
import { officeTaskStatements } from './office-task.ts'
import { openOfferStatements } from './open-offer.ts'
import { openWorkStatements } from './open-work.ts'
import { oneSearchStatements } from './one-search-statement.ts'
import { savedViewStatements } from './saved-view.ts'
import { viewNoticeStatements } from './view-notice.ts'
import { triageModelStatements } from './triage-model-statement.ts'
import { triageTrainingStatements } from './triage-training.ts'
import { watchStatements } from './watch.ts'
import { hotIssueStatements } from './hot-issue-statement.ts'
import { hotReportStatements } from './hot-report-statement.ts'
import { indicatorFormulaStatements } from './indicator-formula.ts'
import { indicatorStatements } from './indicator-statement.ts'
import { indicatorSumStatements } from './indicator-sum-statement.ts'
import { similarMatterStatements } from './similar-matter.ts'
import { nearbyStatements } from './nearby.ts'
import { notificationStatements } from './notification.ts'
import { open311Statements } from './open311-statement.ts'
import {
  dropOutboxStatement,
  listOutboxStatement,
  resendStatement,
  settleStatement,
  takeStatement,
} from './outbox.ts'
import {
  addPackContentsStatement,
  addPackFilesStatement,
  addPackStatement,
  keepPackSettingStatement,
  lockPacksStatement,
} from './pack-installation.ts'
import {
  listPackFilesStatement,
  listPackSettingsStatement,
  listPacksStatement,
  readPackContentsStatement,
} from './pack-shelf.ts'
import { passwordLinkStatements } from './password-link.ts'
import { boundaryStatements } from './boundary.ts'
import { peerListStatements } from './peer-list.ts'
import { phoneCodeStatements } from './phone-code.ts'
import { installStatement, listStatement } from './procedure-statement.ts'
import { clearStatement, keepHeldStatement, lateStatement, pageStatement, someStatement } from './rebuild.ts'
import { projections, replaceStatement, stageStatement } from './rebuild-statement.ts'
import { processMatterStatements } from './process-matter.ts'
import { receiptStatements } from './receipt.ts'
import { raceStatements } from './race.ts'
import { rankingStatements } from './ranking.ts'
import { statisticStatements } from './statistic-statement.ts'
import { statisticWithdrawalStatements } from './statistic-withdrawal.ts'
import { recipeStatements } from './recipe-statement.ts'
import { replyStatements } from './reply.ts'
import { countRunningStatement, listRunningStatement } from './running-matter.ts'
import { clearReceiptsStatement } from './retention.ts'
import { registryStatements } from './registry-statement.ts'
import { eraseSealedStatement, readSealedStatement } from './sealed-value.ts'
import { takeSerialStatement } from './serial.ts'
import { supervisionStatements } from './supervision.ts'
import { automaticDispatchStatements } from './automatic-dispatch.ts'
import { emergencyFindingStatements } from './emergency-finding.ts'
import { suggestionStatements } from './suggestion.ts'
import { subtreeStatements } from './subtree-statement.ts'
import {
  claimDeploymentsStatement,
  deployStatement,
  lockStartsStatement,
  timedStatement,
} from './start-deployment.ts'
import {
  claimStartsStatement,
  dropStartsStatement,
  findStartWorkStatement,
  retryStartsStatement,
  settleStartsStatement,
} from './start-timer.ts'
import { rateStatements } from './rate.ts'
import { sessionStatements } from './session.ts'
import { tallySessionsStatement } from './session-tally.ts'
import { claimAmongStatement, claimStatement } from './timer.ts'
import { readStatement } from './transition.ts'
import { sectionNames, transitionStatement } from './transition-statement.ts'
import { webhookProgressStatements } from './webhook-progress.ts'
import { webhookStatements } from './webhook.ts'
import { findMatterStatement, listOpenedStatement, nextTimerStatement } from './worklist.ts'

/**
 * Every statement of the program by the file that its text is committed to, for reviewers: `packages/store/emitted`.
 * Of the statement that writes transitions the whole is shown; at work the parts that have nothing to write are left out.
 */
export function listStatements(): ReadonlyMap<string, readonly Statement[]> {
  return new Map(groups)
}

const all = sectionNames()
const staged = all.filter(
  (name) => !/^(move|entry.*|receipt|outbox|personal|evidence|.*_gone|.*_changed)$/.test(name),
)

const groups: readonly (readonly [file: string, statements: readonly Statement[]])[] = [
  ['transition', [readStatement, transitionStatement(all), transitionStatement(all, 'one')]],
  ['timer', [claimStatement, claimAmongStatement, setAsideStatement, listIncidentsStatement, retryStatement]],
  [
    'start-timer',
    [
      findStartWorkStatement,
      claimDeploymentsStatement,
      timedStatement,
      lockStartsStatement,
      deployStatement,
      claimStartsStatement,
      settleStartsStatement,
      retryStartsStatement,
      dropStartsStatement,
    ],
  ],
  [
    'outbox',
    [
      takeStatement,
      waitingStatement,
      senderNumberStatement,
      settleStatement,
      listOutboxStatement,
      resendStatement,
      dropOutboxStatement,
    ],
  ],
  [
    'ledger',
    [
      entriesStatement,
      lockSealingStatement,
      sealingStatement,
      boundStatement,
      unsealedStatement,
      checkpointStatement,
      lastCheckpointStatement,
      checkpointsStatement,
      keysStatement,
      rangeStatement,
      placedEntryStatement,
      ...subtreeStatements,
    ],
  ],
  [
    'rebuild',
    [
      clearStatement,
      pageStatement,
      stageStatement(staged),
      lateStatement,
      someStatement,
      keepHeldStatement,
      ...projections.map(replaceStatement),
    ],
  ],
  ['sealed-value', [readSealedStatement, eraseSealedStatement]],
  [
    'calendar-notice',
    [
      keepNoticeStatement,
      readNoticesStatement,
      unreckonedStatement,
      reckonedStatement,
      timedMattersStatement,
    ],
  ],
  ['procedure', [listStatement, installStatement]],
  [
    'pack',
    [
      listPacksStatement,
      listPackFilesStatement,
      readPackContentsStatement,
      listPackSettingsStatement,
      lockPacksStatement,
      addPackStatement,
      addPackContentsStatement,
      addPackFilesStatement,
      keepPackSettingStatement,
      listRunningStatement,
      countRunningStatement,
    ],
  ],
  ['matter-search', matterSearchStatements],
  ['open-offer', openOfferStatements],
  ['supervision', supervisionStatements],
  ['process-matter', processMatterStatements],
  ['open-work', openWorkStatements],
  ['saved-view', savedViewStatements],
  ['watch', watchStatements],
  ['suggestion', suggestionStatements],
  ['one-search', oneSearchStatements],
  ['emergency-finding', emergencyFindingStatements],
  ['view-notice', viewNoticeStatements],
  ['automatic-dispatch', automaticDispatchStatements],
  ['triage-model', [...triageModelStatements, ...triageTrainingStatements]],
  ['task-list', taskListStatements],
  ['office-task', officeTaskStatements],
  ['feed', feedStatements],
  ['evidence', evidenceStatements],
  ['account', [...accountStatements, ...passwordLinkStatements, ...phoneCodeStatements]],
  ['access-token', accessTokenStatements],
  ['audit', [...auditStatements, ...auditCheckpointStatements]],
  ['session', [...sessionStatements, tallySessionsStatement]],
  ['rate', rateStatements],
  ['webhook', webhookStatements],
  ['delivery', deliveryStatements],
  ['connector', connectorStatements],
  ['nearby', nearbyStatements],
  ['hot-report', hotReportStatements],
  ['hot-issue', hotIssueStatements],
  ['indicator', [...indicatorFormulaStatements, ...indicatorStatements, ...indicatorSumStatements]],
  ['similar-matter', similarMatterStatements],
  ['notification', notificationStatements],
  ['open311', open311Statements],
  [
    'delivery',
    [...deliveryStatements, ...webhookStatements, ...webhookProgressStatements, ...connectorStatements],
  ],
  ['nearby', nearbyStatements],
  ['notification', notificationStatements],
  ['registry', registryStatements],
  ['serial', [takeSerialStatement]],
  ['condition', conditionStatements],
  ['last-change', lastChangeStatements],
  ['receipt', receiptStatements],
  ['reply', replyStatements],
  ['recipe', recipeStatements],
  ['ranking', rankingStatements],
  ['race', raceStatements],
  ['peer-list', peerListStatements],
  ['statistic', statisticStatements],
  ['statistic-withdrawal', statisticWithdrawalStatements],
  ['boundary', boundaryStatements],
  ['draft', draftStatements],
  ['district', districtStatements],
  ['retention', [addMonthsStatement, archiveMonthStatement, clearReceiptsStatement]],
  [
    'worklist',
    [
      listAllStatement,
      listOpenStatement,
      countStatement,
      findMatterStatement,
      listOpenedStatement,
      nextTimerStatement,
    ],
  ],
]
