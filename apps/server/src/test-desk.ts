import { randomBytes } from 'node:crypto'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { makeClient } from '@duibiao/contract'
import type { Client, Role, WireRequest } from '@duibiao/contract'
import type { Pack } from '@duibiao/packfile'
import { enterDistrict } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { makeApplication } from './application.ts'
import type { Caller, HeldPost } from './caller.ts'
import { requestLimits } from './limit.ts'
import { matterPartRoutes } from './matter-part.ts'
import { matterRoutes } from './matter-route.ts'
import { permit } from './permit.ts'
import type { Route } from './route.ts'
import { makeSecretBox } from './secret-box.ts'
import { signInRule } from './sign-in-rule.ts'
import { taskRoutes } from './task-route.ts'
import { openTenant } from './tenant.ts'
import type { Tenant } from './tenant.ts'

const district = parseDistrictId(1)

/** What is injected takes bytes as a buffer only. */
export function payloadOf(body: NonNullable<WireRequest['body']>): string | Buffer {
  return typeof body === 'string' ? body : Buffer.from(body)
}

function aPost(role: Role, office: string): HeldPost {
  return {
    post: `${office}-${role}`,
    name: role,
    role,
    office,
    officeName: office,
    offices: [office],
    grids: [],
  }
}

function aCaller(person: string, given: Partial<Extract<Caller, { kind: 'person' }>>): Caller {
  const base = {
    kind: 'person',
    person,
    name: person,
    account: `account-${person}`,
    accountName: person,
  } as const
  return { ...base, session: 's', posts: [], roles: [], ...given }
}

const never = instantOf(Date.UTC(2100, 0, 1))

const people = {
  clerk: aCaller('zhou', { posts: [aPost('district_dispatcher', 'hotline')] }),
  street: aCaller('lu', { posts: [{ ...aPost('street_dispatcher', 'street'), area: 'street-1' }] }),
  handler: aCaller('wu', { posts: [aPost('department_handler', 'water')] }),
  colleague: aCaller('sun', { posts: [aPost('department_handler', 'water')] }),
  stranger: aCaller('qian', { posts: [aPost('department_handler', 'parks')] }),
  head: aCaller('chen', { posts: [aPost('department_head', 'water')] }),
  official: aCaller('jin', { posts: [aPost('department_handler', 'GOV')] }),
  supervisor: aCaller('gao', { posts: [aPost('supervision_officer', 'supervision')] }),
  leader: aCaller('liu', { posts: [aPost('leader', 'government')] }),
  /** Leaders who proved a moment ago who they are; one of them writes recipes too. */
  mayor: aCaller('ma', { posts: [aPost('leader', 'government')], confirmedUntil: never }),
  secretary: aCaller('bai', {
    posts: [aPost('leader', 'government')],
    roles: ['analyst'],
    confirmedUntil: never,
  }),
  analyst: aCaller('feng', { roles: ['analyst'] }),
  resident: aCaller('li', { roles: ['resident'] }),
  neighbour: aCaller('hua', { roles: ['resident'] }),
  administrator: aCaller('ding', {
    roles: ['administrator'],
    confirmedUntil: never,
  }),
  /** Another system, by an access token that may answer services and do nothing else. */
  register: aCaller('register', { roles: ['administrator'], scopes: ['service.answer'] }),
  /** Two hats: an analyst of the district, and a handler of an office that has nothing to do with water. */
  both: aCaller('han', { posts: [aPost('department_handler', 'parks')], roles: ['analyst'] }),
  auditor: aCaller('shen', { roles: ['auditor'] }),
  nobody: { kind: 'anonymous' },
} as const satisfies { readonly [name: string]: Caller }
/** Whoever asks at the desk: one person of each kind, without signing in. */
export type DeskPerson = keyof typeof people

/** The routes of matters on a database of a test, asked by the people above. */
export interface TestDesk {
  readonly tenant: Tenant
  readonly as: (name: DeskPerson) => Client
  /** For what no client asks for: files, tags, addresses that are none. */
  readonly application: FastifyInstance
  readonly close: () => Promise<void>
}

export async function openTestDesk({
  database,
  now,
  packs,
  routes = [],
}: {
  readonly database: Database
  readonly now: () => Instant
  readonly packs: readonly Pack[]
  /** Beside those of matters and tasks. */
  readonly routes?: readonly Route[]
}): Promise<TestDesk> {
  await enterDistrict(database, { district, code: '110001', name: '样例区' })
  const tenant = await openTenant({
    database,
    district,
    now,
    random: (length) => new Uint8Array(randomBytes(length)),
    secrets: makeSecretBox(new Uint8Array(32)),
    signIn: signInRule,
    firstPacks: () => packs,
  })
  const served = [...matterRoutes, ...matterPartRoutes, ...taskRoutes, ...routes]
  const application = await makeApplication({
    operations: served.map(({ operation }) => operation),
    routes: served,
    authenticate: async ({ bearer }) => ({ caller: callerOf(bearer), tenant }),
    permit,
    observe: () => {},
    limits: requestLimits,
    logger: pino({ level: 'silent' }),
    makeRequestId: () => 'r-1',
  })
  function as(name: DeskPerson): Client {
    const signed = name === 'nobody' ? {} : { authorization: `Bearer ${name}` }
    return makeClient(
      async ({ method, path, headers, body }) => {
        const answer = await application.inject({
          method: method as 'GET',
          url: path,
          headers: { ...headers, ...signed },
          ...(body !== undefined && { payload: payloadOf(body) }),
        })
        const { etag } = answer.headers
        return {
          status: answer.statusCode,
          headers: etag === undefined ? {} : { etag: String(etag) },
          text: answer.body,
        }
      },
      { 'accept-language': 'en' },
    )
  }
  async function close(): Promise<void> {
    await application.close()
    await tenant.engine.drain()
  }
  return { tenant, as, application, close }
}

function callerOf(name: string | undefined): Caller {
  return Object.entries(people).find(([known]) => known === name)?.[1] ?? people.nobody
}
