import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'

/** Whether it was done or refused: a mark and a word. */
export function Outcome({ outcome }: { outcome: 'done' | 'refused' }) {
  const { t } = useTranslation('audit')
  return (
    <span className="audit-outcome" data-outcome={outcome}>
      {outcome === 'done' ? <CheckCircleOutlined /> : <StopOutlined />}
      {t(`outcome.${outcome}`)}
    </span>
  )
}
