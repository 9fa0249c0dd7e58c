import { dateOfDayNumber, dayNumberOfCivil, padNumber } from '@duibiao/base'

/** How a workbook shows numbers. */
export type NumberFormats = {
  /** Formats by the number that cells name as their style. */
  readonly styles: readonly NumberFormat[]
  /** Days are counted from 1904, as old workbooks of the Macintosh do. */
  readonly is1904: boolean
}

export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'date' }
  /** Zeros in front, as in 00123. */
  | { readonly kind: 'padded'; readonly width: number }

/**
 * What a format makes of a number (ECMA-376 18.8.30). The numbers 27 to 36 and 50 to 58 stand in no file: Chinese
 * versions of Excel write dates such as 2026年11月22日 with them.
 */
export function numberFormatOf(id: number, code: string | undefined): NumberFormat {
  const isBuiltInDate =
    (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
  if (code === undefined) return { kind: isBuiltInDate ? 'date' : 'plain' }
  if (/^0{2,}$/.test(code)) return { kind: 'padded', width: code.length }
  // Texts in quotes, escaped signs, fillers, colours and places say nothing; [h] counts hours.
  const bare = code
    .replaceAll(/"[^"]*"|\\.|[_*]./g, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replaceAll(/general/gi, '')
  return { kind: /[ymdhs]/i.test(bare) ? 'date' : 'plain' }
}

/** The text of a number, or undefined when its last digits are lost. */
export function plainNumber(raw: string, format: NumberFormat): string | undefined {
  const value = Number(raw)
  if (!Number.isFinite(value)) return undefined
  // A spreadsheet keeps 15 digits of a number and writes zeros for the others.
  if (Math.abs(value) >= 1e15) return undefined
  const text = plainText(Number(value.toPrecision(15)))
  return format.kind === 'padded' ? text.padStart(format.width, '0') : text
}

/** Without an exponent: 1e-7 is nothing that an office writes. */
function plainText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

const day1900 = dayNumberOfCivil({ year: 1899, month: 12, day: 30 })
const day1904 = dayNumberOfCivil({ year: 1904, month: 1, day: 1 })

/** 'YYYY-MM-DD', with ' HH:mm' or ' HH:mm:ss' when it is not midnight; of less than a day the time only. */
export function dateText(raw: string, is1904: boolean): string | undefined {
  const serial = Number(raw)
  if (!(serial >= 0 && serial < 2_958_466)) return undefined
  const seconds = Math.round(serial * 86_400)
  const [days, time] = [Math.floor(seconds / 86_400), seconds % 86_400]
  const clock = timeText(time)
  if (days === 0 && !is1904) return clock === '' ? undefined : clock
  const day = dayOfSerial(days, is1904)
  if (day === undefined) return undefined
  return clock === '' ? dateOfDayNumber(day) : `${dateOfDayNumber(day)} ${clock}`
}

/** Day 60 of the system of 1900 is a 29 February that never was; the days before it are one later. */
function dayOfSerial(days: number, is1904: boolean): number | undefined {
  if (is1904) return day1904 + days
  if (days === 60) return undefined
  return days < 60 ? day1900 + days + 1 : day1900 + days
}

function timeText(seconds: number): string {
  if (seconds === 0) return ''
  const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const text = `${padNumber(hour, 2)}:${padNumber(minute, 2)}`
  return second === 0 ? text : `${text}:${padNumber(second, 2)}`
}
