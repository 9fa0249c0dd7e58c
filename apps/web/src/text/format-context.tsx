import { createContext, use, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { makeFormats } from './format.ts'
import type { Formats } from './format.ts'
import type { Language } from './language.ts'

const ClockContext = createContext<() => number>(() => 0)

/** @param now the real clock, milliseconds since 1970; only `main.tsx` has one */
export function ClockProvider({ now, children }: { now: () => number; children: ReactNode }) {
  return <ClockContext value={now}>{children}</ClockContext>
}

/** The language that is shown. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}

/** How dates, times and numbers are written here. */
export function useFormats(): Formats {
  const language = useLanguage()
  const now = use(ClockContext)
  return useMemo(() => makeFormats(language, now), [language, now])
}

/** The clock itself, for what needs the time of an act. */
export function useClock(): () => number {
  return use(ClockContext)
}

/** The time now, anew every half minute, so that what is left of a clock stays true. */
export function useNow(every = 30_000): number {
  const clock = use(ClockContext)
  const [now, setNow] = useState(clock)
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), every)
    return () => clearInterval(timer)
  }, [clock, every])
  return now
}

/** The one of two wordings that is in the language shown. */
export function useWording(): (wording: Readonly<Record<Language, string>>) => string {
  const language = useLanguage()
  return (wording) => wording[language]
}
