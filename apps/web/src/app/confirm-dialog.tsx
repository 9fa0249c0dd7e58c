import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIsProofOwed, useIsShut, useService } from '../wire/service-context.tsx'
import { useLeave } from './leave.ts'
import { useMe } from './me.tsx'
import { ProofForm } from './proof-form.tsx'

/** Comes over the screen when an act asks for a fresh proof of who gives it, whichever act that is. It goes on by itself afterwards. */
export function ConfirmDialog() {
  const { t } = useTranslation('app')
  const { has_password: hasPassword, has_second_factor: hasCode } = useMe()
  const { confirmation } = useService()
  const isOwed = useIsProofOwed()
  const isShut = useIsShut()
  const leave = useLeave()
  return (
    <Modal
      // A session that is over comes first: signing in again is a proof as well.
      open={isOwed && !isShut}
      title={t('confirm.title')}
      footer={null}
      mask={{ closable: false }}
      onCancel={() => confirmation.open(false)}
      width={420}
      // Over the dialogs and drawers that acts are given from.
      zIndex={1200}
      destroyOnHidden
    >
      {hasPassword || hasCode ? (
        <>
          <p>{t('confirm.what')}</p>
          <ProofForm onDone={() => confirmation.open(true)} />
        </>
      ) : (
        <>
          <p>{t('confirm.again_what')}</p>
          <Button type="primary" onClick={() => void leave()}>
            {t('confirm.again')}
          </Button>
        </>
      )}
    </Modal>
  )
}
