import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldGroup } from '../../ui/field.tsx'

/** Hours for which the old secret signs beside the new one. */
const spans = [24, 72, 168, 0] as const

/** Asks for how long the old secret still counts, before a new one is made. */
export function RenewDialog({
  onRenew,
  onClose,
}: {
  onRenew: (hours: number) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation('delivery')
  const [hours, setHours] = useState<number>(24)
  const [isBusy, setBusy] = useState(false)
  return (
    <Modal
      open
      title={t('secret.renew')}
      okText={t('secret.renew')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => {
        setBusy(true)
        void onRenew(hours).finally(() => setBusy(false))
      }}
      onCancel={onClose}
    >
      <p>{t('secret.renew_what')}</p>
      <FieldGroup label={t('secret.span')} name="secret-span">
        {spans.map((span) => (
          <label key={span} className="choice">
            <input type="radio" name="secret-span" checked={hours === span} onChange={() => setHours(span)} />
            {t(span === 0 ? 'secret.at_once' : 'secret.hours', { count: span })}
          </label>
        ))}
      </FieldGroup>
    </Modal>
  )
}
