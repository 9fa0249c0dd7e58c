import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useOutbox } from '../../form/use-outbox.ts'
import { useIsAway } from '../../wire/service-context.tsx'
import { useRoundOutbox } from './queries.ts'

/** That something lies here which is not sent yet, and where. */
export function UnsentLine() {
  const { t } = useTranslation('round')
  const isAway = useIsAway()
  const { unsent } = useOutbox(useRoundOutbox())
  if (unsent.length === 0) return undefined
  return (
    <p className="round-unsent" role="status">
      <span>{t(isAway ? 'unsent.away' : 'unsent.here', { count: unsent.length })}</span>
      <Link to="/patrol?list=unsent">{t('unsent.show')}</Link>
    </p>
  )
}
