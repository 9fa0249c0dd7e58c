import { AppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { RateRule } from '@duibiao/store'

/** Counts requests of this process, by address or account. Limits that must hold across processes are the store's. */
export interface RequestRate {
  /** Counts one. @throws AppError `requests_too_many` when it is over the limit */
  count(key: string, now: Instant): void
  /** Whether a key is over its limit, without counting. @throws AppError `requests_too_many` */
  check(key: string, now: Instant): void
}

interface Period {
  readonly beganAt: number
  count: number
}

/** Keys kept at most; beyond them the oldest are forgotten, so that many addresses cannot fill the memory. */
const mostKeys = 50_000

/** A limit that begins anew after each period. */
export function makeRequestRate({ limit, period }: RateRule, most: number = mostKeys): RequestRate {
  const periods = new Map<string, Period>()
  function find(key: string, now: Instant): Period | undefined {
    const found = periods.get(key)
    return found !== undefined && now - found.beganAt < period && now >= found.beganAt ? found : undefined
  }
  function refuse({ beganAt }: Period, now: Instant): never {
    throw new AppError('requests_too_many', { seconds: Math.ceil((beganAt + period - now) / 1000) })
  }
  return {
    check(key, now) {
      const found = find(key, now)
      if (found !== undefined && found.count >= limit) refuse(found, now)
    },
    count(key, now) {
      const found = find(key, now)
      if (found === undefined) {
        periods.delete(key)
        periods.set(key, { beganAt: now, count: 1 })
        const [oldest] = periods.size > most ? periods.keys() : []
        if (oldest !== undefined) periods.delete(oldest)
        return
      }
      found.count += 1
      if (found.count > limit) refuse(found, now)
    },
  }
}
