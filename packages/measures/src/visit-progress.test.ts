import { parseInstant } from '@duibiao/base'
import { expect, test } from 'vitest'
import { visitProgress } from './visit-progress.ts'
import type { VisitAction } from './visit-progress.ts'

const now = parseInstant('2026-11-01T00:00:00Z')
const earlier = parseInstant('2026-10-01T00:00:00Z')
const later = parseInstant('2026-12-01T00:00:00Z')

function action(finding: string, matter?: VisitAction['matter']): VisitAction {
  return { finding, action: '办一件事', ...(matter === undefined ? {} : { matter }) }
}

test('all actions of a visit at a glance: planned, open, overdue, done, late, withdrawn', () => {
  const progress = visitProgress(
    ['一窗受理', '帮办代办', '没有行动的经验'],
    [
      action('一窗受理'),
      action('一窗受理', { state: 'open', dueAt: later }),
      action('一窗受理', { state: 'open', dueAt: earlier }),
      action('帮办代办', { state: 'done', dueAt: earlier, doneAt: now }),
      action('帮办代办', { state: 'done', dueAt: later, doneAt: now }),
      action('帮办代办', { state: 'withdrawn' }),
    ],
    now,
  )
  expect(progress.whole).toEqual({
    planned: 1,
    open: 2,
    overdue: 1,
    done: 2,
    late: 1,
    withdrawn: 1,
    share: 0.4,
  })
  expect(progress.findings.map(({ finding, share }) => [finding, share])).toEqual([
    ['一窗受理', 0],
    ['帮办代办', 1],
  ])
  expect(progress.withoutAction).toEqual(['没有行动的经验'])
  expect(progress.nextDueAt).toBe(later)
})

test('nothing but withdrawn actions has no share, and what falls due now is not overdue', () => {
  expect(visitProgress([], [action('经验', { state: 'withdrawn' })], now).whole).not.toHaveProperty('share')
  const progress = visitProgress([], [action('经验', { state: 'open', dueAt: now })], now)
  expect([progress.whole.overdue, progress.nextDueAt]).toEqual([0, now])
})
