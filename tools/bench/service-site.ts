import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { readPack } from '@duibiao/packfile'
import {
  makeApplication,
  makeSecretBox,
  matterRoutes,
  openTenant,
  permit,
  requestLimits,
  signInRule,
  taskRoutes,
} from '@duibiao/server'
import type { Caller, Tenant } from '@duibiao/server'
import { enterDistrict, openDatabase, openPostgres } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { startPostgresServer } from '@duibiao/testkit'
import { pino } from 'pino'

/** How many offices share the work. */
export const officeCount = 40

/** A district of the hotline on a PostgreSQL server of its own, asked through the routes of the service. */
export interface ServiceSite {
  readonly tenant: Tenant
  readonly database: Database
  readonly clock: { now: Instant }
  /** Asks without a socket. @param who name of a person of `callerOf` */
  readonly ask: (who: string, request: Asked) => Promise<{ readonly status: number; readonly body: string }>
  /** Runs a script past the grants of the application. */
  readonly asOwner: (script: string) => Promise<void>
  readonly close: () => Promise<void>
}

export interface Asked {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body?: object
  readonly key?: string
}

export async function openServiceSite(): Promise<ServiceSite> {
  const district = parseDistrictId(1)
  const clock = { now: instantOf(Date.UTC(2026, 2, 2, 1)) }
  const server = await startPostgresServer()
  const database = await openDatabase({ url: server.url, connections: 16, statementTimeout: 600_000 })
  const owner = await openPostgres({ url: server.url, connections: 1, statementTimeout: 0 })
  await enterDistrict(database, { district, code: '110101', name: '样例区' })
  const { pack } = readPack(fileURLToPath(new URL('../../packs/hotline', import.meta.url)))
  if (pack === undefined) throw new Error('the pack has faults')
  const tenant = await openTenant({
    database,
    district,
    now: () => clock.now,
    random: (length) => new Uint8Array(randomBytes(length)),
    secrets: makeSecretBox(new Uint8Array(32)),
    signIn: signInRule,
    firstPacks: () => [pack],
  })
  const routes = [...matterRoutes, ...taskRoutes]
  const application = await makeApplication({
    operations: routes.map(({ operation }) => operation),
    routes,
    authenticate: async ({ bearer }) => ({ caller: callerOf(bearer ?? ''), tenant }),
    permit,
    observe: () => {},
    limits: requestLimits,
    logger: pino({ level: 'silent' }),
    makeRequestId: () => 'bench',
  })
  return {
    tenant,
    database,
    clock,
    async ask(who, { method, url, body, key }) {
      const answer = await application.inject({
        method,
        url,
        headers: { authorization: `Bearer ${who}`, ...(key !== undefined && { 'idempotency-key': key }) },
        ...(body !== undefined && { payload: body }),
      })
      return { status: answer.statusCode, body: answer.body }
    },
    asOwner: (script) => owner.runScript(script),
    async close() {
      await application.close()
      await tenant.engine.drain()
      await owner.close()
      await database.close()
      await server.stop()
    },
  }
}

/** `district` sees everything; any other name is a handler of the office of that name. */
function callerOf(who: string): Caller {
  const [role, office]: readonly [Role, string] =
    who === 'district' ? ['district_dispatcher', 'hotline'] : ['department_handler', who]
  return {
    kind: 'person',
    person: who,
    name: who,
    account: who,
    accountName: who,
    session: who,
    roles: [],
    posts: [{ post: who, name: who, role, office, officeName: office, offices: [office], grids: [] }],
  }
}
