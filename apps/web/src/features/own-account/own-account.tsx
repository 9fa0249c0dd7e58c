import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../app/me.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useForget } from '../../wire/service-context.tsx'
import './own-account.css'
import { PasswordChange } from './password-change.tsx'
import { SecondFactor } from './second-factor.tsx'
import { SessionList } from './session-list.tsx'

/** By what somebody proves who they are, and where they are signed in. */
export function OwnAccount() {
  const { t } = useTranslation('own-account')
  const { name, account } = useMe()
  return (
    <div className="own-account">
      <PageHead title={t('title')} what={t('whose', { name, account })} />
      <Password />
      <section className="panel" aria-labelledby="own-factor">
        <h2 id="own-factor">{t('factor.title')}</h2>
        <SecondFactor />
      </section>
      <section className="panel" aria-labelledby="own-sessions">
        <h2 id="own-sessions">{t('sessions.title')}</h2>
        <SessionList />
      </section>
    </div>
  )
}

function Password() {
  const { t } = useTranslation('own-account')
  const { has_password: hasPassword } = useMe()
  const [isChanging, setChanging] = useState(false)
  const toast = useToast()
  const forget = useForget()
  async function end(): Promise<void> {
    setChanging(false)
    toast.done(t('password.changed'))
    await forget('me.read', 'session.list')
  }
  return (
    <section className="panel" aria-labelledby="own-password">
      <h2 id="own-password">{t('password.title')}</h2>
      {!hasPassword && <p className="soft">{t('password.none')}</p>}
      {hasPassword && !isChanging && (
        <>
          <p className="soft">{t('password.what')}</p>
          <Button onClick={() => setChanging(true)}>{t('password.change')}</Button>
        </>
      )}
      {isChanging && <PasswordChange onDone={() => void end()} onLeave={() => setChanging(false)} />}
    </section>
  )
}
