import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'

export interface ShownSecret {
  readonly secret: string
  /** Until when the one before it signs too. */
  readonly oldUntil?: string | undefined
}

/** A secret, which is shown this once: whoever closes it has to have copied it. */
export function SecretDialog({ shown, onClose }: { shown: ShownSecret; onClose: () => void }) {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  return (
    <Modal
      open
      title={t('secret.title')}
      okText={t('secret.copied')}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={onClose}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>{t('secret.once')}</p>
      <code className="delivery-secret">{shown.secret}</code>
      {shown.oldUntil !== undefined && (
        <p className="soft">{t('secret.overlap', { at: formats.moment(shown.oldUntil) })}</p>
      )}
    </Modal>
  )
}
