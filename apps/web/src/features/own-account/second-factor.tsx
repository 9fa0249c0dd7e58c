import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../app/me.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { FactorSetUp } from './factor-set-up.tsx'

/** Whether an authenticator is set up; sets one up, another one, or none. */
export function SecondFactor() {
  const { t } = useTranslation('own-account')
  const { has_second_factor: isSet } = useMe()
  const [isSettingUp, setSettingUp] = useState(false)
  const remove = useTell('second_factor.remove')
  const { modal } = App.useApp()
  const toast = useToast()
  const forget = useForget()
  function askToRemove(): void {
    void modal.confirm({
      title: t('factor.remove'),
      content: t('factor.remove_what'),
      okText: t('factor.remove'),
      okButtonProps: { danger: true },
      onOk: () => void takeAway(),
    })
  }
  async function takeAway(): Promise<void> {
    try {
      await remove.mutateAsync({})
      toast.done(t('factor.removed'))
    } catch (error) {
      toast.failed(error)
    }
    await forget('me.read', 'session.list')
  }
  async function end(): Promise<void> {
    setSettingUp(false)
    toast.done(t('factor.done'))
    await forget('me.read', 'session.list')
  }
  if (isSettingUp) return <FactorSetUp onDone={() => void end()} onLeave={() => setSettingUp(false)} />
  return (
    <>
      <p className="soft">{t(isSet ? 'factor.is_set' : 'factor.is_not_set')}</p>
      <div className="own-account-acts">
        <Button onClick={() => setSettingUp(true)}>{t(isSet ? 'factor.renew' : 'factor.begin')}</Button>
        {isSet && (
          <Button danger type="text" loading={remove.isPending} onClick={askToRemove}>
            {t('factor.remove')}
          </Button>
        )}
      </div>
    </>
  )
}
