import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { inject } from 'vitest'
import type { Page } from 'playwright-core'
import type { Account } from './browser.ts'
import { password } from './browser.ts'

/** Asks the service as an account of the demonstration, without a browser. */
export type Desk = (path: string, body?: unknown) => Promise<Readonly<Record<string, unknown>>>

/** Asks again while the service is busy: the embedded database of a run has one line for all. */
export async function fetchPatiently(address: string, init: RequestInit): Promise<Response> {
  let answer = await fetch(address, init)
  for (let attempt = 0; answer.status === 503 && attempt < 30; attempt += 1) {
    await setTimeout(500)
    answer = await fetch(address, init)
  }
  return answer
}

/** Signs an account in. @returns the cookie of its session */
export async function openSession(account: Account): Promise<string> {
  const opened = await fetchPatiently(`${inject('address')}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  })
  if (!opened.ok) throw new Error(`${account} was not signed in: ${opened.status} ${await opened.text()}`)
  return opened.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** Signs an account in, to make or move on what a test needs. */
export async function openDesk(account: Account): Promise<Desk> {
  const address = inject('address')
  const json = { 'content-type': 'application/json' }
  const cookie = await openSession(account)
  return async (path, body) => {
    const init = {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...json, cookie, 'idempotency-key': crypto.randomUUID() },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }
    const answer = await fetchPatiently(address + path, init)
    const value: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value)}`)
    return { ...Object(value) }
  }
}

/** A report to the hotline by the resident, as far as an office says that it is done: its id, number and code. */
export async function reportHandled(subject: string) {
  const [resident, dispatcher, handler] = await Promise.all([
    openDesk('resident'),
    openDesk('district-dispatcher'),
    openDesk('department-handler'),
  ])
  const { posts } = await handler('/api/v1/me')
  const unit = String(Object(Array.isArray(posts) ? posts[0] : undefined).office)
  const body = { pack: 'hotline', variables: { subject } }
  const { id, number, follow_code: code } = await resident('/api/v1/matters', body)
  async function complete(desk: Desk, variables: object): Promise<void> {
    const { tasks } = await desk(`/api/v1/matters/${String(id)}`)
    const offered = (Array.isArray(tasks) ? tasks : []).find((task) => Object(task).allowed.length > 0)
    const command = { kind: 'completeTask', task: Object(offered).task, variables }
    await desk(`/api/v1/matters/${String(id)}/commands`, command)
  }
  const order = { urgency: 'ordinary', receiver_kind: 'department', units: [unit], unit }
  await complete(dispatcher, { channel_in: 'web', demand_type: 'complaint', ...order })
  await complete(handler, { receipt: 'signed' })
  const contact = { contacted_at: '2026-03-02T09:00:00+08:00', contact_way: 'phone', contact_reached: true }
  await complete(handler, contact)
  await complete(handler, { outcome: 'done', measures: '更换水泵' })
  await complete(handler, { reply_text: '水泵已更换', claimed: 'solved' })
  return { id: String(id), number: String(number), code: String(code), handler, resident }
}

/** A photo that the browser draws, as a file of its own: every one is different. */
export async function drawPhoto(page: Page, name = 'photo.jpg') {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 640, height: 480 })
    const pen = canvas.getContext('2d')
    for (const [stripe, hue] of crypto.getRandomValues(new Uint8Array(32)).entries()) {
      if (pen !== null) pen.fillStyle = `hsl(${hue} 60% 60%)`
      pen?.fillRect(stripe * 20, 0, 20, 480)
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))]
  })
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }
}

/** Signs the resident in on a page for everybody, where it asks for that. */
export async function signInAsResident(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(用账号和密码登录|Sign in with account and password)$/ }).click()
  await page.getByLabel(/^(账号|Account)$/).fill('resident')
  await page.getByLabel(/^(密码|Password)$/).fill(password)
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click()
}

/** Words that no other report has. */
export function someWords(of: string): string {
  return `${of} ${randomUUID().slice(0, 6)}`
}

/** How many reports of the resident begin with these words. */
export async function countReports(words: string): Promise<number> {
  const desk = await openDesk('resident')
  const { rows } = await desk('/api/v1/matters?limit=50')
  return (Array.isArray(rows) ? rows : []).filter((row) => Object(row).title === words).length
}
