import { expect, test } from 'vitest'
import { readEntry } from './entry-line.ts'

const names = {
  accept: { zh: '受理', en: 'Intake' },
  sign_in: { zh: '签收', en: 'Sign in' },
  asked: { zh: '申请延期', en: 'Extension asked for' },
  handle: { zh: '办理时限', en: 'Handling' },
}

test('a completed task is what an entry is about, with what it opened and the clocks it started', () => {
  const facts = [
    { kind: 'task_completed', element: 'accept', token: 6 },
    { kind: 'clock_started', clock: 'handle', dueAt: 1_794_499_200_000 },
    { kind: 'task_opened', element: 'sign_in', token: 22 },
  ]
  expect(readEntry({ kind: 'completeTask', facts, names, actor: { person: 'MH0240' } })).toEqual({
    subject: [names.accept],
    opened: [names.sign_in],
    clocks: [{ name: names.handle, kind: 'clock_started', dueAt: 1_794_499_200_000 }],
    mark: 'done',
  })
})

test('a clock that ran out is urgent, and the software did it', () => {
  const facts = [{ kind: 'clock_breached', clock: 'handle', dueAt: 1, consequence: 'breach' }]
  const line = readEntry({ kind: 'fireTimer', facts, names, actor: { system: 'timer' } })
  expect(line).toMatchObject({ subject: [names.handle], mark: 'urgent' })
})

test('what was asked for is named by the first element that the message reached', () => {
  const facts = [{ kind: 'passed', element: 'asked' }]
  expect(readEntry({ kind: 'deliverMessage', facts, names, actor: { person: 'p' } }).subject).toEqual([
    names.asked,
  ])
})
