import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAskPages } from '../../wire/service-context.tsx'
import { closed, parts } from './indicator-state.ts'
import type { Part, UnitAsked } from './indicator-state.ts'
import type { CountedMatter, IndicatorDetail, IndicatorPoint } from './queries.ts'
import { useIndicatorState } from './use-indicator-state.ts'
import { useWriting } from './writing.ts'

interface MatterPanelProps {
  readonly indicator: IndicatorDetail
  readonly unit: UnitAsked
  readonly unitName: string
  readonly period: string
  readonly part: Part
  readonly counted: Pick<IndicatorPoint, 'excluded'>
}

/** The matters behind a number, as far as one may see them. */
export function MatterPanel(props: MatterPanelProps) {
  const { indicator, unit, unitName, period, part } = props
  const { t } = useTranslation('indicator')
  const write = useWriting(indicator.unit_of_measure)
  const { state, change } = useIndicatorState()
  const { reason } = state
  const title = t('matter.title', { unit: unitName, period: write.period(period), part: t(`part.${part}`) })
  const query = { ...unit, period, part, limit: 50, ...(reason !== undefined && { reason }) }
  const pages = useAskPages('indicator.matters', { params: { indicator: indicator.id }, query })
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [period, part, unitName])
  useKeys([{ key: 'Escape', what: t('matter.close'), run: () => change(closed) }])
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-matters">
      <header>
        <h2 id="indicator-matters" ref={head} tabIndex={-1}>
          {title}
        </h2>
        <Button icon={<CloseOutlined />} onClick={() => change(closed)}>
          {t('matter.close')}
        </Button>
      </header>
      <PartLine {...props} />
      <Shown query={pages} rows={4}>
        {() =>
          rows.length === 0 ? (
            <Empty what={t('matter.none')} />
          ) : (
            <MatterTable indicator={indicator} rows={rows} title={title} />
          )
        }
      </Shown>
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('matter.more')}
        </Button>
      )}
      <p className="soft small">{t('matter.what')}</p>
    </section>
  )
}

/** The other parts of the same number, and why matters were left out. */
function PartLine({ indicator, part, counted: { excluded } }: MatterPanelProps) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const { state, addressOf } = useIndicatorState()
  const names = new Map(indicator.exclusions.map(({ id, name }) => [id, say(name)]))
  return (
    <nav className="list-views" aria-label={t('matter.parts')}>
      {parts.map((one) => (
        <Link
          key={one}
          to={addressOf({ part: one, reason: undefined })}
          className="list-view"
          aria-current={one === part && state.reason === undefined ? 'true' : undefined}
        >
          {t(`part.${one}`)}
        </Link>
      ))}
      {excluded.map(({ reason, matters }) => (
        <Link
          key={reason}
          to={addressOf({ part: 'excluded', reason })}
          className="list-view"
          aria-current={reason === state.reason ? 'true' : undefined}
        >
          {t('matter.reason', { name: names.get(reason) ?? reason })}
          <span className="list-view-count">{matters}</span>
        </Link>
      ))}
    </nav>
  )
}

interface MatterTableProps {
  readonly indicator: IndicatorDetail
  readonly rows: readonly CountedMatter[]
  readonly title: string
}

function MatterTable({ indicator, rows, title }: MatterTableProps) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const formats = useFormats()
  const names = new Map(indicator.exclusions.map(({ id, name }) => [id, say(name)]))
  return (
    <DataFrame label={title}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            {(['number', 'title', 'status', 'counted_at', 'counted'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`matter.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="number">
                <Link to={`/matters/${row.id}`}>{row.number}</Link>
              </th>
              <td dir="auto">{row.title}</td>
              <td data-title={t('matter.column.status')}>{t(`status.${row.status}`)}</td>
              <td data-title={t('matter.column.counted_at')} className="number">
                {formats.moment(row.counted_at)}
              </td>
              <td data-title={t('matter.column.counted')}>
                {row.excluded === undefined
                  ? t('of', { part: formats.number(row.numerator), whole: formats.number(row.denominator) })
                  : (names.get(row.excluded) ?? row.excluded)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
