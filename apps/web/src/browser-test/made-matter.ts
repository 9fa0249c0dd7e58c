import { setTimeout } from 'node:timers/promises'
import { inject } from 'vitest'
import { password } from './browser.ts'
import type { Account, MadeAccount } from './browser.ts'

/** Acts on the service as an account of the demonstration, beside any browser, to make what a test needs. */
export interface Desk {
  readonly get: (path: string) => Promise<unknown>
  readonly post: (path: string, body: unknown) => Promise<unknown>
}

/** Signs in an account without a browser. */
export async function openDesk(account: Account | MadeAccount, secret = password): Promise<Desk> {
  const address = inject('address')
  async function send(path: string, init: RequestInit): Promise<Response> {
    const answer = await fetch(`${address}${path}`, init)
    if (answer.status === 503) {
      // A busy machine says when to ask again, under the same key.
      await setTimeout(Number(answer.headers.get('retry-after') ?? 1) * 1000)
      return send(path, init)
    }
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  function written(body: unknown, cookie = ''): RequestInit {
    return {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), cookie },
      body: JSON.stringify(body),
    }
  }
  const signedIn = await send('/api/v1/sessions', written({ account, password: secret }))
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return {
    get: async (path) => (await send(path, { headers: { cookie } })).json(),
    post: async (path, body) => (await send(path, written(body, cookie))).json(),
  }
}

/** A matter that was made for one test. */
export interface MadeMatter {
  readonly id: string
  readonly number: string
  /** The task that waits now. */
  readonly task: number
}

interface Page {
  readonly tasks: readonly { readonly task: number; readonly allowed: readonly string[] }[]
}

/** Completes the task of a matter that an account may complete. */
async function complete(desk: Desk, id: string, variables: object): Promise<void> {
  const page = (await desk.get(`/api/v1/matters/${id}`)) as Page
  const task = page.tasks.find(({ allowed }) => allowed.includes('completeTask'))?.task
  await desk.post(`/api/v1/matters/${id}/commands`, { kind: 'completeTask', task, variables })
}

/** What a demand of a test is, where that matters. */
interface Wish {
  readonly body?: string
  readonly title?: string
  /** Offices that assist the one of `department-handler`. */
  readonly assistants?: readonly string[]
}

/** A demand of the hotline that waits at the office of the account `department-handler` to be handled. */
export async function makeHandling(wish: Wish = {}): Promise<MadeMatter> {
  const { body = '井盖松动，车辆经过时声响很大。', title = '井盖松动', assistants = [] } = wish
  const [clerk, handler] = await Promise.all([
    openDesk('district-dispatcher'),
    openDesk('department-handler'),
  ])
  const { id, number } = (await clerk.post('/api/v1/matters', {
    pack: 'hotline',
    title,
    variables: { subject: title, body },
  })) as Pick<MadeMatter, 'id' | 'number'>
  await complete(clerk, id, {
    subject: title,
    body,
    channel_in: 'phone',
    demand_type: 'complaint',
    category: 'drainage',
    urgency: 'ordinary',
    receiver_kind: 'utility',
    units: ['drainage', ...assistants],
    unit: 'drainage',
    ...(assistants.length > 0 && { assistants }),
    grid: '990106005004006',
    place: '杏园街道机械厂社区',
    reporter_name: '李秀英',
    reporter_phone: '14200001234',
  })
  await complete(handler, id, { receipt: 'signed' })
  await complete(handler, id, {
    contact_way: 'phone',
    contact_reached: true,
    contacted_at: '2026-11-22T09:00:00+08:00',
  })
  const page = (await handler.get(`/api/v1/matters/${id}`)) as Page
  const task = page.tasks.find(({ allowed }) => allowed.includes('completeTask'))?.task ?? 0
  return { id, number, task }
}

/** A demand whose handling is done, and whose office is to answer the caller. */
export async function makeAnswering(wish: Wish = {}): Promise<MadeMatter> {
  const made = await makeHandling(wish)
  const handler = await openDesk('department-handler')
  await complete(handler, made.id, { outcome: 'done', measures: '已更换井盖并固定井圈。' })
  const page = (await handler.get(`/api/v1/matters/${made.id}`)) as Page
  const task = page.tasks.find(({ allowed }) => allowed.includes('completeTask'))?.task ?? 0
  return { ...made, task }
}
