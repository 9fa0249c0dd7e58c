import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { heatOf, plainHeatFormula } from './heat.ts'
import { makeIssueBook } from './issue.ts'
import type { Report } from './issue.ts'

const day = 86_400_000
const start = Date.UTC(2026, 2, 2)

function aReport(given: Partial<Report> = {}): Report {
  return {
    id: 'r1',
    person: 'p1',
    likes: 0,
    at: start,
    texts: { title: '路灯不亮', body: '东街的路灯不亮' },
    ...given,
  }
}

const station = [
  '搅拌站噪音扰民',
  '搅拌站粉尘污染严重',
  '小区旁边的搅拌站半夜施工',
  '搅拌站灰尘太大',
  '请关停搅拌站',
]
const stationReports = station.map((title, index) =>
  aReport({
    id: `s${index}`,
    person: `p${index}`,
    at: start + index * day,
    texts: { title, body: `${title}，请处理`, place: '丽景新城' },
  }),
)

test('messages about one thing are one issue with name, place, times and people', () => {
  const book = makeIssueBook()
  for (const report of stationReports) book.add(report)
  book.add(aReport({ id: 'other', person: 'x', texts: { title: '医保怎么报销', body: '门诊费用能报吗' } }))
  const [issue] = book.issues({ now: start + 5 * day, leastPeople: 2 })
  expect(issue?.ids).toEqual(['s0', 's1', 's2', 's3', 's4'])
  expect(issue).toMatchObject({ places: ['丽景新城'], firstAt: start, lastAt: start + 4 * day })
  expect(issue?.facts).toEqual({ people: 5, peopleThisWeek: 5, peopleLastWeek: 0, likes: 0, quietDays: 1 })
  expect(issue?.name).toContain('搅拌站')
})

test('before sending, similar messages are shown and nothing is kept', () => {
  const book = makeIssueBook()
  for (const report of stationReports) book.add(report)
  const message = { at: start + 6 * day, texts: { title: '搅拌站噪音', place: '丽景新城' } }
  const first = book.resembling(message)
  expect(first[0]?.id).toBe('s0')
  expect(book.resembling(message)).toEqual(first)
})

test('the same words about another place or category resemble less', () => {
  function likeness(given: Partial<Report>): number {
    const book = makeIssueBook()
    book.add(aReport({ category: 'a', texts: { title: '路灯不亮', place: '东街' } }))
    const [found] = book.resembling(
      aReport({ category: 'a', texts: { title: '路灯不亮', place: '东街' }, ...given }),
    )
    return found?.likeness ?? 0
  }
  const same = likeness({})
  expect(likeness({ texts: { title: '路灯不亮', place: '河滨' } })).toBeLessThan(same - 0.1)
  expect(likeness({ category: 'b' })).toBeLessThan(same)
  expect(likeness({ at: start + 300 * day })).toBeLessThan(same)
})

test('one person who writes twelve thousand times, a character changed or not, makes no more heat than once', () => {
  const [once, often] = [makeIssueBook(), makeIssueBook()]
  once.add(aReport({ likes: 3 }))
  for (let time = 0; time < 10_000; time++)
    often.add(aReport({ id: `r${time}`, likes: 3, at: start + time * 1000 }))
  const asked = { now: start + day, leastPeople: 1 }
  for (let time = 0; time < 2000; time++) {
    const texts = { title: '路灯不亮', body: `东街的路灯不亮${String.fromCharCode(0x4e00 + time)}` }
    often.add(aReport({ id: `v${time}`, likes: 3, texts }))
  }
  expect(often.issues(asked)).toHaveLength(1)
  expect(often.issues(asked)[0]?.ids).toHaveLength(12_000)
  expect(often.issues(asked)[0]?.heat).toBe(once.issues(asked)[0]?.heat)
})

test('the formula is visible: terms give the heat, and weights can be written anew', () => {
  const facts = { people: 4, peopleThisWeek: 3, peopleLastWeek: 1, likes: 0, quietDays: 30 }
  const { heat, terms } = heatOf(facts)
  expect(terms.map(({ value }) => value)).toEqual([4, 2, 0, 0.5])
  expect(heat).toBe(3)
  expect(heatOf(facts, { ...plainHeatFormula, growing: 0 }).heat).toBe(2)
  expect(heatOf({ ...facts, peopleLastWeek: 9 }).heat).toBe(2)
})

test('messages without words are issues of their own', () => {
  const book = makeIssueBook()
  const placed = ['', '😀', '\u200b', '一'].map((body, index) =>
    book.add(aReport({ id: String(index), texts: { body } })),
  )
  expect(new Set(placed.map(({ issue }) => issue)).size).toBe(4)
  expect(book.add(aReport({ id: 'long', texts: { body: '路'.repeat(100_000) } })).similar).toEqual([])
})

const file = new URL('../../../../shared/data/civic/messages.jsonl', import.meta.url)
const isThere = existsSync(file)
if (!isThere) console.log('skipped: the folder ../shared with messages is not here')

test.skipIf(!isThere)('two large issues of a city are found whole and nearly alone', () => {
  type Row = {
    readonly id: string
    readonly user: string
    readonly subject: string
    readonly body: string
    readonly time: string
  }
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line))
    .toSorted((one, other) => (one.time < other.time ? -1 : 1))
  const book = makeIssueBook()
  const placed = rows.map(({ id, user, subject, body, time }) =>
    book.add({
      id,
      person: user,
      likes: 0,
      at: Date.parse(`${time.replace(' ', 'T')}+08:00`),
      texts: { title: subject, body },
    }),
  )
  for (const [place, topic] of [
    [/丽发新城/, /搅拌/],
    [/伊景园|伊.园滨河/, /车位|捆绑/],
  ] as const) {
    const wanted = rows.map(({ subject, body }) => place.test(subject + body) && topic.test(subject + body))
    const found = new Map<number, number>()
    for (const [index, { issue }] of placed.entries())
      if (wanted[index] === true) found.set(issue, (found.get(issue) ?? 0) + 1)
    const [issue, hits] = [...found].toSorted(([, one], [, other]) => other - one)[0] ?? [-1, 0]
    expect(hits / wanted.filter(Boolean).length).toBeGreaterThanOrEqual(0.95)
    expect(hits / placed.filter((one) => one.issue === issue).length).toBeGreaterThanOrEqual(0.9)
  }
})
