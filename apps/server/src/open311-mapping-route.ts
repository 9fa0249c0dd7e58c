import { AppError } from '@duibiao/base'
import { keepOpen311Mapping, listOpen311Mappings, removeOpen311Mapping } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { FieldFault } from './asking.ts'
import { changeAudited } from './audit.ts'
import { findMappingFaults } from './open311-mapping-check.ts'
import { readServices } from './open311-service.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** What the kinds of Open311 requests become: administrators say it, and every change is audited. */
export const open311MappingRoutes: readonly Route[] = [
  route(listOpen311Mappings, async ({ tenant }) => {
    const services = await readServices(tenant)
    const rows = services.map(({ code, pack, category, isPublic, shows, body }) => ({
      service_code: code,
      pack,
      ...(category !== undefined && { category }),
      is_public: isPublic,
      shows,
      body,
    }))
    return { value: { rows } }
  }),
  route(keepOpen311Mapping, async (asking) => {
    const { tenant, params, body: given, language } = asking
    const { pack, category, is_public: isPublic, shows, body } = given
    const faults = findMappingFaults(tenant, { pack: tenant.packs.newest(pack), body, language })
    if (faults.length > 0) throw new FieldFault(faults)
    await changeAudited(asking, async (transaction) => {
      await store.keepOpen311Service(transaction, tenant.district, {
        code: params.service,
        pack,
        category,
        isPublic,
        shows,
        body: JSON.stringify(body),
        now: tenant.now(),
      })
      const detail = { pack, is_public: isPublic, shows }
      return { value: undefined, act: { kind: 'open311.changed', subject: params.service, detail } }
    })
    return { value: undefined }
  }),
  route(removeOpen311Mapping, async (asking) => {
    const { tenant, params } = asking
    await changeAudited(asking, async (transaction) => {
      if (!(await store.removeOpen311Service(transaction, tenant.district, params.service)))
        throw new AppError('resource_missing')
      return { value: undefined, act: { kind: 'open311.changed', subject: params.service } }
    })
    return { value: undefined }
  }),
]
