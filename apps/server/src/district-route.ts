import { AppError, parseDistrictId } from '@duibiao/base'
import { changeDistrict, enterDistrict, listDistricts } from '@duibiao/contract'
import type { DistrictLine } from '@duibiao/contract'
import { addDistrict, changeDistrict as changeStored, findDistrict, readDistricts } from '@duibiao/store'
import type { District } from '@duibiao/store'
import type { Static } from 'typebox'
import { recordAudit } from './audit.ts'
import { defined } from './defined.ts'
import { calendarId } from './known-calendar.ts'
import type { RouteParts } from './route-part.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/**
 * Districts of the installation. The one of the settings runs it: its administrator enters others and corrects them. Every
 * other sees and changes itself alone.
 */
export function makeDistrictRoutes({
  config,
  tenants,
}: {
  readonly config: Pick<RouteParts['config'], 'district'>
  readonly tenants: RouteParts['tenants']
}): readonly Route[] {
  return [
    route(listDistricts, async ({ tenant }) => {
      const all = await readDistricts(tenant.database)
      const isHome = tenant.district === config.district
      return { value: { rows: all.filter((one) => isHome || one.district === tenant.district).map(lineOf) } }
    }),
    route(enterDistrict, async (asking) => {
      const { tenant, body } = asking
      if (tenant.district !== config.district) throw new AppError('permission_missing')
      const { code, name, name_en: nameEn } = body
      const given = { code, name, ...defined({ nameEn }) }
      const district = await addDistrict(tenant.database, given)
      const detail = { district, code }
      await recordAudit(asking, { kind: 'settings.changed', subject: `district ${district}`, detail })
      return { value: lineOf({ district, ...given }) }
    }),
    route(changeDistrict, async (asking) => {
      const { tenant, params, body } = asking
      const district = parseDistrictId(params.district)
      if (tenant.district !== config.district && tenant.district !== district)
        throw new AppError('resource_missing')
      const { code, name, name_en: nameEn } = body
      await changeStored(tenant.database, { district, ...defined({ code, name, nameEn }) })
      const changed = await findDistrict(tenant.database, district)
      if (changed === undefined) throw new AppError('resource_missing')
      const detail = { district, ...defined({ code, name, name_en: nameEn }) }
      await recordAudit(asking, { kind: 'settings.changed', subject: `district ${district}`, detail })
      await tenants.get(district)?.reloadDistrict()
      return { value: lineOf(changed) }
    }),
  ]
}

function lineOf({ district, code, name, nameEn = name }: District): Static<typeof DistrictLine> {
  return { district, code, name: { zh: name, en: nameEn }, time_zone: 'Asia/Shanghai', calendar: calendarId }
}
