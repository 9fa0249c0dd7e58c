import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { MatterLamp } from '../../look/lamp.tsx'
import { ProgressBar } from './progress-bar.tsx'
import type { VisitLine } from './queries.ts'
import { SectionBar } from './section-bar.tsx'
import { useStanding } from './standing.tsx'
import './visit.css'

/** 对标考察: who went where, how far it is, and how all its actions stand. */
export function VisitList() {
  const { t } = useTranslation('visit')
  const may = useMay()
  return (
    <div className="visits">
      <PageHead
        title={t('title')}
        what={t('what')}
        acts={
          may('matter.start') && (
            <Link to="/visits/new">
              <Button type="primary" tabIndex={-1}>
                {t('new.title')}
              </Button>
            </Link>
          )
        }
      />
      <SectionBar />
      <ListPage<'visit.list'>
        list="visit.list"
        name="visits"
        views={[
          { title: t('view.all'), search: '' },
          { title: t('view.open'), search: 'open=true' },
          { title: t('view.ended'), search: 'open=false' },
        ]}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pathOf={({ id }) => `/visits/${id}`}
        empty={t('empty')}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<VisitLine>[] {
  const { t } = useTranslation('visit')
  const say = useWording()
  const formats = useFormats()
  const stands = useStanding()
  return [
    {
      id: 'topic',
      title: t('column.topic'),
      isFixed: true,
      cell: ({ topic, title, number }) => <span dir="auto">{topic ?? (title === '' ? number : title)}</span>,
    },
    {
      id: 'peers',
      title: t('column.peers'),
      width: '13em',
      cell: ({ peers }) => <span dir="auto">{peers.join(t('and'))}</span>,
    },
    {
      id: 'when',
      title: t('column.when'),
      width: '13em',
      cell: ({ from, to }) => (
        <span className="number">{from === to ? from : [from, to].join(t('until'))}</span>
      ),
    },
    {
      id: 'lead',
      title: t('column.lead'),
      width: '12em',
      cell: ({ lead }) => <span dir="auto">{lead?.name}</span>,
    },
    {
      id: 'state',
      title: t('column.state'),
      width: '12em',
      cell: (visit) => (visit.steps.length > 0 ? visit.steps.map(say).join(t('and')) : stands(visit)),
    },
    {
      id: 'lamp',
      title: t('column.due'),
      width: '11em',
      isHidden: true,
      cell: ({ lamp, due_at: dueAt, remaining, status }) => (
        <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={status} />
      ),
    },
    {
      id: 'progress',
      title: t('column.progress'),
      width: '16em',
      cell: ({ progress }) => <ProgressBar progress={progress} />,
    },
    {
      id: 'next',
      title: t('column.next'),
      width: '9em',
      isNumber: true,
      cell: ({ next_due_at: at }) => <span className="number soft">{at && formats.end(at)}</span>,
    },
    {
      id: 'number',
      title: t('column.number'),
      width: '9em',
      isHidden: true,
      cell: ({ number }) => <span className="number soft">{number}</span>,
    },
  ]
}
