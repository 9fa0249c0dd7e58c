import { AppError, formatInstant } from '@duibiao/base'
import { keepView, listViews, removeView, unwatchMatter, watchMatter } from '@duibiao/contract'
import {
  keepSavedView,
  listSavedViews,
  mostSavedViews,
  removeSavedView,
  unwatchMatter as unwatchStored,
  watchMatter as watchStored,
} from '@duibiao/store'
import { accessMatter, matterIdIn } from './matter-access.ts'
import { watcherOf } from './matter-query.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** What people follow, and the views they keep: their own, and shown to nobody else. */
export const watchRoutes: readonly Route[] = [
  route(watchMatter, async ({ tenant, caller, params }) => {
    const { database, district } = tenant
    const { found } = await accessMatter(tenant, caller, params.matter)
    const watching = { person: watcherOf(caller), matter: found.matter, now: tenant.now() }
    await watchStored(database, district, watching)
    return { value: undefined }
  }),
  route(unwatchMatter, async ({ tenant, caller, params }) => {
    // Also of what one may not see any more; of what one never followed no more is said than by reading it.
    const watching = { person: watcherOf(caller), matter: matterIdIn(params.matter) }
    const wasWatched = await unwatchStored(tenant.database, tenant.district, watching)
    if (!wasWatched) await accessMatter(tenant, caller, params.matter)
    return { value: undefined }
  }),
  route(listViews, async ({ tenant, caller }) => {
    const views = await listSavedViews(tenant.database, tenant.district, watcherOf(caller))
    const rows = views.map(({ keptAt, ...view }) => ({ ...view, kept_at: formatInstant(keptAt) }))
    return { value: { rows } }
  }),
  route(keepView, async ({ tenant, caller, params, body }) => {
    const view = { ...body, view: params.view, person: watcherOf(caller), keptAt: tenant.now() }
    const isKept = await keepSavedView(tenant.database, tenant.district, view)
    if (!isKept) throw new AppError('views_too_many', { most: mostSavedViews })
    return { value: undefined }
  }),
  route(removeView, async ({ tenant, caller, params }) => {
    const view = { person: watcherOf(caller), view: params.view }
    await removeSavedView(tenant.database, tenant.district, view)
    return { value: undefined }
  }),
]
