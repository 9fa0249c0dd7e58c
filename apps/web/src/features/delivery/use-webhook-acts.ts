import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useToast } from '../../ui/toast.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import type { ShownSecret } from './secret-dialog.tsx'
import type { Webhook } from './queries.ts'

/** What can be done with a webhook. Whoever changes one proves once more who they are: the service asks for it. */
export function useWebhookActs({ webhook, name }: Pick<Webhook, 'webhook' | 'name'>) {
  const { t } = useTranslation('delivery')
  const { modal } = App.useApp()
  const toast = useToast()
  const forget = useForget()
  const change = useTell('webhook.change')
  const renewal = useTell('webhook.renew_secret')
  const removal = useTell('webhook.remove')
  const { test, isTesting } = useTrial({ webhook, name })
  const params = { webhook }
  async function done(work: () => Promise<unknown>, told: string): Promise<void> {
    try {
      await work()
      toast.done(told)
    } catch (error) {
      toast.failed(error)
    }
    await forget('webhook.list', 'delivery.list', 'delivery.count')
  }
  return {
    isBusy: change.isPending || renewal.isPending || removal.isPending || isTesting,
    turn: (isActive: boolean) =>
      done(
        () => change.mutateAsync({ params, body: { is_active: isActive } }),
        t(isActive ? 'webhook.turned_on' : 'webhook.turned_off', { name }),
      ),
    test,
    remove(): void {
      modal.confirm({
        title: t('webhook.remove_title', { name }),
        content: t('webhook.remove_what'),
        okText: t('webhook.remove'),
        okButtonProps: { danger: true },
        onOk: () => done(() => removal.mutateAsync({ params }), t('webhook.removed', { name })),
      })
    },
    /** @returns the new secret; undefined when it was refused */
    async renew(hours: number): Promise<ShownSecret | undefined> {
      try {
        const { value } = await renewal.mutateAsync({ params, query: { overlap_hours: hours } })
        await forget('webhook.list')
        return { secret: value.secret, oldUntil: value.old_secret_until }
      } catch (error) {
        toast.failed(error)
        return undefined
      }
    },
  }
}

/** Sends an event that is about nothing, once, and tells what came of it. */
function useTrial({ webhook, name }: Pick<Webhook, 'webhook' | 'name'>) {
  const { t } = useTranslation('delivery')
  const { modal } = App.useApp()
  const toast = useToast()
  const trial = useTell('webhook.test')
  async function test(): Promise<void> {
    try {
      const { value } = await trial.mutateAsync({ params: { webhook } })
      const why = value.status === undefined ? (value.reason ?? '') : String(value.status)
      if (value.is_taken) toast.done(t('webhook.taken', { name, why }))
      else
        modal.warning({
          title: t('webhook.not_taken', { name }),
          content: t('webhook.not_taken_what', { why }),
        })
    } catch (error) {
      toast.failed(error)
    }
  }
  return { test, isTesting: trial.isPending }
}
