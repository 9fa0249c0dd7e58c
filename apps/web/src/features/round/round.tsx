import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useRenewal } from '../../wire/use-renewal.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { Around } from './around.tsx'
import { useOwnArea, useOwnTasks, usePatrolKind } from './queries.ts'
import { UnsentLine } from './unsent-line.tsx'
import { Waiting } from './waiting.tsx'
import './round.css'

const shownHere = ['task.list', 'task.count', 'matter.list', 'matter.count'] as const

/** 巡查: what waits for a grid worker on top, and what is open around them. */
export function Round() {
  const { t } = useTranslation('round')
  const area = useOwnArea()
  const tasks = useOwnTasks()
  // Fetched while there is a line, so that the form is there when there is none.
  usePatrolKind()
  useRenewal(shownHere)
  return (
    <div className="round">
      <PageHead
        title={t('title')}
        what={area.name}
        acts={
          <Link className="press round-press" to="/patrol">
            {t('report')}
          </Link>
        }
      />
      <UnsentLine />
      <Shown query={tasks} rows={3}>
        {({ rows }) => <Waiting tasks={rows} />}
      </Shown>
      <Shown query={area.office} rows={4}>
        {() => area.id !== undefined && <Around area={area.id} />}
      </Shown>
    </div>
  )
}
