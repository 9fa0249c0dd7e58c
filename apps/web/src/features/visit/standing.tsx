import { useTranslation } from 'react-i18next'
import type { GapWorkLine, VisitLine } from './queries.ts'

/** How a visit or a gap stands in a word when nobody has a task: it waits for orders, or it has ended. */
export function useStanding(): (matter: Pick<VisitLine | GapWorkLine, 'status'>) => string {
  const { t } = useTranslation('visit')
  return ({ status }) => t(`status.${status}`)
}
