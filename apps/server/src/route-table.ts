import { accessTokenRoutes } from './access-token-route.ts'
import { accountRoutes } from './account-route.ts'
import { areaRoutes } from './area-route.ts'
import { automaticDispatchRoutes } from './automatic-dispatch-route.ts'
import { makeAuditRoutes } from './audit-route.ts'
import { makeBoundaryRoutes } from './boundary-route.ts'
import { makeGapBriefingRoutes, rankingBriefingRoutes } from './briefing-route.ts'
import { calendarRoutes } from './calendar-route.ts'
import { makeConnectorRoutes } from './connector-route.ts'
import { deliveryRoutes } from './delivery-route.ts'
import { makeDistrictRoutes } from './district-route.ts'
import { documentRoutes } from './document-route.ts'
import { makeDraftModelRoutes } from './draft-model-route.ts'
import { makeDraftRoutes } from './draft-route.ts'
import { makeEvidenceRoutes } from './evidence-route.ts'
import { makeFeedRoutes } from './feed-route.ts'
import { followRoutes } from './follow-route.ts'
import { makeGapRoutes } from './gap-split-route.ts'
import { makeHealthRoutes } from './health-route.ts'
import { holdingRoutes } from './holding-route.ts'
import { hotIssueRoutes } from './hot-issue-route.ts'
import { indicatorRoutes } from './indicator-route.ts'
import { itemRoutes } from './item-route.ts'
import { makeJobRoutes } from './job-route.ts'
import { ledgerRoutes } from './ledger-route.ts'
import { matterExportRoutes } from './matter-export.ts'
import { makeMapRoutes } from './map-route.ts'
import { matterPartRoutes } from './matter-part.ts'
import { matterRoutes } from './matter-route.ts'
import { mergeRoutes } from './merge-route.ts'
import { notificationRoutes } from './notification-route.ts'
import { officeRoutes } from './office-route.ts'
import { openWorkRoutes } from './open-work-route.ts'
import { open311MappingRoutes } from './open311-mapping-route.ts'
import { makeOpen311Routes } from './open311-route.ts'
import { overviewRoutes } from './overview-route.ts'
import { ownAccountRoutes } from './own-account-route.ts'
import { ownDataRoutes } from './own-data-route.ts'
import { packRoutes } from './pack-route.ts'
import { packVersionRoutes } from './pack-version-route.ts'
import { makePeerAside } from './peer-aside.ts'
import { makePeerRoutes } from './peer-route.ts'
import { personRoutes } from './person-route.ts'
import { makePhoneCodeRoutes } from './phone-code-route.ts'
import { makeProviderSignInRoutes } from './provider-sign-in-route.ts'
import { makeRegistryRoutes } from './registry-route.ts'
import { findingRoutes } from './registry-finding-route.ts'
import { makeRaceRoutes } from './race-route.ts'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import type { RankingRule } from './ranking-rule.ts'
import { recipeRoutes } from './recipe-route.ts'
import { observationRoutes } from './observation-route.ts'
import { replyCheckRoutes } from './reply-check-route.ts'
import { reportRoutes } from './report-route.ts'
import type { RouteParts } from './route-part.ts'
import type { Route } from './route.ts'
import { makeSearchRoutes } from './search-route.ts'
import { sessionRoutes } from './session-route.ts'
import { previewRoutes } from './matter-preview.ts'
import { similarRoutes } from './similar-route.ts'
import { makeStatisticDivisionRoutes } from './statistic-division-route.ts'
import { makeStatisticRoutes } from './statistic-route.ts'
import { suggestionRoutes } from './suggestion-route.ts'
import { supervisionRoutes } from './supervision-route.ts'
import { taskRoutes } from './task-route.ts'
import { triageModelRoutes } from './triage-model-route.ts'
import { visitRoutes } from './visit-route.ts'
import { watchRoutes } from './watch-route.ts'
import { makeWebhookRoutes } from './webhook-route.ts'
import { makeWelcomeRoutes } from './welcome-route.ts'

/** Every route of the service. Append in the row of your resource. */
export function makeRoutes(parts: RouteParts): readonly Route[] {
  return [...makeAccessRoutes(parts), ...makeMatterRoutes(parts), ...makeDistrictwideRoutes(parts)]
}

/** Who asks: sign-in, accounts, tokens, audit. */
function makeAccessRoutes(parts: RouteParts): readonly Route[] {
  return [
    ...sessionRoutes,
    ...makeWelcomeRoutes(parts),
    ...makePhoneCodeRoutes(parts),
    ...makeProviderSignInRoutes(parts),
    ...ownAccountRoutes,
    ...ownDataRoutes,
    ...accessTokenRoutes,
    ...accountRoutes,
    ...makeAuditRoutes(parts),
  ]
}

/** Matters, what is found, counted and judged of them, and what residents see. */
function makeMatterRoutes(parts: RouteParts): readonly Route[] {
  return [
    ...matterRoutes,
    ...matterPartRoutes,
    ...replyCheckRoutes,
    ...makeDraftRoutes(parts),
    ...makeDraftModelRoutes(parts),
    ...matterExportRoutes,
    ...taskRoutes,
    ...suggestionRoutes,
    ...automaticDispatchRoutes,
    ...supervisionRoutes,
    ...previewRoutes,
    ...watchRoutes,
    ...makeSearchRoutes(parts),
    ...overviewRoutes,
    ...hotIssueRoutes,
    ...indicatorRoutes,
    ...visitRoutes,
    ...triageModelRoutes,
    ...recipeRoutes,
    ...observationRoutes,
    ...makeStatisticRoutes(parts),
    ...makeStatisticDivisionRoutes(parts),
    ...makeBoundaryRoutes(parts),
    ...makeRankingRoutes({ ...rankingRule, cells: parts.config.limits.rankingCells }),
    ...makeRaceRoutes(rankingRule),
    ...rankingBriefingRoutes,
    ...makeComparisonRoutes({ ...rankingRule, cells: parts.config.limits.rankingCells }),
    ...makeMapRoutes(parts),
    ...documentRoutes,
    ...makeEvidenceRoutes(parts),
    ...followRoutes,
    ...reportRoutes,
    ...similarRoutes,
    ...mergeRoutes,
  ]
}

/** Peers and gaps: what is computed of them shares its threads. */
function makeComparisonRoutes(rule: RankingRule): readonly Route[] {
  const parts = { rule, aside: makePeerAside(rule) }
  return [...makePeerRoutes(parts), ...makeGapRoutes(parts), ...makeGapBriefingRoutes(parts)]
}

/** What a district is and runs on: registry, packs, calendars, record, connections. */
function makeDistrictwideRoutes(parts: RouteParts): readonly Route[] {
  return [
    ...makeHealthRoutes(parts),
    ...notificationRoutes,
    ...makeWebhookRoutes(parts),
    ...makeConnectorRoutes(parts),
    ...deliveryRoutes,
    ...makeJobRoutes(parts),
    ...makeOpen311Routes(parts),
    ...open311MappingRoutes,
    ...areaRoutes,
    ...officeRoutes,
    ...holdingRoutes,
    ...personRoutes,
    ...itemRoutes,
    ...makeRegistryRoutes(parts),
    ...findingRoutes,
    ...openWorkRoutes,
    ...makeDistrictRoutes(parts),
    ...packRoutes,
    ...packVersionRoutes,
    ...calendarRoutes,
    ...ledgerRoutes,
    ...makeFeedRoutes(parts),
  ]
}
