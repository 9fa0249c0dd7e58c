import { App, Button, Drawer } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, FieldGroup } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useTell } from '../../wire/service-context.tsx'
import type { Connector } from './queries.ts'
import type { ShownSecret } from './secret-dialog.tsx'

interface DrawerProps {
  readonly connector: Connector | undefined
  readonly onClose: () => void
  readonly onSecret: (shown: ShownSecret) => void
}

/** Who answers a service: people by hand, or a system with an address and a secret. */
export function ConnectorDrawer({ connector, onClose, onSecret }: DrawerProps) {
  const { t } = useTranslation('delivery')
  const known = connector ?? unknown
  const isNew = connector === undefined
  const [service, setService] = useState(known.service)
  const [kind, setKind] = useState(known.kind)
  const [address, setAddress] = useState(known.address ?? '')
  const [isRenewed, setRenewed] = useState(false)
  const { save, remove, refusal, isPending } = useConnector(connector, onClose, onSecret)
  const isMissing = service.trim() === '' || (kind === 'http' && address.trim() === '')
  function submit(event: FormEvent): void {
    event.preventDefault()
    const body = kind === 'manual' ? {} : { address: address.trim(), renews_secret: isRenewed }
    void save(service.trim(), body)
  }
  return (
    <Drawer
      open
      title={isNew ? t('connector.add') : known.service}
      onClose={onClose}
      size={520}
      destroyOnHidden
    >
      <form className="delivery-form" onSubmit={submit} noValidate>
        {isNew && <ServiceName value={service} onChange={setService} />}
        <FieldGroup label={t('connector.answered')} name="connector-kind">
          {(['manual', 'http'] as const).map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="connector-kind"
                checked={kind === one}
                onChange={() => setKind(one)}
              />
              {t(`connector.${one}`)}
            </label>
          ))}
        </FieldGroup>
        {kind === 'http' && (
          <>
            <Address value={address} onChange={setAddress} />
            {known.kind === 'http' && <Renewal isChosen={isRenewed} onChange={setRenewed} />}
          </>
        )}
        <div role="alert" className="delivery-refusal">
          {refusal}
        </div>
        <div className="delivery-acts">
          <Button type="primary" htmlType="submit" loading={isPending} disabled={isMissing}>
            {t('act.save')}
          </Button>
          {!isNew && (
            <Button danger onClick={remove}>
              {t('connector.remove')}
            </Button>
          )}
        </div>
      </form>
    </Drawer>
  )
}

function Renewal({ isChosen, onChange }: { isChosen: boolean; onChange: (isChosen: boolean) => void }) {
  const { t } = useTranslation('delivery')
  return (
    <label className="choice">
      <input type="checkbox" checked={isChosen} onChange={({ target }) => onChange(target.checked)} />
      {t('connector.renew')}
    </label>
  )
}

interface InputProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function ServiceName({ value, onChange }: InputProps) {
  const { t } = useTranslation('delivery')
  return (
    <Field
      label={t('connector.service')}
      name="connector-service"
      hint={t('connector.service_hint')}
      isRequired
    >
      {(marks) => (
        <input {...marks} className="input" value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  )
}

function Address({ value, onChange }: InputProps) {
  const { t } = useTranslation('delivery')
  return (
    <Field label={t('webhook.address')} name="connector-address" hint={t('webhook.address_hint')} isRequired>
      {(marks) => (
        <input
          {...marks}
          className="input"
          type="url"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

const unknown: Pick<Connector, 'service' | 'kind' | 'address'> = { service: '', kind: 'manual' }

interface ConnectorBody {
  readonly address?: string
  readonly renews_secret?: boolean
}

function useConnector(
  connector: Connector | undefined,
  onClose: () => void,
  onSecret: (shown: ShownSecret) => void,
) {
  const { t } = useTranslation('delivery')
  const { modal } = App.useApp()
  const keep = useTell('connector.keep')
  const removal = useTell('connector.remove')
  const forget = useForget()
  const toast = useToast()
  const [refusal, setRefusal] = useState<string>()
  async function end(work: () => Promise<unknown>, told: string): Promise<void> {
    setRefusal(undefined)
    try {
      await work()
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('failed'))
      return
    }
    toast.done(told)
    await forget('connector.list')
    onClose()
  }
  function remove(): void {
    const service = connector?.service ?? ''
    modal.confirm({
      title: t('connector.remove_title', { service }),
      content: t('connector.remove_what'),
      okText: t('connector.remove'),
      okButtonProps: { danger: true },
      onOk: () =>
        end(() => removal.mutateAsync({ params: { service } }), t('connector.removed', { service })),
    })
  }
  return {
    refusal,
    remove,
    isPending: keep.isPending || removal.isPending,
    save: (service: string, body: ConnectorBody) =>
      end(
        async () => {
          const { value } = await keep.mutateAsync({ params: { service }, body })
          if (value.secret !== undefined) onSecret({ secret: value.secret })
        },
        t('connector.saved', { service }),
      ),
  }
}
