import { useTranslation } from 'react-i18next'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'

interface Props {
  /** What follows, in words. */
  readonly what: string
  readonly isPending: boolean
  readonly onDrop: (reason: string) => void
  readonly onClose: () => void
}

/** Asks once before something is dropped for good, and for the reason that is kept. */
export function DropDialog({ what, isPending, onDrop, onClose }: Props) {
  const { t } = useTranslation('delivery')
  return (
    <ReasonDialog
      title={t('drop.title')}
      what={what}
      act={t('act.drop')}
      reason={{ label: t('drop.reason'), hint: t('drop.reason_hint') }}
      isDanger
      isPending={isPending}
      onAct={onDrop}
      onClose={onClose}
    />
  )
}
