import { useMemo } from 'react'
import { useLanguage, useWording } from '../../text/format-context.tsx'
import type { Ground } from './ground.ts'

/** How numbers of indicators, scores and names are written. */
export interface Writing {
  /** A value of an indicator with its unit of measure. */
  readonly value: (code: string, value: number | null) => string
  /** A value as people say it: of a share in hundredths. */
  readonly told: (code: string, value: number) => number
  readonly measureOf: (code: string) => string | undefined
  /** A number with two decimals. */
  readonly score: (value: number) => string
  /** The same with its sign. */
  readonly signed: (value: number) => string
  readonly share: (value: number) => string
  readonly number: (value: number) => string
  readonly indicator: (code: string) => string
  /** The name that came with an answer: a recipe has names of its own. */
  readonly named: (found: { readonly indicator: string; readonly name?: Wording | undefined }) => string
}

interface Wording {
  readonly zh: string
  readonly en: string
}

const tags = { zh: 'zh-CN', en: 'en-GB' } as const

export function useWriting(ground: Ground): Writing {
  const language = useLanguage()
  const say = useWording()
  return useMemo(() => {
    const tag = tags[language]
    const plain = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 })
    const signs = new Intl.NumberFormat(tag, { maximumFractionDigits: 2, signDisplay: 'exceptZero' })
    const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
    const known = new Map(ground.indicators.map((one) => [one.code, one]))
    function value(code: string, given: number | null): string {
      if (given === null) return '–'
      const found = known.get(code)
      if (found?.is_share === true) return percent.format(given)
      return [plain.format(given), found?.measure ?? ''].filter((part) => part !== '').join(' ')
    }
    function nameOf(code: string): string {
      const found = known.get(code)
      return found === undefined ? code : say(found.name)
    }
    return {
      value,
      told: (code, given) =>
        known.get(code)?.is_share === true ? Number((given * 100).toFixed(1)) : Number(given.toPrecision(12)),
      measureOf: (code) => known.get(code)?.measure || undefined,
      score: (given) => plain.format(given),
      signed: (given) => signs.format(given),
      share: (given) => percent.format(given),
      number: (given) => plain.format(given),
      indicator: nameOf,
      named: ({ indicator, name }) => (name === undefined ? nameOf(indicator) : say(name)),
    }
  }, [ground, language, say])
}
