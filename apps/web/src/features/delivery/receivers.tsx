import { useTranslation } from 'react-i18next'
import { PageHead } from '../../ui/page-head.tsx'
import { ConnectorList } from './connector-list.tsx'
import { SectionBar } from './section-bar.tsx'
import { WebhookList } from './webhook-list.tsx'
import './delivery.css'

/** Where events go, and what answers the services that procedures call. */
export function Receivers() {
  const { t } = useTranslation('delivery')
  return (
    <div className="delivery">
      <PageHead title={t('receivers.title')} what={t('receivers.what')} />
      <SectionBar />
      <WebhookList />
      <ConnectorList />
    </div>
  )
}
