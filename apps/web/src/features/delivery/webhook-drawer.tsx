import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, FieldGroup } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useTell } from '../../wire/service-context.tsx'
import type { ShownSecret } from './secret-dialog.tsx'
import type { Webhook } from './queries.ts'

interface Props {
  /** Undefined for a new one. */
  readonly webhook: Webhook | undefined
  readonly onClose: () => void
  readonly onSecret: (shown: ShownSecret) => void
}

/** What may be heard of, in words; whoever needs others writes their topics. */
const topics = [
  '*',
  'duibiao.matter.notify',
  'duibiao.matter.message',
  'duibiao.matter.entry',
  'duibiao.matter.entry:completeTask',
] as const

/** A webhook is made or changed. Its secret is made by the service and shown once. */
export function WebhookDrawer({ webhook, onClose, onSecret }: Props) {
  const { t } = useTranslation('delivery')
  const [name, setName] = useState(webhook?.name ?? '')
  const [address, setAddress] = useState(webhook?.address ?? '')
  const [types, setTypes] = useState<readonly string[]>(webhook?.types ?? ['*'])
  const others = types.filter((type) => !topics.some((topic) => topic === type))
  const { save, refusal, isPending } = useSaving(webhook, onClose, onSecret)
  function submit(event: FormEvent): void {
    event.preventDefault()
    void save({ name: name.trim(), address: address.trim(), types: types.filter((type) => type !== '') })
  }
  function toggle(topic: string, isOn: boolean): void {
    setTypes(isOn ? [...types, topic] : types.filter((type) => type !== topic))
  }
  const title = t(webhook === undefined ? 'webhook.add' : 'webhook.edit')
  return (
    <Drawer open title={title} onClose={onClose} size={520} destroyOnHidden>
      <form className="delivery-form" onSubmit={submit} noValidate>
        <Field label={t('webhook.name')} name="webhook-name" isRequired>
          {(marks) => (
            <input
              {...marks}
              className="input"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field
          label={t('webhook.address')}
          name="webhook-address"
          hint={t('webhook.address_hint')}
          isRequired
        >
          {(marks) => (
            <input
              {...marks}
              className="input"
              type="url"
              value={address}
              onChange={({ target }) => setAddress(target.value)}
            />
          )}
        </Field>
        <FieldGroup label={t('webhook.topics')} name="webhook-topics" isRequired>
          {topics.map((topic, index) => (
            <label key={topic} className="choice">
              <input
                type="checkbox"
                checked={types.includes(topic)}
                onChange={({ target }) => toggle(topic, target.checked)}
              />
              <span>
                {t(`topic.${index}`)} <code className="soft small">{topic}</code>
              </span>
            </label>
          ))}
        </FieldGroup>
        <Field label={t('webhook.others')} name="webhook-others" hint={t('webhook.others_hint')}>
          {(marks) => (
            <input
              {...marks}
              className="input"
              value={others.join(' ')}
              onChange={({ target }) =>
                setTypes([
                  ...types.filter((type) => topics.some((topic) => topic === type)),
                  ...target.value.split(/\s+/),
                ])
              }
            />
          )}
        </Field>
        <div role="alert" className="delivery-refusal">
          {refusal}
        </div>
        <Button
          type="primary"
          htmlType="submit"
          loading={isPending}
          disabled={name.trim() === '' || address.trim() === ''}
        >
          {t('act.save')}
        </Button>
      </form>
    </Drawer>
  )
}

interface WebhookBody {
  readonly name: string
  readonly address: string
  readonly types: readonly string[]
}

function useSaving(
  webhook: Webhook | undefined,
  onClose: () => void,
  onSecret: (shown: ShownSecret) => void,
) {
  const { t } = useTranslation('delivery')
  const create = useTell('webhook.create')
  const change = useTell('webhook.change')
  const forget = useForget()
  const toast = useToast()
  const [refusal, setRefusal] = useState<string>()
  async function save({ types, ...rest }: WebhookBody): Promise<void> {
    setRefusal(undefined)
    const body = { ...rest, types: [...types] }
    try {
      if (webhook === undefined) onSecret({ secret: (await create.mutateAsync({ body })).value.secret })
      else await change.mutateAsync({ params: { webhook: webhook.webhook }, body })
    } catch (error) {
      setRefusal(error instanceof Refusal ? wordsOf(error) : t('failed'))
      return
    }
    toast.done(t('webhook.saved', { name: rest.name }))
    await forget('webhook.list')
    onClose()
  }
  return { save, refusal, isPending: create.isPending || change.isPending }
}

/** Every fault of the request, or what was refused. */
function wordsOf({ problem }: Refusal): string {
  return problem.findings?.map(({ message }) => message).join(' ') ?? problem.detail
}
