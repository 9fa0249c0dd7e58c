import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusal } from '../wire/refusal.ts'
import type { Service } from '../wire/service-access.ts'
import { sendUnsent } from './outbox-sending.ts'
import { outboxOf } from './outbox.ts'
import type { Unsent } from './outbox.ts'

/** A browser as far as an outbox needs it: something to keep texts in, and no pictures. */
function aStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    length: 0,
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: () => null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, text) => void kept.set(key, text),
  }
}

interface Asked {
  readonly id: string
  readonly key: unknown
  readonly body: unknown
}

/** A service that answers what it is told to, one answer after the other; an error is thrown. */
function aService(...answers: readonly unknown[]) {
  const asked: Asked[] = []
  async function ask(id: string, given: object): Promise<unknown> {
    const { key, body } = { key: undefined, body: undefined, ...given }
    asked.push({ id, key, body })
    const answer = answers[asked.length - 1]
    if (answer instanceof Error) throw answer
    return { value: answer, tag: undefined }
  }
  // Only `ask` is used where there are no pictures.
  return { asked, service: { ask } as unknown as Service }
}

function anUnsent(more: Partial<Unsent> = {}): Unsent {
  return {
    id: 'one',
    pack: 'city-events',
    form: 'patrol',
    title: '路灯不亮',
    answers: { description: '路灯不亮' },
    files: [],
    at: 1,
    state: 'wanted',
    ...more,
  }
}

const receipt = { id: 'm-1', number: 'AJ-2026-000001', seq: 1, is_provisional: false, explanation: [] }
const refusal = new Refusal({
  code: 'form_refused',
  title: '填写有误',
  status: 422,
  detail: '描述太短',
  request: 'r',
})

let count = 0

/** An outbox of its own for each test. */
function anOutbox() {
  count += 1
  return outboxOf(`test-${count}`, aStorage())
}

function send(outbox: ReturnType<typeof anOutbox>, service: Service): Promise<void> {
  return sendUnsent({ service, outbox, now: () => 7, failed: '没有发送成功' }, 'one')
}

beforeEach(() => {
  vi.stubGlobal('addEventListener', () => undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('what has arrived is out of the outbox, and its number is remembered', async () => {
  const outbox = anOutbox()
  outbox.keep(anUnsent())
  const { service, asked } = aService(receipt)
  await send(outbox, service)
  expect(asked).toMatchObject([
    { id: 'matter.start', body: { pack: 'city-events', variables: { description: '路灯不亮' } } },
  ])
  expect(outbox.content().unsent).toEqual([])
  expect(outbox.content().arrived).toMatchObject([{ id: 'one', matter: 'm-1', at: 7, receipt }])
})

test('what was interrupted goes out again under the same key, whatever is written meanwhile', async () => {
  const outbox = anOutbox()
  const keys = { act: 'key-1', note: 'key-2' }
  outbox.keep(anUnsent({ keys, variables: { description: '路灯不亮' }, answers: { description: '别的' } }))
  const { service, asked } = aService(receipt)
  await send(outbox, service)
  expect(asked).toMatchObject([{ key: 'key-1', body: { variables: { description: '路灯不亮' } } }])
})

test('it is sent once however often it is begun, and another window sends it under the key of the first press', async () => {
  const outbox = anOutbox()
  outbox.keep(anUnsent())
  const pressed = outbox.find('one')?.keys
  expect(pressed).toMatchObject({ act: expect.any(String), note: expect.any(String) })
  const { service, asked } = aService(receipt, receipt)
  await Promise.all([send(outbox, service), send(outbox, service)])
  expect(asked).toMatchObject([{ key: pressed?.act }])
  expect(outbox.content().arrived).toHaveLength(1)
})

test('the pictures of a finding become part of the matter before the task is done, each under its own key', async () => {
  const outbox = anOutbox()
  const task = { matter: 'm-2', task: 4, note: '核实照片' }
  const variables = { verify_result: 'solved', verify_photos: ['e-1'] }
  const keys = { act: 'key-1', note: 'key-2' }
  outbox.keep(anUnsent({ task, files: ['verify_photos'], keys, variables }))
  const { service, asked } = aService({}, {})
  await send(outbox, service)
  expect(asked).toEqual([
    { id: 'matter.act', key: 'key-2', body: { kind: 'note', text: '核实照片', evidence: ['e-1'] } },
    { id: 'matter.act', key: 'key-1', body: { kind: 'completeTask', task: 4, variables } },
  ])
  expect(outbox.content().arrived).toMatchObject([{ matter: 'm-2' }])
})

test('what is refused waits with the reason, and goes out under a new key once it was mended', async () => {
  const outbox = anOutbox()
  outbox.keep(anUnsent())
  const { service, asked } = aService(refusal, receipt)
  await send(outbox, service)
  expect(outbox.find('one')).toMatchObject({ state: 'refused', refusal: '描述太短' })
  expect(outbox.find('one')).not.toHaveProperty('keys')
  // Refused, it is not sent by itself.
  await send(outbox, service)
  expect(asked).toHaveLength(1)
  outbox.keep(anUnsent({ answers: { description: '路灯整条路不亮' } }))
  await send(outbox, service)
  expect(asked[1]?.key).not.toBe(asked[0]?.key)
  expect(outbox.content().unsent).toEqual([])
})

test('a draft stays where it is', async () => {
  const outbox = anOutbox()
  outbox.keep(anUnsent({ state: 'draft' }))
  const { service, asked } = aService(receipt)
  await send(outbox, service)
  expect(asked).toEqual([])
  expect(outbox.find('one')?.state).toBe('draft')
})
