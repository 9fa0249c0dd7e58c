import { useTranslation } from 'react-i18next'
import { useIsAway } from '../wire/service-context.tsx'

/** Says that the service cannot be reached, as long as that is so. Requests wait and go on by themselves. */
export function AwayBanner() {
  const { t } = useTranslation('app')
  const isAway = useIsAway()
  return (
    <div role="status" className="away" data-open={isAway}>
      {isAway && t('away')}
    </div>
  )
}
