import { useTranslation } from 'react-i18next'
import type { TextOf } from './row-form.ts'

/** Texts of forms by key; undefined for one that there is not, such as a hint that nobody needs. */
export function useWord(): TextOf {
  const { t, i18n } = useTranslation('registry')
  return (text) => (i18n.exists(text, { ns: 'registry' }) ? t(text) : undefined)
}
