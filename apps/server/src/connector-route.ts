import { AppError, formatInstant } from '@duibiao/base'
import { keepConnector, listConnectors, removeConnector } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { changeAudited } from './audit.ts'
import { connectorPurpose } from './delivery-attempt.ts'
import { actOf, oldSecretLine, overlapOf, ruleFor } from './outbound-change.ts'
import type { OutboundParts } from './outbound-change.ts'
import { resolveTarget } from './outbound-target.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requireFresh } from './session-route.ts'
import { makeWebhookSecret } from './webhook-signature.ts'

/** What answers the services that procedures call. Every change is audited and asks for a fresh proof of who one is. */
export function makeConnectorRoutes({ config }: OutboundParts): readonly Route[] {
  const ruleOf = ruleFor(config)
  return [
    route(listConnectors, async ({ tenant }) => {
      const rows = await store.listConnectors(tenant.database, tenant.district)
      return { value: { rows: rows.map(connectorRow) } }
    }),
    route(keepConnector, async (asking) => {
      const { tenant, caller, params, body } = asking
      const now = tenant.now()
      requireFresh(caller, now)
      const { address, account } = body
      if (address !== undefined) await resolveTarget(address, ruleOf(tenant))
      if (account !== undefined) await requireAccount(asking, account)
      const { service } = params
      const secret = (await needsSecret(asking)) ? makeWebhookSecret(tenant.random) : undefined
      const { overlap_hours: hours, ...said } = body
      const overlap = overlapOf(tenant, hours)
      const wish = {
        service,
        now,
        ...(address !== undefined && { address }),
        ...(account !== undefined && { account }),
        ...(secret !== undefined && {
          renewed: {
            secret: tenant.secrets.seal(secret, connectorPurpose(service)),
            ...overlap,
          },
        }),
      }
      await changeAudited(asking, async (transaction) => {
        await store.keepConnector(transaction, tenant.district, wish)
        return { value: undefined, act: actOf('connector.kept', service, said) }
      })
      return { value: secret === undefined ? {} : { secret } }
    }),
    route(removeConnector, async (asking) => {
      const { tenant, caller, params } = asking
      requireFresh(caller, tenant.now())
      await changeAudited(asking, async (transaction) => {
        if (!(await store.removeConnector(transaction, tenant.district, params.service)))
          throw new AppError('resource_missing')
        return { value: undefined, act: actOf('connector.removed', params.service, {}) }
      })
      return { value: undefined }
    }),
  ]
}

type Keeping = Asking<typeof keepConnector>

/** A system with an address has a secret; it keeps the one it has unless another is wished for. */
async function needsSecret({ tenant, params, body }: Keeping): Promise<boolean> {
  if (body.address === undefined) return false
  const { service } = params
  const [present] = await store.listConnectors(tenant.database, tenant.district, { service })
  return present?.kind !== 'http' || body.renews_secret === true
}

async function requireAccount({ tenant }: Keeping, id: string): Promise<void> {
  const found = await store.findAccount(tenant.database, tenant.district, { id })
  if (found === undefined) throw new AppError('resource_missing')
}

function connectorRow(connector: store.Connector) {
  const { service, kind, account, createdAt, changedAt } = connector
  return {
    service,
    kind,
    ...(connector.kind === 'http' && { address: connector.address, ...oldSecretLine(connector.oldSecret) }),
    ...(account !== undefined && { account }),
    created_at: formatInstant(createdAt),
    changed_at: formatInstant(changedAt),
  }
}
