import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useIsShut, useService } from '../wire/service-context.tsx'
import { useMe } from './me.tsx'
import { PasswordForm } from './password-form.tsx'

/** Comes over the screen when the session is over. What was typed is still there, and goes on after signing in again. */
export function SessionDialog() {
  const { t } = useTranslation('app')
  const { account, name } = useMe()
  const { gate } = useService()
  const isShut = useIsShut()
  const navigate = useNavigate()
  function giveUp(): void {
    gate.open(false)
    void navigate('/sign-in')
  }
  return (
    <Modal
      open={isShut}
      title={t('session.over')}
      footer={null}
      mask={{ closable: false }}
      onCancel={giveUp}
      width={420}
      zIndex={1300}
      destroyOnHidden
    >
      <p>{t('session.over_what', { name })}</p>
      <PasswordForm account={account} onDone={() => gate.open(true)} />
    </Modal>
  )
}
