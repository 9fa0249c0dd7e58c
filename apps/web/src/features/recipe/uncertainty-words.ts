import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import type { AnyContent } from './queries.ts'

/** Says something that could as well have been otherwise. */
export function useUncertaintyWords(): (one: AnyContent['uncertainty']['of'][number]) => string {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  return (one) => {
    switch (one.kind) {
      case 'weights':
        return t('uncertainty.weights', { share: number(one.share * 100) })
      case 'entries':
        return t('uncertainty.entries', { share: number(one.share * 100) })
      case 'switch':
        return t('uncertainty.switch', { step: one.step + 1, count: one.options.length })
    }
  }
}
