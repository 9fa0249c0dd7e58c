import type { ClockQuantity, ClockRule, ClockUnit, Due, Pause } from './clock.ts'
import type { LegalBasis } from './consequence.ts'
import type { Language } from './error.ts'
import type { CountReason, DayLine, ExplanationLine, TimeLine } from './explanation-line.ts'
import type { Instant } from './instant.ts'
import { formatLocal, instantOf, millisecondsPerMinute } from './instant.ts'
import type { LegalDate } from './legal-date.ts'
import { dayOfWeek } from './legal-date.ts'

/** The explanation as text, one line of text a line, in local time (China's zone unless told otherwise). */
export function renderExplanation(
  lines: readonly ExplanationLine[],
  language: Language,
  utcOffsetMinutes = 480,
): string {
  const wording = wordings[language]
  return lines.map((line) => renderLine(line, wording, utcOffsetMinutes)).join('\n')
}

/** An amount of counted time as text: `3 个工作日`, `1 小时 30 分`. */
export function renderQuantity(quantity: ClockQuantity, language: Language): string {
  return quantityText(quantity, wordings[language])
}

interface Wording {
  readonly days: readonly string[]
  readonly units: Readonly<Record<ClockUnit, string>>
  readonly reasons: Readonly<Record<CountReason, string>>
  start(at: string, limit: string, rule: ClockRule): string
  named(reason: string, name: string): string
  dayCounted(count: number): string
  notCounted: string
  rolling: string
  rolledTo: string
  timeCounted(amount: string): string
  minutes(hours: number, minutes: number, seconds: number): string
  basis(basis: LegalBasis): string
  extension(limit: string, from: string, grounds: string): string
  due(at: string): string
  paused(since: string, left: string): string
  provisionalDay: string
  provisionalDue: string
  limit(amount: number, unit: string): string
}

const zhWording: Wording = {
  days: ['', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'],
  units: {
    urgent_hour: '紧急工作时',
    hour: '小时',
    working_hour: '工作时',
    working_day: '个工作日',
    urgent_day: '个紧急工作日',
    calendar_day: '个自然日',
    month: '个月',
    year: '年',
  },
  reasons: {
    weekday: '工作日',
    weekend: '周末',
    holiday: '放假',
    make_up_workday: '调休上班',
    local_closure: '本地停办',
    starting_day: '起算日',
    starting_hour: '起算小时',
    paused: '暂停',
    running: '连续计时',
    working_time: '工作时间',
  },
  start: (at, limit, rule) => {
    const day = rule.firstDay === 'excluded' ? '开始之日（时）不计' : '开始之日（时）计入'
    return `${at} 起算，时限 ${limit}，${day}${rule.statute === undefined ? '' : `，按${rule.statute} 计算`}`
  },
  named: (reason, name) => `${reason}（${name}）`,
  dayCounted: (count) => `计入，第 ${count} 日`,
  notCounted: '不计入',
  rolling: '期满日逢休息日，顺延',
  rolledTo: '顺延至本日',
  timeCounted: (amount) => `计入，累计 ${amount}`,
  minutes: (hours, minutes, seconds) =>
    `${hours} 小时${minutes === 0 ? '' : ` ${minutes} 分`}${seconds === 0 ? '' : ` ${seconds} 秒`}`,
  basis: (basis) => `《${basis.law}》第${basis.article}条`,
  extension: (limit, from, grounds) => `延期 ${limit}，自 ${from} 起接续计算：${grounds}`,
  due: (at) => `届满：${at}`,
  paused: (since, left) => `自 ${since} 起暂停，尚余 ${left}`,
  provisionalDay: '暂按平常周次，该年放假通知尚未公布',
  provisionalDue: '暂定：所涉年份的放假通知尚未公布，公布后重新计算',
  limit: (amount, unit) => `${amount} ${unit}`,
}

const enWording: Wording = {
  days: ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  units: {
    urgent_hour: 'urgent hours',
    hour: 'hours',
    working_hour: 'working hours',
    working_day: 'working days',
    urgent_day: 'urgent days',
    calendar_day: 'calendar days',
    month: 'months',
    year: 'years',
  },
  reasons: {
    weekday: 'working day',
    weekend: 'weekend',
    holiday: 'holiday',
    make_up_workday: 'make-up workday',
    local_closure: 'local closure',
    starting_day: 'starting day',
    starting_hour: 'starting hour',
    paused: 'paused',
    running: 'runs on',
    working_time: 'working time',
  },
  start: (at, limit, rule) => {
    const statute = rule.statute === undefined ? '' : `, counted under ${rule.statute}`
    return `${at} start, limit of ${limit}, first day (hour) ${rule.firstDay}${statute}`
  },
  named: (reason, name) => `${reason} (${name})`,
  dayCounted: (count) => `counts, day ${count}`,
  notCounted: 'does not count',
  rolling: 'the last day is a rest day, moves on',
  rolledTo: 'the deadline moves to this day',
  timeCounted: (amount) => `counts, ${amount} so far`,
  minutes: (hours, minutes, seconds) =>
    `${hours} h${minutes === 0 ? '' : ` ${minutes} min`}${seconds === 0 ? '' : ` ${seconds} s`}`,
  basis: (basis) => `${basis.law}, art. ${basis.article}`,
  extension: (limit, from, grounds) => `extended by ${limit}, counted on from ${from}: ${grounds}`,
  due: (at) => `due ${at}`,
  paused: (since, left) => `paused since ${since}, left: ${left}`,
  provisionalDay: 'on plain weekends, the notice of the year is not out',
  provisionalDue: 'provisional: the notice of a year it reaches into is not out; reckoned again when it is',
  limit: (amount, unit) => `${amount} ${amount === 1 ? unit.replace(/s$/, '') : unit}`,
}

const wordings: Readonly<Record<Language, Wording>> = { zh: zhWording, en: enWording }

function renderLine(line: ExplanationLine, wording: Wording, offset: number): string {
  switch (line.kind) {
    case 'start':
      return wording.start(
        formatMinute(line.at, offset),
        wording.limit(line.rule.amount, wording.units[line.rule.unit]),
        line.rule,
      )
    case 'day':
      return renderDay(line, wording)
    case 'time':
      return renderTime(line, wording, offset)
    case 'extension': {
      const { amount, reason, approver, legalBasis } = line.extension
      const grounds = [reason, approver, ...(legalBasis === undefined ? [] : [wording.basis(legalBasis)])]
      const from = formatEnd(line.from, offset)
      return wording.extension(
        wording.limit(amount, wording.units[line.unit]),
        from,
        grounds.join(separator(wording)),
      )
    }
    case 'due':
      return renderDue(line.due, wording, offset)
  }
}

function renderDay(line: DayLine, wording: Wording): string {
  const rolled =
    line.reason === 'weekday' || line.reason === 'make_up_workday' ? wording.rolledTo : wording.rolling
  const uncounted = line.rolling ? rolled : wording.notCounted
  const parts = [reasonText(line, wording), line.counted ? wording.dayCounted(line.count) : uncounted]
  if (line.provisional) parts.push(wording.provisionalDay)
  return `${dateText(line.date, wording)} ${parts.join(separator(wording))}`
}

function renderTime(line: TimeLine, wording: Wording, offset: number): string {
  const span = `${formatMinute(line.from, offset).slice(11)}–${formatEnd(line.to, offset).slice(11)}`
  const parts = [
    reasonText(line, wording),
    line.counted ? wording.timeCounted(amountText(line.count, wording)) : wording.notCounted,
  ]
  if (line.provisional) parts.push(wording.provisionalDay)
  return `${dateText(line.date, wording)} ${span} ${parts.join(separator(wording))}`
}

function renderDue(due: Due, wording: Wording, offset: number): string {
  const tail = due.provisional ? `${separator(wording)}${wording.provisionalDue}` : ''
  if (due.kind === 'due') {
    // A limit in days ends with its day: 24:00 there says it, and 00:00 of the next day would be read wrongly.
    const end = due.dueOn === undefined ? formatMinute(due.dueAt, offset) : formatEnd(due.dueAt, offset)
    return `${wording.due(end)}${tail}`
  }
  const left = due.remaining.map((quantity) => quantityText(quantity, wording)).join(' + ')
  return `${wording.paused(formatMinute(due.since, offset), left)}${tail}`
}

function reasonText(line: DayLine | TimeLine, wording: Wording): string {
  const reason = wording.reasons[line.reason]
  if (line.pause !== undefined) return wording.named(reason, pauseText(line.pause, wording))
  const name = wording === enWording ? (line.nameEn ?? line.name) : line.name
  return name === undefined ? reason : wording.named(reason, name)
}

function pauseText(pause: Pause, wording: Wording): string {
  const basis = pause.legalBasis === undefined ? [] : [wording.basis(pause.legalBasis)]
  return [pause.reason, ...basis].join(separator(wording))
}

function quantityText(quantity: ClockQuantity, wording: Wording): string {
  return quantity.kind === 'days'
    ? wording.limit(quantity.days, wording.units[quantity.unit])
    : amountText(quantity.milliseconds, wording)
}

function amountText(milliseconds: number, wording: Wording): string {
  const minutes = Math.floor(milliseconds / millisecondsPerMinute)
  const seconds = (milliseconds % millisecondsPerMinute) / 1000
  return wording.minutes(Math.floor(minutes / 60), minutes % 60, seconds)
}

function dateText(date: LegalDate, wording: Wording): string {
  return `${date} ${wording.days[dayOfWeek(date)] ?? ''}`
}

function separator(wording: Wording): string {
  return wording === zhWording ? '，' : ', '
}

function formatMinute(instant: Instant, offset: number): string {
  return formatLocal(instant, offset).slice(0, 16).replace('T', ' ')
}

/** The end of a span: a midnight is the 24:00 of the day before. */
function formatEnd(instant: Instant, offset: number): string {
  const text = formatMinute(instant, offset)
  if (!text.endsWith(' 00:00')) return text
  return `${formatMinute(instantOf(instant - 1), offset).slice(0, 10)} 24:00`
}
