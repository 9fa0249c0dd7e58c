import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'

interface Limit {
  readonly value: number | string | boolean
  readonly unit?: string | undefined
}

/** A time limit in words: 5 个工作日. */
export function useLimit(): (limit: Limit) => string {
  const { t } = useTranslation('pack')
  const formats = useFormats()
  return ({ value, unit = '' }) => {
    if (typeof value !== 'number') return `${String(value)} ${unit}`.trim()
    const number = formats.number(value)
    return t(`unit.${unit}`, { count: value, number, defaultValue: `${number} ${unit}`.trim() })
  }
}
