import { Segmented } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useWording } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { CommitmentBlock } from './commitment-block.tsx'
import { commitmentsOf } from './commitment.ts'
import { closed, grains, writeUnit } from './indicator-state.ts'
import type { SpanKind } from './indicator-state.ts'
import { MatterPanel } from './matter-panel.tsx'
import { NowPanel } from './now-panel.tsx'
import { useSeries } from './queries.ts'
import { useCommitments } from './use-commitments.ts'
import type { IndicatorDetail, IndicatorSeries } from './queries.ts'
import { limitsOf, possibleOf, sinceFirst } from './reading.ts'
import { RevisionBlock } from './revision-block.tsx'
import { RunChart } from './run-chart.tsx'
import { RunLegend } from './run-legend.tsx'
import { SeriesTable } from './series-table.tsx'
import { UnitChoice } from './unit-choice.tsx'
import { useIndicatorState } from './use-indicator-state.ts'
import { usePoints } from './use-points.ts'
import { useTargets } from './use-targets.ts'
import { useWriting } from './writing.ts'

/** One unit over its periods. */
export function SeriesView({ indicator }: { indicator: IndicatorDetail }) {
  const { t } = useTranslation('indicator')
  const { state, change } = useIndicatorState()
  const query = useSeries(indicator.id, state)
  return (
    <>
      <div className="indicator-choices" role="group" aria-label={t('choose')}>
        <UnitChoice
          indicator={indicator}
          unit={state.unit}
          name={query.data?.unit.name}
          onChange={(unit) => change({ ...writeUnit(unit), ...closed })}
        />
        <Segmented<SpanKind>
          name="indicator-grain"
          aria-label={t('grain.label')}
          value={state.grain}
          options={grains.map((value) => ({ value, label: t(`grain.${value}`) }))}
          onChange={(grain) =>
            change({ grain: grain === 'month' ? undefined : grain, period: undefined, ...closed })
          }
        />
      </div>
      <Shown query={query} rows={10}>
        {(series) =>
          series.rows.every(({ value }) => value === undefined) ? (
            <Empty what={t('series.none')} />
          ) : (
            <Series indicator={indicator} series={{ ...series, rows: sinceFirst(series.rows) }} />
          )
        }
      </Shown>
    </>
  )
}

function Series({ indicator, series }: { indicator: IndicatorDetail; series: IndicatorSeries }) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const { state, change } = useIndicatorState()
  const write = useWriting(indicator.unit_of_measure)
  const points = usePoints(indicator, series)
  const navigate = useNavigate()
  const promised = useCommitments(indicator.id)
  const commitments = useMemo(() => commitmentsOf(promised, state.unit), [promised, state.unit])
  const { targets, ahead } = useTargets(commitments, { indicator, series, grain: state.grain })
  const possible = possibleOf(indicator.kind)
  const row = series.rows.find(({ period }) => period === state.period)
  const title = t('series.title', { name: say(indicator.name), unit: series.unit.name })
  return (
    <>
      <div className="indicator-top">
        <NowPanel indicator={indicator} series={series} />
        <section className="panel indicator-block">
          <figure className="indicator-figure" aria-labelledby="indicator-series-title">
            <figcaption id="indicator-series-title">{title}</figcaption>
            <RunChart
              points={points}
              limits={limitsOf(series.rows, series.chart, possible)}
              targets={targets}
              ahead={ahead}
              possible={possible}
              writeValue={write.value}
              chosen={state.period}
              onPress={(period) => change({ period, part: 'denominator', reason: undefined })}
              onPressTarget={(key) => {
                const pressed = commitments.find((one) => one.key === key)
                if (pressed !== undefined) void navigate(pressed.path)
              }}
            />
            <RunLegend
              marks={points.map(({ mark }) => mark)}
              hasLimits={series.chart !== undefined}
              hasTargets={targets.length > 0}
            />
          </figure>
          {series.chart === undefined && <p className="soft small">{t('series.no_limits')}</p>}
        </section>
      </div>
      {row !== undefined && state.part !== undefined && (
        <MatterPanel
          indicator={indicator}
          unit={state.unit}
          unitName={series.unit.name}
          part={state.part}
          counted={row}
          period={row.period}
        />
      )}
      <CommitmentBlock rows={commitments} />
      <SeriesTable indicator={indicator} series={series} />
      <RevisionBlock indicator={indicator} series={series} />
    </>
  )
}
