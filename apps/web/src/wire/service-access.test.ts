import { expect, test } from 'vitest'
import type { Connection } from './connection.ts'
import { makeGate } from './gate.ts'
import { codeOf } from './refusal.ts'
import { makeService } from './service-access.ts'

const reached: Connection = {
  isAway: () => false,
  listen: () => () => {},
  noteReached: () => {},
  waitUntilReached: () => Promise.resolve(),
}

function refusal(code: string): Response {
  const problem = { type: `/errors/${code}`, title: code, status: 401, detail: code, code }
  return new Response(JSON.stringify(problem), { status: 401 })
}

/** A service that answers in turn, and what it was sent. */
function aService(answers: readonly Response[]) {
  const left = [...answers]
  const keys: (string | null)[] = []
  const gate = makeGate()
  const confirmation = makeGate()
  const service = makeService({
    connection: reached,
    gate,
    confirmation,
    feed: { listen: () => () => {} },
    language: () => 'en',
    wait: () => Promise.resolve(),
    fetch: (_, init) => {
      keys.push(new Headers(init?.headers).get('idempotency-key'))
      return Promise.resolve(left.shift() ?? new Response(null, { status: 204 }))
    },
  })
  return { service, gate, confirmation, keys }
}

const disabling = {
  params: { account: crypto.randomUUID() },
  body: { reason: 'left' },
  key: 'key-of-one-act',
}

test('an act that asks for a fresh proof waits for it, and goes on by itself under the same key', async () => {
  const { service, confirmation, keys } = aService([refusal('reauthentication_required')])
  confirmation.listen(() => {
    if (confirmation.isShut()) queueMicrotask(() => confirmation.open(true))
  })
  await service.ask('account.disable', disabling)
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBe(keys[1])
})

test('whoever gives up gets the refusal, and nothing was done', async () => {
  const { service, confirmation, keys } = aService([refusal('reauthentication_required')])
  confirmation.listen(() => {
    if (confirmation.isShut()) queueMicrotask(() => confirmation.open(false))
  })
  const failed = await service.ask('account.disable', disabling).catch((error: unknown) => error)
  expect([codeOf(failed), keys.length]).toEqual(['reauthentication_required', 1])
})

test('a wrong proof is told where it was typed, and opens no dialog over the dialog', async () => {
  const { service, confirmation } = aService([refusal('session_missing')])
  confirmation.listen(() => {})
  const failed = await service
    .ask('session.confirm', { body: { password: 'wrong' } })
    .catch((error: unknown) => error)
  expect(codeOf(failed)).toBe('session_missing')
  expect(confirmation.isShut()).toBe(false)
})
