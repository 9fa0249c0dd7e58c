import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { round } from './heat-terms.tsx'
import { useIssues } from './queries.ts'
import type { HotIssue } from './queries.ts'
import { RuleDialog } from './rule-dialog.tsx'
import './hot-issue.css'

const least = ['2', '5', '10'] as const

/** What many people report, the hottest first. */
export function IssueBoard() {
  const { t } = useTranslation('hot-issue')
  const may = useMay()
  const [search, setSearch] = useSearchParams()
  const [isRuling, setRuling] = useState(false)
  const people = least.find((one) => one === search.get('people')) ?? '2'
  const issues = useIssues({ least_people: Number(people), limit: 200 })
  return (
    <div className="issues">
      <PageHead
        title={t('title')}
        what={t('what')}
        acts={
          <Button onClick={() => setRuling(true)}>
            {t(may('hot_rule.keep') ? 'rule.edit' : 'rule.show')}
          </Button>
        }
      />
      <div className="issue-filter">
        <span id="issue-least">{t('least')}</span>
        <Segmented
          name="issue-least"
          aria-labelledby="issue-least"
          value={people}
          options={least.map((value) => ({ value, label: t('people', { count: Number(value) }) }))}
          onChange={(value) => setSearch(writeAddress(search, { people: value === '2' ? '' : value }))}
        />
      </div>
      <Shown query={issues} rows={8}>
        {({ rows }) => (rows.length === 0 ? <Empty what={t('none')} /> : <IssueTable rows={rows} />)}
      </Shown>
      {isRuling && <RuleDialog onClose={() => setRuling(false)} />}
    </div>
  )
}

/** Issues as a table; the name opens one. */
export function IssueTable({ rows }: { rows: readonly HotIssue[] }) {
  const { t } = useTranslation('hot-issue')
  const formats = useFormats()
  const most = Math.max(1, ...rows.map(({ heat }) => heat))
  return (
    <div className="issue-frame panel" role="region" aria-label={t('title')} tabIndex={0}>
      <table className="issue-table">
        <thead>
          <tr>
            {(
              [
                'rank',
                'name',
                'heat',
                'people',
                'week',
                'likes',
                'matters',
                'places',
                'first',
                'last',
              ] as const
            ).map((one) => (
              <th key={one} scope="col" data-number={!['name', 'places'].includes(one)}>
                {t(`column.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.issue}>
              <td className="number soft">{index + 1}</td>
              <th scope="row">
                <Link to={`/hot-issues/${row.issue}`} dir="auto">
                  {row.name}
                </Link>
              </th>
              <td className="number">
                <span className="issue-heat">
                  <span className="issue-bar" aria-hidden="true">
                    <span style={{ width: `${(100 * row.heat) / most}%` }} />
                  </span>
                  {formats.number(round(row.heat, 1))}
                </span>
              </td>
              <td className="number">{formats.number(row.people)}</td>
              <td className="number">
                <Growth row={row} />
              </td>
              <td className="number">{formats.number(row.likes)}</td>
              <td className="number">{t('open_of', { open: row.open, all: row.matters })}</td>
              <td className="issue-places">
                <Places areas={row.areas} />
              </td>
              <td className="number">{formats.moment(row.first_at)}</td>
              <td className="number">{formats.moment(row.last_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const namedAreas = 2

/** The areas with most reports; of more than two the first two. */
function Places({ areas }: Pick<HotIssue, 'areas'>) {
  const { t } = useTranslation('hot-issue')
  const names = areas.map(({ area, name }) => name ?? area)
  const shown = names.slice(0, namedAreas).join(t('and'))
  return <>{names.length > namedAreas ? t('places_more', { places: shown }) : shown}</>
}

/** New people of this week, beside those of the week before. */
function Growth({ row }: { row: HotIssue }) {
  const { t } = useTranslation('hot-issue')
  const [now, before] = [row.people_this_week, row.people_last_week]
  const way = now > before ? 'up' : now < before ? 'down' : 'same'
  return (
    <span data-way={way} className="issue-growth">
      {t('growth', { count: now, before })}
      <span className="unseen">{t(`way.${way}`)}</span>
      <span aria-hidden="true">{way === 'up' ? ' ↑' : way === 'down' ? ' ↓' : ''}</span>
    </span>
  )
}
