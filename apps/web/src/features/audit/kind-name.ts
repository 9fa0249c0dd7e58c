import { useTranslation } from 'react-i18next'

/** What a kind of event is called; one that this page does not know yet keeps its own name. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation('audit')
  return (kind) => t(`kind.${kind}`, { defaultValue: kind })
}
