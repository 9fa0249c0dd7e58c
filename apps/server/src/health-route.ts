import { AppError } from '@duibiao/base'
import { describeInterface, readLiveness, readMetrics, readReadiness } from '@duibiao/contract'
import type { Caller } from './caller.ts'
import type { RouteParts } from './route-part.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** What those ask who run the installation, and the description of the interface. */
export function makeHealthRoutes({ checkHealth, version, metrics, describe }: RouteParts): readonly Route[] {
  return [
    route(readLiveness, async () => ({ value: { status: 'live' as const } })),
    route(readReadiness, async () => {
      const { status, checks } = await checkHealth()
      if (status === 'unready') {
        const bad = checks.filter((check) => check.status === 'bad')
        const named = bad.map(({ name, detail }) => (detail === undefined ? name : `${name} (${detail})`))
        throw new AppError('service_unready', { checks: named.join(', '), seconds: 5 })
      }
      return { value: { status, version, checks: [...checks] } }
    }),
    route(readMetrics, async ({ caller }) => {
      requireMonitor(caller)
      return { value: Buffer.from(await metrics.write()) }
    }),
    route(describeInterface, async () => ({ value: { ...describe() } })),
  ]
}

/** The policy has let administrators in already; others who ask without a session must be the monitor. */
function requireMonitor(caller: Caller): void {
  if (caller.kind === 'anonymous' && caller.isMonitor !== true) throw new AppError('session_missing')
}
