import { randomBytes } from 'node:crypto'
import { AppError, parseDistrictId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import type { Open311ServiceBody } from '@duibiao/contract'
import type { Pack } from '@duibiao/packfile'
import { addAccounts, enterDistrict, keepOpen311Service } from '@duibiao/store'
import type { Database, Scheduler } from '@duibiao/store'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { makeApplication } from './application.ts'
import type { Caller } from './caller.ts'
import { requestLimits } from './limit.ts'
import { makeOpen311Routes } from './open311-route.ts'
import { permit } from './permit.ts'
import { makeSecretBox } from './secret-box.ts'
import { signInRule } from './sign-in-rule.ts'
import { openTenant } from './tenant.ts'
import type { Tenant } from './tenant.ts'

/** A kind of request with attributes, all of which everybody may see. */
const lamp: Open311ServiceBody = {
  name: { zh: '路灯不亮', en: 'Street light out' },
  description: { zh: '道路照明设施故障 & 损坏', en: 'Lights <broken> on roads & in parks' },
  keywords: ['路灯', '照明'],
  group: { zh: '市政设施', en: 'Public works' },
  notice: { zh: '一般三个工作日内修复', en: 'Mended within three working days as a rule' },
  variables: { channel_in: 'app', demand_type: 'complaint' },
  fields: {
    description: 'body',
    address: 'place',
    name: 'reporter_name',
    phone: 'reporter_phone',
    email: 'reporter_email',
    device: 'reporter_device',
    client_account: 'reporter_account',
  },
  attributes: [
    {
      code: 'KIND',
      variable: 'lamp_kind',
      datatype: 'singlevaluelist',
      required: true,
      description: { zh: '哪种灯', en: 'Which light' },
      values: [
        { key: 'road', name: { zh: '路灯', en: 'Road' } },
        { key: 'park', name: { zh: '景观灯', en: 'Park' } },
      ],
    },
    {
      code: 'SIGNS',
      variable: 'lamp_signs',
      datatype: 'multivaluelist',
      required: false,
      description: { zh: '现象', en: 'Signs' },
      values: [
        { key: 'dark', name: { zh: '不亮', en: 'Dark' } },
        { key: 'blinking', name: { zh: '闪烁', en: 'Blinking' } },
      ],
    },
    { code: 'NOTE', datatype: 'text', required: false, description: { zh: '请注意安全', en: 'Take care' } },
  ],
}

/** One without, of which only the status is seen. */
const flood: Open311ServiceBody = {
  ...lamp,
  name: { zh: '积水', en: 'Flooding' },
  attributes: [],
  keywords: [],
}

/** A request that is in order. */
export const goodRequest = {
  api_key: 'good',
  jurisdiction_id: '110001',
  service_code: 'LAMP',
  lat: '39.9',
  long: '116.4',
  'attribute[KIND]': 'road',
}

/** The home district of tests of Open311 and another one. */
export const home = parseDistrictId(1)
const other = parseDistrictId(2)

interface Posted {
  readonly status: number
  readonly text: string
  // What a test reads out of a document is what the test says it is.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly value: any
}

/** Open311 of two districts, asked as clients ask. */
export interface Open311Scene {
  readonly tenant: Tenant
  readonly application: FastifyInstance
  /** The same service with one district only. */
  readonly alone: FastifyInstance
  readonly get: (
    path: string,
    language?: string,
  ) => Promise<{ readonly status: number; readonly type: string; readonly text: string }>
  /** The document at a path, as JSON or as XML reads; any shape. */
  readonly read: (path: string) => Promise<Posted['value']>
  readonly post: (
    resource: string,
    fields: Readonly<Record<string, string>>,
    form?: { readonly format?: 'json' | 'xml'; readonly raw?: string },
  ) => Promise<Posted>
  /** Makes a request. @returns its id */
  readonly make: (fields?: Readonly<Record<string, string>>) => Promise<string>
  /** Lists FLOOD for everybody, or not. */
  readonly publishFlood: (isPublic: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

/** Elements of lists. */
export const listElements: readonly string[] = [
  'service',
  'attribute',
  'value',
  'request',
  'request_update',
  'error',
  'endpoint',
  'format',
]

/** What a scene is made of. */
export interface Open311Setting {
  readonly database: Database
  readonly clock: Scheduler
  readonly pack: Pack
  /** Reads a document, elements of lists as lists and everything as text. */
  readonly parseXml: (text: string) => Posted['value']
}

export async function openOpen311Scene(setting: Open311Setting): Promise<Open311Scene> {
  const { database, clock, parseXml } = setting
  const [tenant, another] = [await openDistrict(setting, home), await openDistrict(setting, other)]
  const accounts = [{ name: 'reporter-app', person: 'app', displayName: '随手拍' }]
  const [account = ''] = await addAccounts(database, home, {
    accounts,
    now: clock.now(),
    random: tenant.random,
  })
  const tenants = new Map([
    [home, tenant],
    [other, another],
  ])
  const application = await serve(tenants, account)
  const alone = await serve(new Map([[home, tenant]]), account)
  async function offer(code: string, body: Open311ServiceBody, isPublic: boolean): Promise<void> {
    const shows = code === 'LAMP' ? 'text' : 'status'
    const service = { code, pack: 'hotline', category: `城市管理/${code}`, isPublic, shows } as const
    await keepOpen311Service(database, home, { ...service, body: JSON.stringify(body), now: clock.now() })
  }
  await offer('LAMP', lamp, false)
  await offer('FLOOD', flood, false)
  const scene = askBy(application, parseXml)
  return {
    tenant,
    application,
    alone,
    ...scene,
    publishFlood: (isPublic) => offer('FLOOD', flood, isPublic),
    async close() {
      await application.close()
      await alone.close()
      for (const { engine } of tenants.values()) await engine.drain()
    },
  }
}

function askBy(
  application: FastifyInstance,
  parseXml: Open311Setting['parseXml'],
): Pick<Open311Scene, 'get' | 'read' | 'post' | 'make'> {
  const scene: Pick<Open311Scene, 'get' | 'read' | 'post' | 'make'> = {
    async get(path, language = 'en') {
      const url = `/open311${path}`
      const answer = await application.inject({ url, headers: { 'accept-language': language } })
      return {
        status: answer.statusCode,
        type: String(answer.headers['content-type']),
        text: answer.body,
      }
    },
    async read(path) {
      const { text } = await scene.get(path)
      return text.startsWith('<') ? parseXml(text) : JSON.parse(text)
    },
    async post(resource, fields, { format = 'json', raw = '' } = {}) {
      const type = 'application/x-www-form-urlencoded; charset=utf-8'
      const answer = await application.inject({
        method: 'POST',
        url: `/open311/v2/${resource}.${format}`,
        headers: { 'content-type': type, 'accept-language': 'en' },
        payload: `${new URLSearchParams(fields).toString()}${raw}`,
      })
      const text = answer.body
      return { status: answer.statusCode, text, value: format === 'json' ? JSON.parse(text) : parseXml(text) }
    },
    async make(fields = {}) {
      const made = await scene.post('requests', { ...goodRequest, ...fields })
      if (made.status !== 200) throw new Error(made.text)
      return String(made.value[0].service_request_id)
    },
  }
  return scene
}

async function openDistrict(
  { database, clock, pack }: Open311Setting,
  district: DistrictId,
): Promise<Tenant> {
  await enterDistrict(database, { district, code: `11000${district}`, name: `区${district}` })
  return openTenant({
    database,
    district,
    now: () => clock.now(),
    random: (length) => new Uint8Array(randomBytes(length)),
    secrets: makeSecretBox(new Uint8Array(32)),
    signIn: signInRule,
    firstPacks: () => [pack],
  })
}

/** Keys: `good` of an account that may, `weak` without the scope, `foreign` of another district. */
async function serve(tenants: ReadonlyMap<DistrictId, Tenant>, account: string): Promise<FastifyInstance> {
  function tenantOf(district: DistrictId): Tenant {
    const found = tenants.get(district)
    if (found === undefined) throw new AppError('session_missing')
    return found
  }
  const routes = makeOpen311Routes({
    tenants,
    config: { listen: { publicAddress: 'https://duibiao.minghu.example' } },
    identify: async ({ bearer = '' }) => {
      if (!['good', 'weak', 'foreign'].includes(bearer)) throw new AppError('session_missing')
      const person = { kind: 'person', person: 'app', name: '随手拍', account, accountName: 'app' } as const
      const scopes = bearer === 'weak' ? ['matter.list'] : ['open311.*']
      const caller: Caller = { ...person, session: 't', posts: [], roles: ['resident'], scopes }
      return { caller, tenant: tenantOf(bearer === 'foreign' ? other : home) }
    },
  })
  return makeApplication({
    operations: routes.map(({ operation }) => operation),
    routes,
    authenticate: async () => ({ caller: { kind: 'anonymous' }, tenant: tenantOf(home) }),
    permit,
    observe: () => {},
    limits: requestLimits,
    logger: pino({ level: 'silent' }),
    makeRequestId: () => randomBytes(8).toString('hex'),
  })
}
