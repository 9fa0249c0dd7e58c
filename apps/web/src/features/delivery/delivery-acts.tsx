import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'
import { DropDialog } from './drop-dialog.tsx'
import { useDeliveriesChanged } from './queries.ts'

interface Props {
  readonly deliveries: readonly string[]
  /** All of them were given up: only those can be dropped. */
  readonly isDead: boolean
  /** None of them is on its way: those are tried by themselves. */
  readonly isSettled: boolean
  /** They are calls of services whose answer a matter waits for. */
  readonly isAwaited?: boolean
  readonly onDone: () => void
}

/** Tries deliveries again, or drops them for good with a reason. */
export function DeliveryActs({ deliveries, isDead, isSettled, isAwaited = false, onDone }: Props) {
  const { t } = useTranslation('delivery')
  const resend = useTell('delivery.resend')
  const drop = useTell('delivery.drop')
  const changed = useDeliveriesChanged()
  const toast = useToast()
  const [isDropping, setDropping] = useState(false)
  async function tryAgain(): Promise<void> {
    try {
      const { value } = await resend.mutateAsync({ body: { deliveries: [...deliveries] } })
      toast.done(t('resent', { count: value.count }))
      onDone()
    } catch (error) {
      toast.failed(error)
    }
    await changed()
  }
  async function dropAll(reason: string): Promise<void> {
    try {
      const { value } = await drop.mutateAsync({ body: { deliveries: [...deliveries], reason } })
      toast.done(t('dropped', { count: value.count }))
      setDropping(false)
      onDone()
    } catch (error) {
      toast.failed(error)
    }
    await changed()
  }
  return (
    <>
      {isSettled && (
        <Button type="primary" loading={resend.isPending} onClick={() => void tryAgain()}>
          {t('act.resend')}
        </Button>
      )}
      {isDead && (
        <Button danger onClick={() => setDropping(true)}>
          {t('act.drop')}
        </Button>
      )}
      {isDropping && (
        <DropDialog
          what={t(isAwaited ? 'drop.call' : 'drop.what', { count: deliveries.length })}
          isPending={drop.isPending}
          onDrop={(reason) => void dropAll(reason)}
          onClose={() => setDropping(false)}
        />
      )}
    </>
  )
}
