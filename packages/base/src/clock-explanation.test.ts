import { expect, test } from 'vitest'
import type { Instant } from './index.ts'
import {
  chinaCalendar,
  defaultRule,
  dueOf,
  explainDue,
  instantAt,
  parseLegalDate,
  renderExplanation,
  renderQuantity,
} from './index.ts'

const calendar = chinaCalendar({
  localClosures: new Map([
    [parseLegalDate('2026-03-05'), { name: '防汛停办', source: '区政府通告2026年第1号' }],
  ]),
})

function at(date: string, time = '09:00'): Instant {
  return instantAt(parseLegalDate(date), time, calendar)
}

const hearing = {
  from: at('2026-03-06', '10:00'),
  to: at('2026-03-09', '12:00'),
  reason: '听证',
  legalBasis: { law: '行政许可法', article: '45' },
}

test('a deadline in working days is explained day by day, in both languages', () => {
  const rule = defaultRule('working_day', 3, { statute: '行政许可法82' })
  const extensions = [{ amount: 1, at: at('2026-03-10'), approver: '局长', reason: '案情复杂' }]
  const lines = explainDue(rule, at('2026-03-03'), { calendar, pauses: [hearing], extensions })
  expect(renderExplanation(lines, 'zh').split('\n')).toEqual([
    '2026-03-03 09:00 起算，时限 3 个工作日，开始之日（时）不计，按行政许可法82 计算',
    '2026-03-03 星期二 起算日，不计入',
    '2026-03-04 星期三 工作日，计入，第 1 日',
    '2026-03-05 星期四 本地停办（防汛停办），不计入',
    '2026-03-06 星期五 暂停（听证，《行政许可法》第45条），不计入',
    '2026-03-07 星期六 暂停（听证，《行政许可法》第45条），不计入',
    '2026-03-08 星期日 暂停（听证，《行政许可法》第45条），不计入',
    '2026-03-09 星期一 暂停（听证，《行政许可法》第45条），不计入',
    '2026-03-10 星期二 工作日，计入，第 2 日',
    '2026-03-11 星期三 工作日，计入，第 3 日',
    '延期 1 个工作日，自 2026-03-11 24:00 起接续计算：案情复杂，局长',
    '2026-03-12 星期四 工作日，计入，第 1 日',
    '届满：2026-03-12 24:00',
  ])
  const english = renderExplanation(lines, 'en').split('\n')
  expect(english[0]).toBe(
    '2026-03-03 09:00 start, limit of 3 working days, first day (hour) excluded, counted under 行政许可法82',
  )
  expect(english[4]).toBe('2026-03-06 Fri paused (听证, 行政许可法, art. 45), does not count')
  expect(english.at(-1)).toBe('due 2026-03-12 24:00')
  expect(english).toHaveLength(13)
})

test('the roll over a holiday is shown day by day', () => {
  const lines = explainDue(defaultRule('calendar_day', 3), at('2026-09-30'), { calendar })
  expect(renderExplanation(lines, 'zh').split('\n').slice(4)).toEqual([
    '2026-10-03 星期六 放假（国庆节），计入，第 3 日',
    '2026-10-04 星期日 放假（国庆节），期满日逢休息日，顺延',
    '2026-10-05 星期一 放假（国庆节），期满日逢休息日，顺延',
    '2026-10-06 星期二 放假（国庆节），期满日逢休息日，顺延',
    '2026-10-07 星期三 放假（国庆节），期满日逢休息日，顺延',
    '2026-10-08 星期四 工作日，顺延至本日',
    '届满：2026-10-08 24:00',
  ])
})

test('working hours are explained by the stretch', () => {
  const lines = explainDue(defaultRule('working_hour', 4), at('2026-09-18', '16:30'), { calendar })
  expect(renderExplanation(lines, 'zh').split('\n')).toEqual([
    '2026-09-18 16:30 起算，时限 4 工作时，开始之日（时）计入',
    '2026-09-18 星期五 16:30–18:00 工作时间，计入，累计 1 小时 30 分',
    '2026-09-19 星期六 00:00–24:00 周末，不计入',
    '2026-09-20 星期日 08:00–10:30 工作时间，计入，累计 4 小时',
    '届满：2026-09-20 10:30',
  ])
})

test('hours that run on are shown for each day they cross, with their pause', () => {
  const lines = explainDue(defaultRule('hour', 20), at('2026-03-08', '20:00'), {
    calendar,
    pauses: [hearing],
  })
  expect(renderExplanation(lines, 'zh').split('\n')).toEqual([
    '2026-03-08 20:00 起算，时限 20 小时，开始之日（时）计入',
    '2026-03-08 星期日 20:00–24:00 暂停（听证，《行政许可法》第45条），不计入',
    '2026-03-09 星期一 00:00–12:00 暂停（听证，《行政许可法》第45条），不计入',
    '2026-03-09 星期一 12:00–24:00 连续计时，计入，累计 12 小时',
    '2026-03-10 星期二 00:00–08:00 连续计时，计入，累计 20 小时',
    '届满：2026-03-10 08:00',
  ])
})

test('a provisional deadline says so on its days and at its end', () => {
  const text = renderExplanation(
    explainDue(defaultRule('working_day', 5), at('2026-12-30'), { calendar }),
    'zh',
  )
  expect(text).toContain('2027-01-01 星期五 工作日，计入，第 2 日，暂按平常周次，该年放假通知尚未公布')
  expect(text).toMatch(/届满：2027-01-06 24:00，暂定：所涉年份的放假通知尚未公布，公布后重新计算$/)
})

test('an open pause ends the explanation with what is left', () => {
  const pauses = [{ from: at('2026-03-06'), reason: '检验' }]
  const lines = explainDue(defaultRule('working_day', 5), at('2026-03-03'), { calendar, pauses })
  expect(renderExplanation(lines, 'zh')).toMatch(/自 2026-03-06 09:00 起暂停，尚余 4 个工作日$/)
  expect(renderExplanation(lines, 'en')).toMatch(/paused since 2026-03-06 09:00, left: 4 working days$/)
})

test('the explanation ends with the deadline that dueOf gives, and its count with the amount', () => {
  for (let days = 0; days < 400; days++) {
    const startedAt = at('2026-01-01') + days * 86_400_000
    const start = instantAt(parseLegalDate(new Date(startedAt).toISOString().slice(0, 10)), '15:00', calendar)
    for (const rule of [
      defaultRule('working_day', 7),
      defaultRule('month', 1),
      defaultRule('working_hour', 9),
    ]) {
      const context = { calendar, pauses: [hearing] }
      const lines = explainDue(rule, start, context)
      const counted = lines.filter((line) => (line.kind === 'day' || line.kind === 'time') && line.counted)
      expect(lines.at(-1)).toEqual({ kind: 'due', due: dueOf(rule, start, context) })
      const last = counted.at(-1)
      const count = last?.kind === 'day' || last?.kind === 'time' ? last.count : 0
      if (rule.unit === 'working_day') expect([count, counted.length]).toEqual([7, 7])
      if (rule.unit === 'working_hour') expect(count).toBe(9 * 3_600_000)
    }
  }
})

test('what is left of a clock is told in its own unit', () => {
  const days = { kind: 'days', unit: 'working_day', days: 3 } as const
  const time = { kind: 'time', unit: 'hour', milliseconds: 5_400_000 } as const
  expect([renderQuantity(days, 'zh'), renderQuantity(days, 'en')]).toEqual(['3 个工作日', '3 working days'])
  expect([renderQuantity(time, 'zh'), renderQuantity(time, 'en')]).toEqual(['1 小时 30 分', '1 h 30 min'])
})
