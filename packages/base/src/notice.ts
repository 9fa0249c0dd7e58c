import type { Finding } from './finding.ts'
import type { LegalDate } from './legal-date.ts'
import { englishHolidayName } from './holiday-name.ts'
import { addDays, daysBetween, isLegalDate, yearOf } from './legal-date.ts'

/** A State Council notice of one year: only the dates that differ from the ordinary week. */
export interface Notice {
  /** The year of the notice. Its days may lie in the December before. */
  readonly year: number
  /** Number or address of the notice. */
  readonly source: string
  readonly days: readonly NoticeDay[]
}

export interface NoticeDay {
  readonly date: LegalDate
  /** 'ordinary' takes back what an earlier notice said. */
  readonly kind: 'off' | 'work' | 'ordinary'
  readonly name: string
  /** Absent when neither the notice nor the product knows one. */
  readonly nameEn?: string
}

/** A notice as written in a file; the same date may not be named twice. */
export interface NoticeReading {
  /** Absent when there is an error among the findings. */
  readonly notice?: Notice
  readonly findings: readonly Finding[]
}

/**
 * Reads one notice from JSON data: { year, sources: [address, …], off: [{ name, name_en?, from, to }],
 * work: [{ name, name_en?, date }], ordinary?: [{ date }] }. `to` may be left out for a single day, `name_en` for a holiday
 * that has had a notice before. Days lie in the year or in the December before it.
 */
export function readNotice(data: unknown, file: string): NoticeReading {
  const faults: Fault[] = []
  const year = readField(data, 'year')
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 9998) {
    return {
      findings: [
        findingOf(
          {
            path: 'year',
            zh: '缺少年份，或不是 1949 至 9998 的整数',
            en: 'no year, or no whole number from 1949 to 9998',
          },
          file,
        ),
      ],
    }
  }
  const sources = readList(data, 'sources', faults).filter((source) => typeof source === 'string')
  if (sources.length === 0) faults.push({ path: 'sources', zh: '缺少来源', en: 'no source' })
  const days = [
    ...readDays(data, 'off', faults),
    ...readDays(data, 'work', faults),
    ...readDays(data, 'ordinary', faults),
  ]
  faults.push(...findWrongDays(days, year))
  const findings = faults.map((fault) => findingOf(fault, file))
  return findings.length > 0 ? { findings } : { notice: { year, source: sources.join(' '), days }, findings }
}

/** The first notice of a year names its holidays: without any, the year would be taken for known. */
export function findMissingHoliday(
  notice: Notice,
  known: readonly Notice[],
  file: string,
): readonly Finding[] {
  const isFirst = known.every(({ year }) => year !== notice.year)
  if (!isFirst || notice.days.some(({ kind }) => kind === 'off')) return []
  const zh = `${notice.year} 年的首份通知没有放假日`
  const en = `The first notice of ${notice.year} names no day off`
  return [{ file, line: 0, code: 'notice_empty', severity: 'error', element: 'off', zh, en }]
}

interface Fault {
  readonly path: string
  readonly zh: string
  readonly en: string
}

// A holiday of two weeks is the longest there has been (2020: ten days).
const longestHoliday = 16

function readDays(data: unknown, kind: NoticeDay['kind'], faults: Fault[]): readonly NoticeDay[] {
  return readList(data, kind, faults).flatMap((item, index) => {
    const path = `${kind}[${index}]`
    const given = readField(item, 'name')
    const name = typeof given === 'string' ? given : ''
    const nameEn = readEnglishName(item, name)
    if (nameEn === '') faults.push({ path, zh: 'name_en 不是文字', en: 'name_en is no text' })
    if (name === '' && kind !== 'ordinary') faults.push({ path, zh: '缺少名称', en: 'no name' })
    const from = readField(item, 'date') ?? readField(item, 'from')
    const dates = readDates(from, readField(item, 'to') ?? from)
    if (dates.length === 0)
      faults.push({
        path,
        zh: `缺少日期（2026-01-01），或不是 1 至 ${longestHoliday} 天的一段`,
        en: `no date (2026-01-01), or no span of 1 to ${longestHoliday} days`,
      })
    return dates.map((date) => ({ date, kind, name, ...(nameEn !== undefined && { nameEn }) }))
  })
}

/** The English name given, else the usual one; empty when what is given is no text. */
function readEnglishName(item: unknown, name: string): string | undefined {
  const given = readField(item, 'name_en')
  if (given === undefined) return englishHolidayName(name)
  return typeof given === 'string' ? given.trim() : ''
}

/** The days from one to the other, or none when they are no dates or too far apart. */
function readDates(from: unknown, to: unknown): readonly LegalDate[] {
  if (typeof from !== 'string' || typeof to !== 'string' || !isLegalDate(from) || !isLegalDate(to)) return []
  const length = daysBetween(from, to) + 1
  return length < 1 || length > longestHoliday
    ? []
    : Array.from({ length }, (_, offset) => addDays(from, offset))
}

function findWrongDays(days: readonly NoticeDay[], year: number): readonly Fault[] {
  const seen = new Set<LegalDate>()
  return days.flatMap(({ date, kind }) => {
    const repeated = seen.has(date)
    seen.add(date)
    if (repeated) return [{ path: kind, zh: `${date} 出现两次`, en: `${date} occurs twice` }]
    const inYear = yearOf(date) === year || date.startsWith(`${year - 1}-12`)
    return inYear
      ? []
      : [{ path: kind, zh: `${date} 不属于 ${year} 年`, en: `${date} does not belong to ${year}` }]
  })
}

function readField(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined
}

function readList(data: unknown, name: string, faults: Fault[]): readonly unknown[] {
  const list = readField(data, name)
  if (list === undefined) return []
  if (Array.isArray(list)) return list
  faults.push({ path: name, zh: '不是清单', en: 'no list' })
  return []
}

function findingOf({ path, zh, en }: Fault, file: string): Finding {
  return {
    file,
    line: 0,
    code: 'notice_malformed',
    severity: 'error',
    element: path,
    zh: `放假通知有误（${path}）：${zh}`,
    en: `The holiday notice is wrong at ${path}: ${en}`,
  }
}
