import { App, Button } from 'antd'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../wire/refusal.ts'

export interface Toast {
  /** Something was done; with `undo` it can be taken back for a while, and says so. */
  readonly done: (what: string, undo?: () => void) => void
  /** Something was refused or failed, in the words of the service. */
  readonly failed: (error: unknown) => void
}

/** How long what can be undone stays, seconds: long enough for somebody slow to read it and decide. */
const undoSpan = 12

/** Short words at the foot of the screen about what was just done. */
export function useToast(): Toast {
  const { notification } = App.useApp()
  const { t } = useTranslation('ui')
  const done = useCallback(
    (what: string, undo?: () => void) => {
      const key = crypto.randomUUID()
      notification.success({
        key,
        title: what,
        duration: undo === undefined ? 4 : undoSpan,
        ...(undo !== undefined && {
          actions: (
            <Button
              size="small"
              onClick={() => {
                notification.destroy(key)
                undo()
              }}
            >
              {t('toast.undo')}
            </Button>
          ),
        }),
      })
    },
    [notification, t],
  )
  const failed = useCallback(
    (error: unknown) => {
      const problem = error instanceof Refusal ? error.problem : undefined
      notification.error({
        title: problem?.title ?? t('state.failed'),
        description: problem?.detail ?? t('state.failed_what'),
        duration: 10,
      })
    },
    [notification, t],
  )
  return useMemo(() => ({ done, failed }), [done, failed])
}
