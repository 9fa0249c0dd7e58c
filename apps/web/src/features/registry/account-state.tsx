import { useTranslation } from 'react-i18next'
import type { AccountRow } from './queries.ts'

/** What of an account is not as it should be, in words; in order when nothing is. */
export function AccountState({ account }: { account: AccountRow }) {
  const { t } = useTranslation('registry')
  const told = [
    ...(account.is_disabled ? (['disabled'] as const) : []),
    ...(account.left !== undefined && !account.is_disabled ? (['left'] as const) : []),
    ...(account.failures > 0 ? (['failures'] as const) : []),
    ...(account.must_change_password ? (['initial'] as const) : []),
    ...(!account.has_password && !account.is_disabled ? (['no_password'] as const) : []),
  ]
  if (told.length === 0)
    return (
      <span className="registry-tag" data-kind="good">
        {t('account.good')}
      </span>
    )
  return (
    <>
      {told.map((one) => (
        <span key={one} className="registry-tag" data-kind={one === 'left' ? 'urgent' : one}>
          {t(`account.state_of.${one}`, { count: account.failures, day: account.left ?? '' })}
        </span>
      ))}
    </>
  )
}
