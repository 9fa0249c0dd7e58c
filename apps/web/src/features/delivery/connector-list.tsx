import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { ConnectorDrawer } from './connector-drawer.tsx'
import type { Connector } from './queries.ts'
import { SecretDialog } from './secret-dialog.tsx'
import type { ShownSecret } from './secret-dialog.tsx'

/** What answers the services that procedures call: a system, or people by hand. */
export function ConnectorList() {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  const query = useAsk('connector.list', {})
  const [edited, setEdited] = useState<Connector | 'new'>()
  const [secret, setSecret] = useState<ShownSecret>()
  return (
    <section className="panel delivery-block" aria-label={t('connector.title')}>
      <header className="delivery-head">
        <h2>{t('connector.title')}</h2>
        <Button onClick={() => setEdited('new')}>{t('connector.add')}</Button>
      </header>
      <p className="soft">{t('connector.what')}</p>
      <Shown query={query} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty what={t('connector.none')} />
          ) : (
            <ul className="delivery-receivers">
              {rows.map((connector) => (
                <li key={connector.service}>
                  <div>
                    <strong>
                      <code>{connector.service}</code>
                    </strong>
                    <span className="soft">{t(`connector.${connector.kind}`)}</span>
                    {connector.address !== undefined && <code className="small">{connector.address}</code>}
                    <span className="soft small">
                      {t('connector.changed', { at: formats.moment(connector.changed_at) })}
                    </span>
                  </div>
                  <Button
                    aria-label={t('connector.edit_of', { service: connector.service })}
                    onClick={() => setEdited(connector)}
                  >
                    {t('connector.edit')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {edited !== undefined && (
        <ConnectorDrawer
          connector={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSecret={setSecret}
        />
      )}
      {secret !== undefined && <SecretDialog shown={secret} onClose={() => setSecret(undefined)} />}
    </section>
  )
}
