import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../ui/keys.ts'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { closed, grainOf, grains, levels, orders } from './indicator-state.ts'
import type { SpanKind, Level, Order } from './indicator-state.ts'
import { useComparison, useSeries } from './queries.ts'
import type { IndicatorDetail } from './queries.ts'
import { UnitComparison } from './unit-comparison.tsx'
import { useIndicatorState } from './use-indicator-state.ts'
import { useWriting } from './writing.ts'

/** All areas of a level, or all offices, in one period. The period is the newest closed one with cases when the address names none. */
export function UnitView({ indicator }: { indicator: IndicatorDetail }) {
  const { t } = useTranslation('indicator')
  const { state } = useIndicatorState()
  const grain = (state.period === undefined ? undefined : grainOf(state.period)) ?? state.grain
  const periods = usePeriods(indicator, grain)
  const period = state.period ?? periods.newest
  return (
    <>
      <Choices indicator={indicator} grain={grain} period={period} periods={periods.all} />
      {period === undefined ? (
        periods.isKnown && <Empty what={t('units.no_period')} />
      ) : (
        <Compared indicator={indicator} period={period} />
      )}
    </>
  )
}

/** The periods of the district that have cases, the newest first. */
function usePeriods(indicator: IndicatorDetail, grain: SpanKind) {
  const { data } = useSeries(indicator.id, { unit: { unit_kind: 'district' }, grain })
  const known = (data?.rows ?? []).filter(({ value }) => value !== undefined).toReversed()
  const newest = known.find(({ is_closed: isClosed }) => isClosed) ?? known[0]
  return {
    all: known.map(({ period }) => period),
    newest: newest?.period,
    isKnown: data !== undefined,
  }
}

interface ComparedProps {
  readonly indicator: IndicatorDetail
  readonly period: string
}

function Compared({ indicator, period }: ComparedProps) {
  const { t } = useTranslation('indicator')
  const { state } = useIndicatorState()
  const by = state.by ?? indicator.units[0] ?? 'area'
  const query = useComparison(indicator.id, { period, by, level: state.level })
  return (
    <Shown query={query} rows={10}>
      {(comparison) =>
        comparison.rows.length + comparison.without_cases.length === 0 ? (
          <Empty what={t('units.none')} />
        ) : (
          <UnitComparison indicator={indicator} comparison={comparison} by={by} />
        )
      }
    </Shown>
  )
}

interface ChoicesProps {
  readonly indicator: IndicatorDetail
  readonly grain: SpanKind
  readonly period: string | undefined
  /** The newest first. */
  readonly periods: readonly string[]
}

function Choices({ indicator, grain, period, periods }: ChoicesProps) {
  const { t } = useTranslation('indicator')
  const { state, change } = useIndicatorState()
  const by = state.by ?? indicator.units[0] ?? 'area'
  return (
    <div className="indicator-choices" role="group" aria-label={t('choose')}>
      {indicator.units.length > 1 && (
        <Segmented<'area' | 'office'>
          name="indicator-by"
          aria-label={t('by.label')}
          value={by}
          options={indicator.units.map((value) => ({ value, label: t(`by.${value}`) }))}
          onChange={(next) => change({ by: next, ...closed })}
        />
      )}
      {by === 'area' && (
        <Segmented<Level>
          name="indicator-level"
          aria-label={t('level.label')}
          value={state.level}
          options={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
          onChange={(level) => change({ level, ...closed })}
        />
      )}
      <Segmented<SpanKind>
        name="indicator-unit-grain"
        aria-label={t('grain.label')}
        value={grain}
        options={grains.map((value) => ({ value, label: t(`grain.${value}`) }))}
        onChange={(next) => change({ grain: next, period: undefined, ...closed })}
      />
      <PeriodChoice indicator={indicator} period={period} periods={periods} />
      <Segmented<Order>
        name="indicator-order"
        aria-label={t('order.label')}
        value={state.order}
        options={orders.map((value) => ({ value, label: t(`order.${value}`) }))}
        onChange={(order) => change({ order: order === 'bands' ? undefined : order })}
      />
    </div>
  )
}

/** The period, and one earlier or later. */
function PeriodChoice({ indicator, period, periods }: Omit<ChoicesProps, 'grain'>) {
  const { t } = useTranslation('indicator')
  const write = useWriting(indicator.unit_of_measure)
  const { change } = useIndicatorState()
  const at = periods.findIndex((one) => one === period)
  const earlier = at < 0 ? undefined : periods[at + 1]
  const later = periods[at - 1]
  function go(to: string | undefined): void {
    if (to !== undefined) change({ period: to, ...closed })
  }
  useKeys([
    { key: '[', what: t('keys.earlier'), run: () => go(earlier) },
    { key: ']', what: t('keys.later'), run: () => go(later) },
  ])
  return (
    <span className="indicator-choices">
      <Button
        icon={<LeftOutlined />}
        aria-label={t('keys.earlier')}
        disabled={earlier === undefined}
        onClick={() => go(earlier)}
      />
      <select
        className="input"
        aria-label={t('period.label')}
        value={period ?? ''}
        onChange={({ target }) => go(target.value)}
      >
        {period !== undefined && at < 0 && <option value={period}>{write.period(period)}</option>}
        {periods.map((one) => (
          <option key={one} value={one}>
            {write.period(one)}
          </option>
        ))}
      </select>
      <Button
        icon={<RightOutlined />}
        aria-label={t('keys.later')}
        disabled={later === undefined}
        onClick={() => go(later)}
      />
    </span>
  )
}
