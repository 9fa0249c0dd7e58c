import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useStartForm } from './queries.ts'
import { Starting } from './starting.tsx'
import './visit.css'

/** 提出考察: the plan of a visit, sent on by the lead office or prepared for it. */
export function NewVisit() {
  const { t } = useTranslation('visit')
  const form = useStartForm('propose-visit')
  return (
    <div className="visits">
      <PageHead title={t('new.title')} what={<Link to="/visits">{t('back')}</Link>} />
      <p className="soft small">{t('new.what')}</p>
      <Shown query={form} rows={10}>
        {(found) => (
          <Starting
            form={found}
            procedure="study-visit"
            draftName="visit~new"
            titleOf={({ visit_topic: topic }) => (typeof topic === 'string' ? topic : '')}
          />
        )}
      </Shown>
    </div>
  )
}
