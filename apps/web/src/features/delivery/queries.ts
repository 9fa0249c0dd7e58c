import type { AnswerOf, readDelivery, readDraftModel } from '@duibiao/contract'
import { useAsk, useForget } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type DeliveryLine = RowOf<'delivery.list'>
export type Webhook = RowOf<'webhook.list'>
export type Connector = RowOf<'connector.list'>
export type Delivery = AnswerOf<typeof readDelivery>
export type DraftModel = AnswerOf<typeof readDraftModel>

/** How what leaves the district stands; asked again each half minute, for the numbers in the navigation. */
export function useDeliveryCounts() {
  return useAsk('delivery.count', {}, { every: 30_000 })
}

/** What was given up and waits for somebody. */
export function useDeadCount(): number | undefined {
  const { data } = useDeliveryCounts()
  return data && data.dead_deliveries + data.dead_effects
}

/** Jobs that fail, and timers that were set aside. */
export function useFailingCount(): number | undefined {
  const { data } = useDeliveryCounts()
  return data && data.failing_jobs + data.incidents
}

/** Webhooks and connectors by what deliveries call them. */
export function useReceiverNames(): ReadonlyMap<string, string> {
  const webhooks = useAsk('webhook.list', {}, { staysFor: 60_000 })
  return new Map(webhooks.data?.rows.map(({ webhook, name }) => [webhook, name]))
}

/** Everything that shows what leaves the district is old from now on. */
export function useDeliveriesChanged(): () => Promise<void> {
  const forget = useForget()
  return () => forget('delivery.list', 'delivery.read', 'delivery.count', 'outbox.list')
}
