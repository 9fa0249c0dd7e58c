import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useIndicators } from './queries.ts'
import type { ImportLine, Indicator } from './queries.ts'
import './statistic.css'

/** The imported indicators, and the tables they came from. */
export function StatisticList() {
  const { t } = useTranslation('statistic')
  const may = useMay()
  const query = useIndicators()
  return (
    <div className="statistic">
      <PageHead
        title={t('title')}
        what={t('what')}
        acts={
          may('statistic.import') && (
            <Link to="/statistics/import">
              <Button type="primary" tabIndex={-1}>
                {t('act.import')}
              </Button>
            </Link>
          )
        }
      />
      <section className="panel statistic-block" aria-labelledby="statistic-indicators">
        <h2 id="statistic-indicators">{t('indicators.title')}</h2>
        <Shown query={query} rows={4}>
          {({ rows }) =>
            rows.length === 0 ? <Empty what={t('indicators.empty')} /> : <Indicators rows={rows} />
          }
        </Shown>
      </section>
      <section className="statistic-imports" aria-labelledby="statistic-imports">
        <h2 id="statistic-imports">{t('imports.title')}</h2>
        <ListPage<'statistic_import.list'>
          list="statistic_import.list"
          name="statistic-imports"
          columns={useColumns()}
          keyOf={(row) => String(row.import)}
          pathOf={(row) => `/statistics/imports/${row.import}`}
          empty={t('imports.empty')}
        />
      </section>
    </div>
  )
}

const heads = ['name', 'code', 'measure', 'direction', 'spans', 'source'] as const

function Indicators({ rows }: { rows: readonly Indicator[] }) {
  const { t } = useTranslation('statistic')
  const say = useWording()
  return (
    <DataFrame label={t('indicators.title')}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`column.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              <th scope="row">
                <Link to={pathOf(row)}>{say(row.name)}</Link>
              </th>
              <td data-title={t('column.code')}>
                <code>{row.code}</code>
              </td>
              <td data-title={t('column.measure')}>{row.measure}</td>
              <td data-title={t('column.direction')}>{t(`direction.${row.direction}`)}</td>
              <td data-title={t('column.spans')}>
                {row.spans.map(({ units, first, last }) => (
                  <div key={units}>{t('span', { units: t(`units.${units}`), first, last })}</div>
                ))}
              </td>
              <td data-title={t('column.source')}>{row.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

function pathOf({ code, spans }: Indicator): string {
  const [first] = spans
  const search = first === undefined ? '' : `?units=${first.units}`
  return `/statistics/indicators/${encodeURIComponent(code)}${search}`
}

function useColumns(): readonly ListColumn<ImportLine>[] {
  const { t } = useTranslation('statistic')
  const formats = useFormats()
  return [
    { id: 'file', title: t('column.file'), cell: ({ file }) => file, isFixed: true },
    { id: 'units', title: t('column.units'), cell: ({ units }) => t(`units.${units}`), width: '8em' },
    {
      id: 'added',
      title: t('count.added'),
      cell: ({ added }) => formats.number(added),
      width: '7em',
      isNumber: true,
    },
    {
      id: 'changed',
      title: t('count.changed'),
      cell: ({ changed }) => formats.number(changed),
      width: '7em',
      isNumber: true,
    },
    {
      id: 'withdrawn',
      title: t('count.withdrawn'),
      cell: ({ withdrawn }) => formats.number(withdrawn),
      width: '7em',
      isNumber: true,
    },
    {
      id: 'at',
      title: t('column.at'),
      cell: ({ at, by }) => t('deed', { at: formats.moment(at), by }),
      width: '18em',
    },
  ]
}
