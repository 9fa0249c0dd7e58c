import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'

/** Units of time limits; any other unit is a word beside the number. */
export const clockUnits = [
  'working_day',
  'calendar_day',
  'urgent_day',
  'working_hour',
  'hour',
  'urgent_hour',
  'month',
  'year',
] as const

export function isClockUnit(unit: string | undefined): boolean {
  return clockUnits.some((one) => one === unit)
}

interface Amount {
  readonly value: number | string | boolean | null
  readonly unit?: string | undefined
}

/** A value with its unit in words: 5 个工作日. */
export function useAmount(): (amount: Amount) => string {
  const { t } = useTranslation('parameter')
  const formats = useFormats()
  return ({ value, unit }) => {
    if (value === null) return t('amount.pack')
    if (typeof value === 'boolean') return t(value ? 'amount.yes' : 'amount.no')
    if (unit === undefined) return typeof value === 'number' ? formats.number(value) : value
    if (typeof value === 'string') return `${value} ${t(`unit_name.${unit}`, { defaultValue: unit })}`
    const number = formats.number(value)
    return t(`unit.${unit}`, { count: value, number, defaultValue: `${number} ${unit}` })
  }
}
