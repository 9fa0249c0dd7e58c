import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import '../../app/sign-in.css'
import { AppearanceMenu } from '../../app/appearance-menu.tsx'
import { AwayBanner } from '../../app/away-banner.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'
import { findPasswordFault } from './new-password.ts'
import type { NewPassword } from './new-password.ts'
import './own-account.css'
import { PasswordFields } from './password-fields.tsx'

/**
 * Where the link of the security administrator leads, `/set-password#<link>`: its owner sets a password with it, once. It stands
 * behind the #, which no server and no log gets to see.
 */
export function PasswordLink() {
  const { t } = useTranslation('own-account')
  const redeem = useTell('password.redeem')
  const [link] = useState(() => decodeURIComponent(location.hash.slice(1)))
  const [value, setValue] = useState<NewPassword>({ first: '', again: '' })
  const [isTried, setTried] = useState(false)
  const problem = redeem.error instanceof Refusal ? redeem.error.problem : undefined
  const isWeak = problem?.code === 'password_weak'
  useEffect(() => {
    document.title = t('link.title')
  }, [t])
  function submit(event: FormEvent): void {
    event.preventDefault()
    setTried(true)
    if (Object.keys(findPasswordFault(value)).length > 0) return
    redeem.mutate({ body: { link, new: value.first } })
  }
  return (
    <div className="sign-in">
      <AwayBanner />
      <header className="sign-in-head">
        <AppearanceMenu />
      </header>
      <main className="sign-in-body">
        <section className="sign-in-panel own-account-pending panel">
          <h1>{t('link.title')}</h1>
          {redeem.isSuccess && <p role="status">{t('link.done')}</p>}
          {!redeem.isSuccess && link === '' && <p role="alert">{t('link.missing')}</p>}
          {!redeem.isSuccess && link !== '' && (
            <form className="own-account-form" onSubmit={submit} noValidate>
              <PasswordFields
                value={value}
                onChange={setValue}
                isTried={isTried}
                refusal={isWeak ? problem.detail : undefined}
              />
              <div role="alert" className="sign-in-fault">
                {isWeak ? undefined : problem?.detail}
              </div>
              <Button type="primary" htmlType="submit" block loading={redeem.isPending}>
                {t('password.submit')}
              </Button>
            </form>
          )}
          <p className="sign-in-public">
            <Link to="/sign-in">{t('link.sign_in')}</Link>
          </p>
        </section>
      </main>
    </div>
  )
}
