import { createHash, timingSafeEqual } from 'node:crypto'
import { isAppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Operation } from '@duibiao/contract'
import ipaddr from 'ipaddr.js'
import type { Credentials, Identified } from './identity.ts'
import type { Limits } from './limit.ts'
import { makeRequestRate } from './request-rate.ts'
import type { Tenant } from './tenant.ts'

/** What requests are let in by. */
export interface AdmissionParts {
  readonly authenticate: (credentials: Credentials) => Promise<Identified>
  readonly limits: Limits
  readonly metricsToken: string | undefined
  /** Whose the requests are that show nothing. */
  readonly home: Tenant
  readonly now: () => Instant
}

/**
 * Finds who asks, within the limits of requests: of an address while nobody is signed in, of an account from then on, so that
 * an office behind one address is not shut out by one of its machines.
 * @throws AppError `requests_too_many`, and as `authenticate`
 */
export function makeAdmission(parts: AdmissionParts): ApplicationAdmission {
  const { authenticate, limits, metricsToken, home, now } = parts
  const anonymous = makeRequestRate(limits.ofAddress)
  const refused = makeRequestRate(limits.ofAddress)
  const signedIn = makeRequestRate(limits.ofAccount)
  return async (credentials, { id }) => {
    // Who watches over the service asks every second, and must be answered when all others are not.
    if (id.startsWith('health.')) return { caller: { kind: 'anonymous' }, tenant: home }
    const { address } = credentials
    if (id === 'metrics.read' && isMonitor(credentials, metricsToken)) {
      return { caller: { kind: 'anonymous', isMonitor: true }, tenant: home }
    }
    // Whoever shows what opens nothing is counted apart, and is not looked up any more once over the limit.
    refused.check(address, now())
    const identified = await authenticate(credentials).catch((error: unknown) => {
      if (isAppError(error, 'session_missing')) refused.count(address, now())
      throw error
    })
    const { caller, tenant } = identified
    if (caller.kind === 'anonymous') anonymous.count(address, now())
    else signedIn.count(`${tenant.district}:${caller.account}`, now())
    return identified
  }
}

type ApplicationAdmission = (credentials: Credentials, operation: Operation) => Promise<Identified>

/** Shows the token; or, where none is set, asks on this machine and not through a proxy. */
function isMonitor({ bearer, address, isForwarded }: Credentials, token: string | undefined): boolean {
  if (token === undefined) return isForwarded !== true && isLoopback(address)
  return bearer !== undefined && timingSafeEqual(digest(bearer), digest(token))
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}
