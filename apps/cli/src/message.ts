import { isAppError, parseLocalInstant } from '@duibiao/base'
import type { Finding, Instant } from '@duibiao/base'

/** What a citizen sent in (来件), as it is taken over from another system. */
export interface Message {
  /** Its number there: the same message is taken in once. */
  readonly id: string
  /** Who sent it, as the other system knows them; personal data. */
  readonly user: string
  readonly subject: string
  readonly body: string
  readonly sentAt: Instant
}

/** Our names of a message's fields. */
export const messageFields = ['id', 'user', 'subject', 'time', 'body'] as const

export type MessageField = (typeof messageFields)[number]

/** The fields of a row as text; absent when the row has none. */
export type MessageRow = Readonly<Partial<Record<MessageField, string>>>

/** Where a row stands. */
export interface RowPlace {
  readonly file: string
  readonly line: number
}

/** Longest texts taken over; a longer one is a sign of a broken file. */
const longest: Readonly<Record<MessageField, number>> = {
  id: 100,
  user: 200,
  subject: 500,
  time: 40,
  body: 20_000,
}

/** Reads one row; every fault of it is a finding, and a time after `now`. A row without a user is from nobody known. */
export function readMessage(
  row: MessageRow,
  place: RowPlace,
  now?: Instant,
): { readonly message: Message | undefined; readonly findings: readonly Finding[] } {
  const findings = messageFields.flatMap((field) => fieldFindings(field, row[field]?.trim() ?? '', place))
  const time = row.time?.trim() ?? ''
  const sentAt = readTime(time)
  findings.push(...timeFindings(time, { sentAt, now }, place))
  if (findings.length > 0 || sentAt === undefined) return { message: undefined, findings }
  const { id = '', user = '', subject = '', body = '' } = row
  return {
    message: { id: id.trim(), user: user.trim(), subject: subject.trim(), body: body.trim(), sentAt },
    findings,
  }
}

function timeFindings(
  time: string,
  { sentAt, now }: { readonly sentAt: Instant | undefined; readonly now: Instant | undefined },
  place: RowPlace,
): readonly Finding[] {
  if (time === '') return []
  if (sentAt === undefined) {
    const zh = `“${time}”不是时间：请写成 2026-03-02 09:30:00`
    return [finding(place, 'time_malformed', [zh, `"${time}" is no time: write 2026-03-02 09:30:00`])]
  }
  if (now === undefined || sentAt <= now) return []
  const zh = `时间“${time}”晚于现在：请核对`
  return [finding(place, 'time_in_future', [zh, `"${time}" is later than now: check it`])]
}

function fieldFindings(field: MessageField, text: string, place: RowPlace): readonly Finding[] {
  const most = longest[field]
  if (text === '' && field !== 'user') {
    return [finding(place, 'field_missing', [`缺少 ${field}`, `${field} is missing`])]
  }
  if (text.length > most) {
    const en = `${field} is longer than ${most} characters`
    return [finding(place, 'field_too_long', [`${field} 超过 ${most} 字`, en])]
  }
  if (text.includes('\u0000') || !text.isWellFormed()) {
    const en = `${field} holds characters that cannot be kept`
    return [finding(place, 'field_unstorable', [`${field} 含有不能保存的字符`, en])]
  }
  return []
}

/** A finding of an import. */
export function finding(
  { file, line }: RowPlace,
  code: string,
  [zh, en]: readonly [string, string],
): Finding {
  return { file, line, code, severity: 'error', zh, en }
}

/**
 * The text with what names a person replaced: mobile and landline numbers, identity card numbers. Names cannot be told
 * from other words, so a text that may hold some is kept outside the record altogether.
 */
export function maskPersonal(text: string): string {
  return text
    .replace(/(?<!\d)\d{17}[\dXx](?![\dXx])/g, (number) => `${number.slice(0, 4)}${'*'.repeat(14)}`)
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, (number) => `${number.slice(0, 3)}****${number.slice(7)}`)
    .replace(/(?<!\d)(0\d{2,3}-?)\d{7,8}(?!\d)/g, '$1*******')
}

/** An instant with offset, or local time of China: `2019-02-28 11:25:05`, `2019/2/28 11:25`, `2019-02-28`. */
function readTime(text: string): Instant | undefined {
  const [date = '', time = '00:00', ...rest] = text.split(/[T ]+/)
  if (rest.length > 0) return undefined
  const [year = '', month = '', day = ''] = date.split(/[-/]/)
  const clock = /^\d:/.test(time) ? `0${time}` : time
  try {
    return parseLocalInstant(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${clock}`, 480)
  } catch (error) {
    if (isAppError(error, 'instant_malformed')) return undefined
    throw error
  }
}
