import { chinaCalendar, formatLocal, instantOf, parseInstant } from '@duibiao/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeAgenda } from './agenda.ts'
import { makeChance } from './chance.ts'
import { acceptMessage } from './clerk.ts'
import { endOfWait } from './deed.ts'

test('an agenda gives back everything in the order of time, and of the same time in the order it came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (times) => {
      const agenda = makeAgenda<number>()
      times.forEach((time, index) => agenda.add(instantOf(time), index))
      const early = agenda.takeUntil(instantOf(10))
      const late = agenda.takeUntil(instantOf(20))
      const order = times
        .map((_, index) => index)
        .toSorted((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
      expect([...early, ...late]).toEqual(order)
      expect(early.every((index) => (times[index] ?? 0) <= 10)).toBe(true)
      expect(agenda.nextAt()).toBeUndefined()
    }),
  )
})

test('chance depends on the seed and the words alone', () => {
  const drawn = [1, 2, 3].map(() => makeChance(7, 'matter', 3).next())
  expect(new Set(drawn).size).toBe(1)
  expect(makeChance(8, 'matter', 3).next()).not.toBe(drawn[0])
  expect(makeChance(7, 'matter', 4).next()).not.toBe(drawn[0])
  const chance = makeChance(1, 'x')
  const hits = Array.from({ length: 10_000 }, () => chance.hits(0.2)).filter(Boolean).length
  expect(hits).toBeGreaterThan(1_800)
  expect(hits).toBeLessThan(2_200)
})

test('people work in working hours: eight hours asked for on a Friday afternoon end after the weekend', () => {
  const friday = parseInstant('2026-03-06T17:00:00+08:00')
  const calendar = chinaCalendar()
  const local = (hours: number, working: boolean) =>
    formatLocal(endOfWait(friday, { hours, working }, calendar), 480).slice(0, 16)
  expect(local(8, true)).toBe('2026-03-09T17:00')
  expect(local(8, false)).toBe('2026-03-07T01:00')
  // Never at the very instant it begins.
  expect(local(0, true)).toBe('2026-03-06T17:15')
})

test('the simulated clerk sends a message to the office that its words name', () => {
  const message = (subject: string) => ({
    id: '1',
    user: '',
    subject,
    body: '',
    sentAt: parseInstant('2026-03-02T09:00:00+08:00'),
  })
  const accepted = acceptMessage(message('三号楼自来水水压不足，经常停水'), makeChance(1, 'a'))
  expect(accepted).toMatchObject({ unit: '供水公司', receiver_kind: 'utility', urgency: 'utility' })
})
