import { expect, test } from 'vitest'
import {
  calendarFrom,
  chinaCalendar,
  chinaNotices,
  defaultRule,
  explainDue,
  loadNotice,
  parseInstant,
  parseLegalDate,
  readNotice,
  renderExplanation,
  replaceClosures,
} from './index.ts'

test('every holiday and make-up workday of the notices shipped has an English name', () => {
  const days = chinaNotices.flatMap((notice) => notice.days).filter(({ kind }) => kind !== 'ordinary')
  expect(days.length).toBeGreaterThan(400)
  for (const { date, nameEn } of days) expect(nameEn, date).toMatch(/^[A-Za-z0-9][A-Za-z0-9 ',-]+$/)
})

test('an explanation in English names holidays in English, one in Chinese in Chinese', () => {
  const rule = { ...defaultRule('working_day', 3), statute: 'the rule' }
  const lines = explainDue(rule, parseInstant('2026-02-12T09:00:00+08:00'), { calendar: chinaCalendar() })
  const english = renderExplanation(lines, 'en')
  expect(english).toContain('2026-02-14 Sat make-up workday (Spring Festival)')
  expect(english).toContain('2026-02-17 Tue holiday (Spring Festival)')
  expect(english).not.toMatch(/\p{Script=Han}/u)
  expect(renderExplanation(lines, 'zh')).toContain('2026-02-17 星期二 放假（春节）')
})

test('a clock in hours names the rest days it passes over as well', () => {
  const rule = defaultRule('working_hour', 16)
  const lines = explainDue(rule, parseInstant('2026-04-30T15:00:00+08:00'), { calendar: chinaCalendar() })
  expect(renderExplanation(lines, 'en')).toContain('holiday (Labour Day)')
})

test.each([
  ['its own', { name: '春节', name_en: 'Chinese New Year' }, 'Chinese New Year'],
  ['the usual one', { name: '春节' }, 'Spring Festival'],
  ['the Chinese one, of a holiday nobody translated', { name: '新节日' }, '新节日'],
])('a notice that is loaded names a holiday by %s', (_name, names, shown) => {
  const data = { year: 2027, sources: ['made up'], off: [{ ...names, from: '2027-02-08' }] }
  const { notice, findings } = readNotice(data, 'notice.yaml')
  expect(findings).toEqual([])
  if (notice === undefined) return
  const calendar = loadNotice(calendarFrom(chinaNotices), notice)
  const lines = explainDue(defaultRule('working_day', 1), parseInstant('2027-02-05T09:00:00+08:00'), {
    calendar,
  })
  expect(renderExplanation(lines, 'en')).toContain(`2027-02-08 Mon holiday (${shown})`)
})

test('an English name that is no text is refused in both languages', () => {
  const data = { year: 2027, sources: ['made up'], off: [{ name: '元旦', name_en: 1, from: '2027-01-01' }] }
  expect(readNotice(data, 'n').findings).toMatchObject([
    {
      element: 'off[0]',
      zh: '放假通知有误（off[0]）：name_en 不是文字',
      en: expect.stringMatching(/is no text$/),
    },
  ])
})

test('a closure of the district may have an English name', () => {
  const closure = { name: '防汛停办', nameEn: 'closed for flooding', source: 'order 7' }
  const calendar = replaceClosures(chinaCalendar(), new Map([[parseLegalDate('2026-07-02'), closure]]))
  const lines = explainDue(defaultRule('working_day', 2), parseInstant('2026-07-01T09:00:00+08:00'), {
    calendar,
  })
  expect(renderExplanation(lines, 'en')).toContain('2026-07-02 Thu local closure (closed for flooding)')
})
