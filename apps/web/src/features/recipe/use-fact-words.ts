import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FactWords } from './fact-text.ts'

/** Words by which tables say yes and no, in the language of the screen and in English. */
export function useFactWords(): FactWords {
  const { t } = useTranslation('recipe')
  return useMemo(() => ({ yes: t('sheet.yes_words').split(' '), no: t('sheet.no_words').split(' ') }), [t])
}
