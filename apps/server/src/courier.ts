import { listReceivers, retryRule, takeDeliveries } from '@duibiao/store'
import type { Receiver } from '@duibiao/store'
import { attemptDelivery, findEndpoint } from './delivery-attempt.ts'
import type { AttemptParts } from './delivery-attempt.ts'

/** How much is under way at once. */
export interface LaneRule {
  /** Receivers served at once. */
  readonly most: number
  /** Deliveries to one receiver at once. */
  readonly atOnce: number
  /** Taken at a time. */
  readonly batch: number
  /** After which what a process had taken that died is taken by another, milliseconds. */
  readonly lease: number
}

const laneRule: LaneRule = { most: 50, atOnce: 4, batch: 20, lease: 300_000 }

/** What a courier works with. */
export interface CourierParts extends Omit<AttemptParts, 'rule'> {
  /** Told of what keeps a lane from its work, such as a database that is away. */
  readonly onFault: (error: unknown) => void
  readonly rule?: AttemptParts['rule']
  readonly lanes?: LaneRule
}

/** Brings deliveries to their receivers. Each receiver has a lane of its own: a slow one keeps nobody else waiting. */
export interface Courier {
  /** Begins to serve every receiver for whom something is due and who is not being served; does not wait for them. */
  readonly poll: (isStopped?: () => boolean) => Promise<void>
  /** Waits until no lane is under way. */
  readonly settle: () => Promise<void>
}

export function makeCourier(given: CourierParts): Courier {
  const { tenant, lanes = laneRule, onFault } = given
  const parts = { ...given, rule: given.rule ?? retryRule }
  const busy = new Map<string, Promise<void>>()
  return {
    async poll(isStopped = () => false) {
      const { database, district, now } = tenant
      for (const receiver of await listReceivers(database, district, { now: now() })) {
        const key = `${receiver.kind}:${receiver.receiver}`
        if (busy.has(key) || busy.size >= lanes.most || isStopped()) continue
        const lane = serve(parts, receiver, { lanes, isStopped })
          .catch(onFault)
          .finally(() => busy.delete(key))
        busy.set(key, lane)
      }
    },
    async settle() {
      while (busy.size > 0) await Promise.all(busy.values())
    },
  }
}

interface Lane {
  readonly lanes: LaneRule
  readonly isStopped: () => boolean
}

/** Serves one receiver until nothing is due for it. */
async function serve(parts: AttemptParts, receiver: Receiver, { lanes, isStopped }: Lane): Promise<void> {
  const { database, district, now } = parts.tenant
  const { batch: limit, lease, atOnce } = lanes
  while (!isStopped()) {
    const taken = await takeDeliveries(database, district, { ...receiver, now: now(), limit, lease })
    if (taken.length === 0) return
    const endpoint = await findEndpoint(parts.tenant, receiver)
    const queue = taken.values()
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        // What was taken and not tried is another's when its lease is over: the end of the service waits for nobody's answer twice.
        for (const delivery of queue) {
          if (isStopped()) return
          await attemptDelivery(parts, delivery, endpoint)
        }
      }),
    )
  }
}
