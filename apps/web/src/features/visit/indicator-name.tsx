import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import type { Visit } from './queries.ts'

/** An indicator as it was written: of a counted one the way to its page, and of a name that none has, that it has none. */
export function IndicatorName({ indicator }: { indicator: Visit['indicators'][number] }) {
  const { t } = useTranslation('visit')
  const may = useMay()
  const { name, indicator: counted, is_known: isKnown } = indicator
  if (counted !== undefined && may('indicator.read')) {
    return (
      <Link to={`/indicators/${encodeURIComponent(counted)}`} dir="auto">
        {name}
      </Link>
    )
  }
  return (
    <span dir="auto">
      {name}
      {!isKnown && <span className="soft small"> {t('indicator_unknown')}</span>}
    </span>
  )
}
