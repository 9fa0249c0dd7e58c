import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { Chart } from '../../ui/chart.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'
import { growthOf } from './growth.ts'
import { HeatTerms } from './heat-terms.tsx'
import { NameForm } from './name-form.tsx'
import { useIssue, useIssues, useIssuesChanged } from './queries.ts'
import type { IssueDetail, IssueReport } from './queries.ts'
import './hot-issue.css'

/** One issue: how it grew, where it lies, where its heat comes from, and its matters. */
export function IssuePage() {
  const { issue = '' } = useParams()
  const query = useIssue(issue)
  return (
    <Shown query={query} rows={10}>
      {(found) => <Detail key={found.issue} found={found} />}
    </Shown>
  )
}

function Detail({ found }: { found: IssueDetail }) {
  const { t } = useTranslation('hot-issue')
  const formats = useFormats()
  const may = useMay()
  const [isNaming, setNaming] = useState(false)
  return (
    <article className="issues">
      <PageHead
        title={found.name}
        beside={found.is_named && <span className="soft small">{t('named')}</span>}
        what={<Link to="/hot-issues">{t('back')}</Link>}
        acts={
          may('hot_issue.name') && <Button onClick={() => setNaming(!isNaming)}>{t('name.change')}</Button>
        }
      />
      {isNaming && <NameForm issue={found} onDone={() => setNaming(false)} />}
      <div className="issue-top">
        <section className="panel issue-facts">
          <dl>
            <div>
              <dt>{t('column.people')}</dt>
              <dd className="number">{formats.number(found.people)}</dd>
            </div>
            <div>
              <dt>{t('column.likes')}</dt>
              <dd className="number">{formats.number(found.likes)}</dd>
            </div>
            <div>
              <dt>{t('column.matters')}</dt>
              <dd className="number">{t('open_of', { open: found.open, all: found.matters })}</dd>
            </div>
            <div>
              <dt>{t('column.first')}</dt>
              <dd className="number">{formats.moment(found.first_at)}</dd>
            </div>
            <div>
              <dt>{t('column.last')}</dt>
              <dd className="number">{formats.moment(found.last_at)}</dd>
            </div>
            <div>
              <dt>{t('column.places')}</dt>
              <dd>{found.areas.map(({ area, name }) => name ?? area).join(t('and'))}</dd>
            </div>
          </dl>
          <h2>{t('terms.title')}</h2>
          <HeatTerms issue={found} />
          <p className="soft small">{t('terms.what')}</p>
        </section>
        <section className="panel issue-growth-chart">
          <Chart
            title={t('chart.title')}
            kind="line"
            categoryName={t('chart.day')}
            {...growthOf(found.days, { sum: t('chart.sum'), fresh: t('chart.new') })}
          />
        </section>
      </div>
      <Reports found={found} />
    </article>
  )
}

/** The matters of an issue; who may sort them ticks some and moves them. */
function Reports({ found }: { found: IssueDetail }) {
  const { t } = useTranslation('hot-issue')
  const formats = useFormats()
  const may = useMay()
  const isSorting = may('hot_issue.place')
  const [ticked, setTicked] = useState<readonly string[]>([])
  function tick({ id }: IssueReport): void {
    setTicked(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id])
  }
  return (
    <section className="panel issue-reports">
      <header>
        <h2>{t('reports', { count: found.rows.length })}</h2>
        {isSorting && ticked.length > 0 && (
          <Sorting issue={found.issue} ticked={ticked} isAll={ticked.length === found.rows.length} />
        )}
      </header>
      <div
        className="issue-frame"
        role="region"
        aria-label={t('reports', { count: found.rows.length })}
        tabIndex={0}
      >
        <table className="issue-table">
          <thead>
            <tr>
              {isSorting && (
                <th scope="col">
                  <span className="unseen">{t('tick')}</span>
                </th>
              )}
              <th scope="col">{t('report.number')}</th>
              <th scope="col">{t('report.title')}</th>
              <th scope="col">{t('report.status')}</th>
              <th scope="col">{t('column.places')}</th>
              <th scope="col" data-number="true">
                {t('column.people')}
              </th>
              <th scope="col" data-number="true">
                {t('report.at')}
              </th>
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr key={row.id}>
                {isSorting && (
                  <td>
                    <Checkbox
                      aria-label={t('tick_this', { number: row.number })}
                      checked={ticked.includes(row.id)}
                      onChange={() => tick(row)}
                    />
                  </td>
                )}
                <th scope="row" className="number">
                  <Link to={`/matters/${row.id}`}>{row.number}</Link>
                </th>
                <td dir="auto">
                  {row.title}
                  {row.is_placed && <span className="issue-mark small">{t('placed')}</span>}
                </td>
                <td>{t(`status.${row.status}`)}</td>
                <td>{row.area_name ?? row.area}</td>
                <td className="number">{formats.number(row.people)}</td>
                <td className="number">{formats.moment(row.at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface SortingProps {
  readonly issue: string
  readonly ticked: readonly string[]
  /** All of the issue: then there is nothing to split off. */
  readonly isAll: boolean
}

/** Splits ticked matters off, or puts them into another issue. */
function Sorting({ issue, ticked, isAll }: SortingProps) {
  const { t } = useTranslation('hot-issue')
  const others = useIssues({ least_people: 1 })
  const place = useTell('hot_issue.place')
  const changed = useIssuesChanged()
  const toast = useToast()
  const go = useNavigate()
  const [into, setInto] = useState('')
  async function send(target: string): Promise<void> {
    try {
      const body = { matters: [...ticked], ...(target !== '' && { into: target }) }
      const { value } = await place.mutateAsync({ params: { issue }, body })
      await changed()
      toast.done(t(target === '' ? 'split_done' : 'moved_done', { count: value.matters }))
      await go(`/hot-issues/${value.issue}`)
    } catch (error) {
      toast.failed(error)
    }
  }
  const choices = (others.data?.rows ?? []).filter((row) => row.issue !== issue)
  return (
    <div className="issue-sorting">
      {!isAll && (
        <Button disabled={place.isPending} onClick={() => void send('')}>
          {t('split', { count: ticked.length })}
        </Button>
      )}
      <select
        className="input"
        aria-label={t('move_to')}
        value={into}
        onChange={({ target }) => setInto(target.value)}
      >
        <option value="">{t('move_to')}</option>
        {choices.map((row) => (
          <option key={row.issue} value={row.issue}>
            {t('choice', { name: row.name, count: row.people })}
          </option>
        ))}
      </select>
      <Button disabled={place.isPending || into === ''} onClick={() => void send(into)}>
        {t('move')}
      </Button>
    </div>
  )
}
