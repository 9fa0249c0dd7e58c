import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats, useLanguage } from '../../text/format-context.tsx'
import type { Language } from '../../text/language.ts'
import type { Span } from '../../ui/plot.ts'
import { grainOf } from './indicator-state.ts'

const tags = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Readonly<Record<Language, string>>

/** A share with one decimal: less than everything is never written as all, nor something as nothing. */
export function writeShare(value: number, language: Language): string {
  const percent = new Intl.NumberFormat(tags[language], { style: 'percent', maximumFractionDigits: 1 })
  if (value > 0 && value < 0.0005) return `<${percent.format(0.001)}`
  return percent.format(value < 1 ? Math.min(value, 0.999) : value)
}

/** A month as 2026年3月 or Mar 2026, a quarter and a year as they are said. */
function writeMonth(period: string, language: Language): string {
  const style = { year: 'numeric', month: language === 'zh' ? 'long' : 'short', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(tags[language], style).format(new Date(`${period}-15T00:00:00Z`))
}

interface NumberFormats {
  /** In the unit of the indicator. */
  readonly value: (value: number) => string
  readonly interval: (interval: Span) => string
  readonly number: (value: number) => string
  readonly period: (period: string) => string
}

/** How the numbers of an indicator and its periods are written. */
export function useWriting(unit: 'percent' | 'per_matter'): NumberFormats {
  const { t } = useTranslation('indicator')
  const language = useLanguage()
  const formats = useFormats()
  return useMemo(() => {
    const plain = new Intl.NumberFormat(tags[language], { maximumFractionDigits: 2 })
    function value(amount: number): string {
      return unit === 'percent' ? writeShare(amount, language) : plain.format(amount)
    }
    return {
      value,
      interval: ({ low, high }) => t('interval', { low: value(low), high: value(high) }),
      number: formats.number,
      period(period) {
        const [year, rest = ''] = period.split('-')
        const grain = grainOf(period)
        if (grain === 'month') return writeMonth(period, language)
        return grain === 'quarter'
          ? t('period.quarter', { year, quarter: rest.slice(1) })
          : t('period.year', { year })
      },
    }
  }, [t, language, formats, unit])
}
