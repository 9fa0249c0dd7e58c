import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { AreaMap } from '../../ui/area-map.tsx'
import type { MapPoint } from '../../ui/area-shape.ts'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { levelBelow, writeView } from './command-state.ts'
import type { CommandState } from './command-state.ts'
import type { AddressChange } from '../../ui/list-address.ts'
import type { CommandData } from './queries.ts'

type Issue = RowOf<'hot_issue.list'>

/** Issues on the map; the same as a list below it, the hottest first. */
export function IssueMap({
  state: { area, level, view },
  change,
  data: { shapes },
}: {
  readonly state: CommandState
  readonly change: (change: AddressChange) => void
  readonly data: CommandData
}) {
  const { t } = useTranslation('command-view')
  const go = useNavigate()
  const query = { limit: shownIssues, ...(area !== undefined && { area }) }
  const issues = useAsk('hot_issue.list', { query }, { every: 60_000 })
  const points = useMemo(() => pointsOf(issues.data?.rows ?? []), [issues.data])
  return (
    <section className="command-map panel" aria-label={t('issue.label')}>
      <AreaMap
        label={t('issue.label')}
        shapes={shapes.data}
        points={points}
        view={view}
        onView={(moved) => change({ at: writeView(moved) })}
        onPoint={(issue) => void go(`/hot-issues/${issue}`)}
        onArea={(id) => change({ area: id, level: levelBelow(level), at: undefined })}
        twin={
          <Shown query={issues} rows={2}>
            {({ rows }) => <IssueLines rows={rows} />}
          </Shown>
        }
      />
    </section>
  )
}

const shownIssues = 30

/** From a half of the hottest on red, from a quarter on yellow. */
function pointsOf(rows: readonly Issue[]): readonly MapPoint[] {
  const most = Math.max(...rows.map(({ heat }) => heat))
  return rows.flatMap(({ issue, heat, place }): readonly MapPoint[] => {
    const lamp = heat >= most / 2 ? 'red' : heat >= most / 4 ? 'yellow' : 'green'
    return place === undefined ? [] : [{ id: issue, ...place, lamp }]
  })
}

function IssueLines({ rows }: { readonly rows: readonly Issue[] }) {
  const { t } = useTranslation('command-view')
  const formats = useFormats()
  if (rows.length === 0) return <Empty what={t('issue.none')} />
  return (
    <div className="command-issues small">
      <ol aria-label={t('issue.label')}>
        {rows.slice(0, listedIssues).map(({ issue, name, people, heat }) => (
          <li key={issue}>
            <Link to={`/hot-issues/${issue}`} dir="auto">
              {t('issue.line', { name, count: people, heat: formats.number(Math.round(heat * 10) / 10) })}
            </Link>
          </li>
        ))}
      </ol>
      <Link to="/hot-issues">{t('issue.all')}</Link>
    </div>
  )
}

const listedIssues = 8
