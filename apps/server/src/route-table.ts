import { makeHealthRoutes } from './health-route.ts'
import type { RouteParts } from './route-part.ts'
import type { Route } from './route.ts'
import { sessionRoutes } from './session-route.ts'

/** Every route of the service. Append in the row of your resource. */
export function makeRoutes(parts: RouteParts): readonly Route[] {
  return [
    ...sessionRoutes,
    ...makeHealthRoutes(parts),
    //
  ]
}
