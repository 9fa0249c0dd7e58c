import type { PendingStep } from '@duibiao/contract'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import '../../app/sign-in.css'
import { AppearanceMenu } from '../../app/appearance-menu.tsx'
import { AwayBanner } from '../../app/away-banner.tsx'
import { useLeave } from '../../app/leave.ts'
import { useMe } from '../../app/me.tsx'
import { useForget } from '../../wire/service-context.tsx'
import { FactorSetUp } from './factor-set-up.tsx'
import './own-account.css'
import { PasswordChange } from './password-change.tsx'

/** What has to be done before anything else is open: a password of one's own, and an authenticator where the district asks for one. */
export function PendingStepScreen({ step }: { step: PendingStep }) {
  const { t } = useTranslation('own-account')
  const { name } = useMe()
  const forget = useForget()
  const leave = useLeave()
  const title = t(`pending.${step}`)
  useEffect(() => {
    document.title = title
  }, [title])
  function goOn(): void {
    void forget('me.read')
  }
  return (
    <div className="sign-in">
      <AwayBanner />
      <header className="sign-in-head">
        <AppearanceMenu />
      </header>
      <main className="sign-in-body">
        <section className="sign-in-panel own-account-pending panel">
          <h1>{title}</h1>
          <p>{t(`pending.${step}_what`, { name })}</p>
          {step === 'password' ? <PasswordChange isFirst onDone={goOn} /> : <FactorSetUp onDone={goOn} />}
          <p className="sign-in-public">
            <Button type="link" onClick={() => void leave()}>
              {t('pending.leave')}
            </Button>
          </p>
        </section>
      </main>
    </div>
  )
}
