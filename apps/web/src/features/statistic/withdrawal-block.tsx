import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import type { ImportRead } from './queries.ts'

/** What was withdrawn of an import and why, and how much of it stands. */
export function WithdrawalBlock({ found: { standing, withdrawals } }: { found: ImportRead }) {
  const { t } = useTranslation('statistic')
  const formats = useFormats()
  return (
    <section className="panel statistic-block" aria-labelledby="statistic-withdrawals">
      <h2 id="statistic-withdrawals">{t('withdrawals.title')}</h2>
      <p className="soft">{t('withdrawals.standing', { count: standing })}</p>
      {withdrawals.length === 0 ? (
        <p className="soft">{t('withdrawals.none')}</p>
      ) : (
        <ul className="statistic-withdrawals">
          {withdrawals.map(({ at, by, reason, withdrawn }) => (
            <li key={at}>
              <strong>{t('withdrawals.count', { count: withdrawn })}</strong>
              <span dir="auto">{reason}</span>
              <span className="soft small">{t('deed', { at: formats.moment(at), by })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
