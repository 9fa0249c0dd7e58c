import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { Webhook } from './queries.ts'
import { RenewDialog } from './renew-dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import type { ShownSecret } from './secret-dialog.tsx'
import { useWebhookActs } from './use-webhook-acts.ts'
import { WebhookDrawer } from './webhook-drawer.tsx'

/** Systems that are told of events. */
export function WebhookList() {
  const { t } = useTranslation('delivery')
  const query = useAsk('webhook.list', {})
  const [edited, setEdited] = useState<Webhook | 'new'>()
  const [secret, setSecret] = useState<ShownSecret>()
  return (
    <section className="panel delivery-block" aria-label={t('webhook.title')}>
      <header className="delivery-head">
        <h2>{t('webhook.title')}</h2>
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('webhook.add')}
        </Button>
      </header>
      <p className="soft">{t('webhook.what')}</p>
      <Shown query={query} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty what={t('webhook.none')} />
          ) : (
            <ul className="delivery-receivers">
              {rows.map((webhook) => (
                <OneWebhook
                  key={webhook.webhook}
                  webhook={webhook}
                  onEdit={() => setEdited(webhook)}
                  onSecret={setSecret}
                />
              ))}
            </ul>
          )
        }
      </Shown>
      {edited !== undefined && (
        <WebhookDrawer
          webhook={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSecret={setSecret}
        />
      )}
      {secret !== undefined && <SecretDialog shown={secret} onClose={() => setSecret(undefined)} />}
    </section>
  )
}

interface OneProps {
  readonly webhook: Webhook
  readonly onEdit: () => void
  readonly onSecret: (shown: ShownSecret) => void
}

function OneWebhook({ webhook, onEdit, onSecret }: OneProps) {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  const acts = useWebhookActs(webhook)
  const [isRenewing, setRenewing] = useState(false)
  const { name, address, types, is_active: isActive, failures, failed_at: failedAt } = webhook
  const items = [
    { key: 'test', label: t('webhook.test') },
    { key: 'edit', label: t('webhook.edit') },
    { key: 'switch', label: t(isActive ? 'webhook.off' : 'webhook.on') },
    { key: 'renew', label: t('webhook.renew') },
    { key: 'remove', label: t('webhook.remove'), danger: true },
  ]
  function run(key: string): void {
    if (key === 'edit') onEdit()
    else if (key === 'renew') setRenewing(true)
    else if (key === 'test') void acts.test()
    else if (key === 'switch') void acts.turn(!isActive)
    else acts.remove()
  }
  return (
    <li>
      <div>
        <strong>{name}</strong>
        <span className="delivery-state" data-state={isActive ? 'delivered' : 'off'}>
          {t(isActive ? 'webhook.active' : 'webhook.inactive')}
        </span>
        {failures > 0 && failedAt !== undefined && (
          <span className="delivery-failing">
            {t('webhook.failing', { count: failures, at: formats.moment(failedAt) })}
          </span>
        )}
        <code className="small">{address}</code>
        <span className="soft small">{types.join(', ')}</span>
        {webhook.old_secret_until !== undefined && (
          <span className="soft small">
            {t('secret.overlap', { at: formats.moment(webhook.old_secret_until) })}
          </span>
        )}
      </div>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => run(key) }}>
        <Button aria-haspopup="menu" aria-label={t('webhook.acts', { name })} loading={acts.isBusy}>
          {t('act.more')}
        </Button>
      </Dropdown>
      {isRenewing && (
        <RenewDialog
          onRenew={async (hours) => {
            const shown = await acts.renew(hours)
            setRenewing(false)
            if (shown !== undefined) onSecret(shown)
          }}
          onClose={() => setRenewing(false)}
        />
      )}
    </li>
  )
}
