import { AppError, formatInstant } from '@duibiao/base'
import {
  answerService,
  dropDeliveries,
  dropOutbox,
  listDeliveries,
  listOutbox,
  readDelivery,
  resendDeliveries,
  resendOutbox,
} from '@duibiao/contract'
import type { Effect } from '@duibiao/kernel'
import * as store from '@duibiao/store'
import { changeAudited, recordAudit } from './audit.ts'
import { requestOf } from './delivery-request.ts'
import { matterIdIn } from './matter-access.ts'
import { valuesOf } from './matter-act.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { answerCall } from './service-call.ts'
import { requirePerson } from './session-route.ts'

/** What is on its way out, what was given up, and the answers of services. */
export const deliveryRoutes: readonly Route[] = [
  route(listDeliveries, async ({ tenant, query }) => {
    const { state = 'dead', receiver, matter, after, limit = 50 } = query
    const found = await store.listDeliveries(tenant.database, tenant.district, {
      state,
      limit,
      ...(receiver !== undefined && { receiver }),
      ...(matter !== undefined && { matter: matterIdIn(matter) }),
      ...(after !== undefined && { after }),
    })
    const last = found.length === limit ? found.at(-1) : undefined
    return { value: { rows: found.map(deliveryRow), ...(last !== undefined && { next: last.id }) } }
  }),
  route(readDelivery, async ({ tenant, params }) => {
    const found = await store.findDelivery(tenant.database, tenant.district, params.delivery)
    if (found === undefined) throw new AppError('resource_missing')
    const isAwaited = found.token !== undefined && found.answeredAt === undefined
    const request = await requestOf(tenant, found)
    return { value: { ...deliveryRow(found), request, awaits_answer: isAwaited } }
  }),
  route(dropDeliveries, async (asking) => {
    const { deliveries, reason } = asking.body
    const count = await changeAudited(asking, async (transaction) => {
      const dropped = await store.dropDeliveries(transaction, asking.tenant.district, deliveries)
      const detail = {
        reason,
        count: dropped.length,
        receivers: [...new Set(dropped.map(({ kind, receiver }) => `${kind} ${receiver}`))],
        matters: [...new Set(dropped.map(({ matter }) => matter))],
      }
      return { value: dropped.length, act: { kind: 'delivery.dropped', detail } }
    })
    return { value: { count } }
  }),
  route(resendDeliveries, async (asking) => {
    const { tenant, body } = asking
    const { database, district, now } = tenant
    const count = await store.resendDeliveries(database, district, { ids: body.deliveries, now: now() })
    await recordAudit(asking, { kind: 'delivery.resent', detail: { count } })
    return { value: { count } }
  }),
  route(listOutbox, async ({ tenant, query }) => {
    const { is_dead: dead = false, limit = 50 } = query
    const lines = await store.listOutbox(tenant.database, tenant.district, { dead, limit })
    return { value: { rows: lines.map(outboxRow) } }
  }),
  route(resendOutbox, async (asking) => {
    const { tenant, body } = asking
    const matter = matterIdIn(body.matter)
    const now = tenant.now()
    const count = await store.resend(tenant.database, tenant.district, { matter, now })
    await recordAudit(asking, { kind: 'delivery.resent', subject: matter, detail: { count } })
    return { value: { count } }
  }),
  route(dropOutbox, async (asking) => {
    const { matter, seq, number, reason } = asking.body
    await changeAudited(asking, async (transaction) => {
      const place = { matter: matterIdIn(matter), seq, number }
      const effect = await store.dropDeadLetter(transaction, asking.tenant.district, place)
      if (effect === undefined) throw new AppError('resource_missing')
      const detail = { reason, seq, number, effect: effect.kind, name: nameOf(effect) ?? '' }
      return { value: undefined, act: { kind: 'delivery.dropped', subject: matter, detail } }
    })
    return { value: undefined }
  }),
  route(answerService, async ({ tenant, caller, params, body }) => {
    const { database, district } = tenant
    const { account } = requirePerson(caller)
    const call = await store.findDelivery(database, district, params.call)
    const [connector] =
      call?.kind === 'connector'
        ? await store.listConnectors(database, district, { service: call.receiver })
        : []
    // Of a call that another account has to answer it is not told that there is one.
    if (call === undefined || connector === undefined || (connector.account ?? account) !== account)
      throw new AppError('resource_missing')
    const { variables, error } = body
    const isTaken = await answerCall(tenant, call, {
      ...(variables !== undefined && { variables: valuesOf(variables) }),
      ...(error !== undefined && { error }),
    })
    if (!isTaken) throw new AppError('call_over')
    return { value: undefined }
  }),
]

function deliveryRow({ id, kind, receiver, matter, attempts, ...rest }: store.Delivery) {
  const { createdAt, dueAt, lastError, deliveredAt, answeredAt, deadAt } = rest
  return {
    delivery: id,
    kind,
    receiver,
    matter,
    created_at: formatInstant(createdAt),
    due_at: formatInstant(dueAt),
    attempts,
    ...(lastError !== undefined && { last_error: lastError }),
    ...(deliveredAt !== undefined && { delivered_at: formatInstant(deliveredAt) }),
    ...(answeredAt !== undefined && { answered_at: formatInstant(answeredAt) }),
    ...(deadAt !== undefined && { dead_at: formatInstant(deadAt) }),
  }
}

function outboxRow({ matter, seq, number, effect, attempts, ...rest }: store.OutboxLine) {
  const { createdAt, dueAt, lastError, deadAt } = rest
  const name = nameOf(effect)
  return {
    matter,
    seq,
    number,
    kind: effect.kind,
    ...(name !== undefined && { name }),
    created_at: formatInstant(createdAt),
    due_at: formatInstant(dueAt),
    attempts,
    ...(lastError !== undefined && { last_error: lastError }),
    ...(deadAt !== undefined && { dead_at: formatInstant(deadAt) }),
  }
}

function nameOf(effect: Effect): string | undefined {
  switch (effect.kind) {
    case 'message':
    case 'signal':
      return effect.name
    case 'call_service':
      return effect.service
    case 'notify':
      return undefined
  }
}
