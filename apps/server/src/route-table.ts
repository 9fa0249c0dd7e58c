import { accessTokenRoutes } from './access-token-route.ts'
import { accountRoutes } from './account-route.ts'
import { areaRoutes } from './area-route.ts'
import { auditRoutes } from './audit-route.ts'
import { calendarRoutes } from './calendar-route.ts'
import { makeConnectorRoutes } from './connector-route.ts'
import { deliveryRoutes } from './delivery-route.ts'
import { makeDistrictRoutes } from './district-route.ts'
import { documentRoutes } from './document-route.ts'
import { makeEvidenceRoutes } from './evidence-route.ts'
import { makeFeedRoutes } from './feed-route.ts'
import { followRoutes } from './follow-route.ts'
import { makeHealthRoutes } from './health-route.ts'
import { itemRoutes } from './item-route.ts'
import { ledgerRoutes } from './ledger-route.ts'
import { matterExportRoutes } from './matter-export.ts'
import { makeMapRoutes } from './map-route.ts'
import { matterRoutes } from './matter-route.ts'
import { notificationRoutes } from './notification-route.ts'
import { officeRoutes } from './office-route.ts'
import { open311MappingRoutes } from './open311-mapping-route.ts'
import { makeOpen311Routes } from './open311-route.ts'
import { overviewRoutes } from './overview-route.ts'
import { ownAccountRoutes } from './own-account-route.ts'
import { ownDataRoutes } from './own-data-route.ts'
import { packRoutes } from './pack-route.ts'
import { personRoutes } from './person-route.ts'
import { makePhoneCodeRoutes } from './phone-code-route.ts'
import { makeProviderSignInRoutes } from './provider-sign-in-route.ts'
import { makeRegistryRoutes } from './registry-route.ts'
import { reportRoutes } from './report-route.ts'
import type { RouteParts } from './route-part.ts'
import type { Route } from './route.ts'
import { sessionRoutes } from './session-route.ts'
import { taskRoutes } from './task-route.ts'
import { watchRoutes } from './watch-route.ts'
import { makeWebhookRoutes } from './webhook-route.ts'
import { makeWelcomeRoutes } from './welcome-route.ts'

/** Every route of the service. Append in the row of your resource. */
export function makeRoutes(parts: RouteParts): readonly Route[] {
  return [
    ...sessionRoutes,
    ...makeWelcomeRoutes(parts),
    ...makePhoneCodeRoutes(parts),
    ...makeProviderSignInRoutes(parts),
    ...ownAccountRoutes,
    ...ownDataRoutes,
    ...accessTokenRoutes,
    ...accountRoutes,
    ...auditRoutes,
    ...makeHealthRoutes(parts),
    ...matterRoutes,
    ...matterExportRoutes,
    ...taskRoutes,
    ...watchRoutes,
    ...overviewRoutes,
    ...makeMapRoutes(parts),
    ...notificationRoutes,
    ...makeWebhookRoutes(parts),
    ...makeConnectorRoutes(parts),
    ...deliveryRoutes,
    ...makeOpen311Routes(parts),
    ...open311MappingRoutes,
    ...areaRoutes,
    ...officeRoutes,
    ...personRoutes,
    ...itemRoutes,
    ...makeRegistryRoutes(parts),
    ...makeDistrictRoutes(parts),
    ...packRoutes,
    ...calendarRoutes,
    ...ledgerRoutes,
    ...documentRoutes,
    ...makeEvidenceRoutes(parts),
    ...followRoutes,
    ...reportRoutes,
    ...makeFeedRoutes(parts),
  ]
}
