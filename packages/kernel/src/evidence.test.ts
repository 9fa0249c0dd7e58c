import { chinaCalendar, instantOf } from '@duibiao/base'
import { procedureOf } from '@duibiao/testkit'
import { expect, test } from 'vitest'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import type { Context, Matter } from './transition.ts'

const procedure = procedureOf({ kind: 'task' })
const context: Context = {
  now: instantOf(Date.UTC(2026, 2, 2, 1)),
  actor: { person: 'Wang' },
  procedure: () => procedure,
  called: () => undefined,
  decision: () => undefined,
  calendar: () => chinaCalendar(),
  parameter: () => undefined,
}
const photo = {
  id: '00000000-0000-7000-8000-000000000001',
  digest: 'a'.repeat(64),
  name: '整改后.jpg',
  media: 'image/jpeg',
  bytes: 1024,
}

function after(...commands: readonly Command[]): Matter & { readonly input: unknown } {
  return commands.reduce<Matter & { readonly input: unknown }>(
    (matter, command) => {
      const decided = decide(matter, command, context)
      if (!decided.ok) throw new Error(decided.refusal.code)
      return { ...decided.transition, input: decided.transition.entry.input }
    },
    { data: {}, input: undefined },
  )
}

const start: Command = { kind: 'start', procedure: procedure.hash }
const attach: Command = { kind: 'note', text: '整改照片', evidence: [photo] }

test('evidence stands in the entry of its note, and moves nothing', () => {
  const before = after(start)
  const matter = after(start, attach)
  expect(matter.input).toEqual({ text: '整改照片', evidence: [photo] })
  expect(matter.state).toEqual(before.state)
  expect(matter.data).toEqual(before.data)
})

test('evidence is added to a suspended and to an ended matter as well: what comes late belongs to the record', () => {
  const suspended = after(start, { kind: 'suspend', reason: '等待鉴定' }, attach)
  expect(suspended.state?.status).toBe('suspended')
  const ended = after(start, { kind: 'cancel', reason: '撤诉' }, attach)
  expect(ended).toMatchObject({ state: { status: 'cancelled' }, input: { evidence: [photo] } })
})
