import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { readPack } from '@duibiao/packfile'
import {
  makeApplication,
  makeFeedRoutes,
  makeGate,
  makeSearchRoutes,
  makeSecretBox,
  matterRoutes,
  openTenant,
  permit,
  requestLimits,
  signInRule,
  taskRoutes,
  watchLoop,
} from '@duibiao/server'
import type { Caller, Route, Tenant } from '@duibiao/server'
import { enterDistrict, makeScheduler, openDatabase, openPostgres } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { startPostgresServer } from '@duibiao/testkit'
import { pino } from 'pino'

/** A district of the hotline on a PostgreSQL server of its own, asked through the routes of the service. */
export interface ServiceSite {
  /** URL of the database, as its owner. */
  readonly url: string
  readonly tenant: Tenant
  readonly database: Database
  readonly clock: { now: Instant }
  /** Asks without a socket. @param who name of a person of `callerOf` */
  readonly ask: (who: string, request: Asked) => Promise<{ readonly status: number; readonly body: string }>
  /** Takes requests over a socket of the loopback interface. @returns the address */
  readonly listen: () => Promise<string>
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

/** @param more routes beside those of matters, tasks, search and feed */
export async function openServiceSite(more: readonly Route[] = []): Promise<ServiceSite> {
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
  const { application, stop } = await openRoutes(tenant, more)
  let address: Promise<string> | undefined
  return {
    url: server.url,
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
    listen: () => (address ??= application.listen({ host: '127.0.0.1', port: 0 })),
    asOwner: (script) => owner.runScript(script),
    async close() {
      await stop()
      await tenant.engine.drain()
      await owner.close()
      await database.close()
      await server.stop()
    },
  }
}

/** The routes that are measured, with the gate of the service, and whoever shows a name let in as this. */
async function openRoutes(
  tenant: Tenant,
  more: readonly Route[],
): Promise<{
  readonly application: Awaited<ReturnType<typeof makeApplication>>
  readonly stop: () => Promise<void>
}> {
  const closing = new AbortController()
  const loop = watchLoop()
  const gate = makeGate(requestLimits.requestsAtOnce, loop)
  const looking = setInterval(() => gate.look(), 1_000)
  const feed = makeFeedRoutes({
    scheduler: makeScheduler(() => instantOf(Date.now())),
    closing: closing.signal,
    findOpen: async (sessions) => new Set(sessions),
  })
  const search = makeSearchRoutes({ config: { data: fileURLToPath(new URL('./', import.meta.url)) } })
  const routes = [...matterRoutes, ...taskRoutes, ...search, ...feed, ...more]
  const application = await makeApplication({
    operations: routes.map(({ operation }) => operation),
    routes,
    authenticate: async ({ bearer }) => ({ caller: callerOf(bearer ?? ''), tenant }),
    permit,
    enter: ({ answer }) => (answer.kind === 'events' ? gate.attend() : gate.enter()),
    observe: () => {},
    limits: requestLimits,
    logger: pino({ level: 'silent' }),
    makeRequestId: () => 'bench',
  })
  return {
    application,
    async stop() {
      closing.abort()
      clearInterval(looking)
      loop.stop()
      await application.close()
    },
  }
}

/** `district` and names that begin so see everything; any other name is a handler of the office of that name. */
function callerOf(who: string): Caller {
  const [role, office]: readonly [Role, string] = who.startsWith('district')
    ? ['district_dispatcher', 'hotline']
    : ['department_handler', who]
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
