import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListFilter } from '../../ui/list-address.ts'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { ScreenNote, Shown } from '../../ui/screen-state.tsx'
import { unitKinds, useIndicators } from './queries.ts'
import type { Indicator, ValueLine } from './queries.ts'
import { RevisionBlock } from './revision-block.tsx'
import { useFigure } from './figure.ts'
import { WithdrawDialog } from './withdraw.tsx'
import './statistic.css'

/** The values of one indicator over units and periods, each with the cell it came from. */
export function StatisticValues() {
  const { indicator = '' } = useParams()
  const { t } = useTranslation('statistic')
  const query = useIndicators()
  return (
    <Shown query={query}>
      {({ rows }) => {
        const found = rows.find(({ code }) => code === indicator)
        return found === undefined ? <ScreenNote title={t('values.unknown')} /> : <Values indicator={found} />
      }}
    </Shown>
  )
}

function Values({ indicator }: { indicator: Indicator }) {
  const { t } = useTranslation('statistic')
  const say = useWording()
  const [search] = useSearchParams()
  const [meant, setMeant] = useState<ValueLine>()
  const { code, measure, direction, source, basis } = indicator
  const units = unitKinds.find((one) => one === search.get('units')) ?? 'division'
  const filters: readonly ListFilter[] = [
    {
      name: 'units',
      label: t('column.units'),
      kind: 'choice',
      choices: unitKinds.map((value) => ({ value, label: t(`units.${value}`) })),
    },
    { name: 'unit', label: t('values.unit_code'), kind: 'text' },
  ]
  return (
    <article className="statistic">
      <PageHead
        title={say(indicator.name)}
        what={[t('values.measure', { measure }), t(`direction.${direction}`), source, basis]
          .filter((part) => part !== undefined)
          .join(' · ')}
      />
      <ListPage<'statistic.values'>
        list="statistic.values"
        name="statistic-values"
        params={{ indicator: code }}
        filters={filters}
        columns={useColumns(setMeant)}
        keyOf={({ unit, period }) => `${period} ${unit}`}
        pathOf={(row) => `/statistics/imports/${row.import}`}
        empty={t('values.empty')}
      />
      <RevisionBlock indicator={code} units={units} />
      {meant !== undefined && (
        <WithdrawDialog
          meant={{
            import: meant.import,
            values: 1,
            only: { indicator: code, period: meant.period, unit: meant.unit },
          }}
          title={t('withdraw.this', { name: meant.name, period: meant.period })}
          onClose={() => setMeant(undefined)}
        />
      )}
    </article>
  )
}

function useColumns(onWithdraw: (row: ValueLine) => void): readonly ListColumn<ValueLine>[] {
  const { t } = useTranslation('statistic')
  const may = useMay()
  const formats = useFormats()
  const figure = useFigure()
  const withdrawal: ListColumn<ValueLine> = {
    id: 'withdraw',
    title: t('withdraw.one'),
    cell: (row) => (
      <Button
        danger
        size="small"
        type="text"
        aria-label={t('withdraw.this', { name: row.name, period: row.period })}
        onClick={() => onWithdraw(row)}
      >
        {t('withdraw.one')}
      </Button>
    ),
    width: '7em',
  }
  return [
    { id: 'name', title: t('column.unit'), cell: ({ name }) => name, isFixed: true },
    { id: 'unit', title: t('column.code'), cell: ({ unit }) => <code>{unit}</code>, width: '10em' },
    { id: 'period', title: t('column.period'), cell: ({ period }) => period, width: '7em' },
    {
      id: 'value',
      title: t('column.value'),
      cell: ({ value }) => figure(value),
      width: '10em',
      isNumber: true,
    },
    {
      id: 'cell',
      title: t('values.cell'),
      cell: ({ import: number, row, column }) => (
        <Link to={`/statistics/imports/${number}`}>
          {t('values.from', { number: formats.number(number), row, column })}
        </Link>
      ),
      width: '18em',
    },
    ...(may('statistic.withdraw') ? [withdrawal] : []),
  ]
}
