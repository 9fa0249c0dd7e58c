import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DataFrame } from '../../ui/data-frame.tsx'
import { GapWorkLink } from '../../ui/gap-work-link.tsx'
import { IntervalBar } from '../../ui/interval-bar.tsx'
import type { Span } from '../../ui/plot.ts'
import { closed } from './indicator-state.ts'
import type { Part } from './indicator-state.ts'
import { NumberLink } from './number-link.tsx'
import type { ComparisonProps, Standing } from './queries.ts'
import { bandFor, intervalOf, markOfBand } from './reading.ts'
import { gapOfUnit } from './unit-gap.ts'
import { useIndicatorState } from './use-indicator-state.ts'
import { useWriting } from './writing.ts'

/** Rows that stand together, below a head of their own where there is one. */
interface UnitGroup {
  readonly key: string
  readonly title?: string
  readonly rows: readonly Standing[]
}

interface UnitTableProps extends ComparisonProps {
  readonly groups: readonly UnitGroup[]
  readonly span: Span
  readonly title: string
  /** With places and whether they differ from their neighbours. */
  readonly isRanked: boolean
}

const plain = ['unit', 'value', 'bar', 'interval', 'numerator', 'denominator', 'flags'] as const
const ranked = [
  'rank',
  'unit',
  'value',
  'bar',
  'interval',
  'numerator',
  'denominator',
  'differs',
  'band',
  'shrunk',
  'flags',
] as const
const numbers: ReadonlySet<string> = new Set([
  'rank',
  'value',
  'interval',
  'numerator',
  'denominator',
  'shrunk',
])

/** Units with value, interval, cases, and all that must be said beside them. */
export function UnitTable(props: UnitTableProps) {
  const { t } = useTranslation('indicator')
  const columns = props.isRanked ? ranked : plain
  return (
    <DataFrame label={props.title}>
      <table className="data-table data-cards indicator-units">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-number={numbers.has(column)}>
                {t(`units.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {props.groups.map(({ key, title, rows }) => (
          <tbody key={key}>
            {title !== undefined && (
              <tr>
                <th scope="rowgroup" colSpan={columns.length} className="indicator-band-head">
                  {title} <span className="soft small">{t('units.count', { count: rows.length })}</span>
                </th>
              </tr>
            )}
            {rows.map((row) => (
              <UnitRow key={row.unit} {...props} row={row} />
            ))}
          </tbody>
        ))}
      </table>
    </DataFrame>
  )
}

function UnitRow(props: UnitTableProps & { row: Standing }) {
  const { indicator, comparison, by, row, span, isRanked } = props
  const { t } = useTranslation('indicator')
  const write = useWriting(indicator.unit_of_measure)
  const { state, addressOf } = useIndicatorState()
  const interval = intervalOf(row)
  const isChosen = state.unit.unit_kind === by && state.unit.unit === row.unit && state.part !== undefined
  const asked = { unit_kind: by, unit: row.unit }
  const gap = gapOfUnit(props, row, t('units.together'))
  return (
    <tr data-chosen={isChosen}>
      {isRanked && (
        <td data-title={t('units.column.rank')} data-number="true">
          {row.tied === 0 ? row.rank : t('ranked.tied', { rank: row.rank })}
        </td>
      )}
      <th scope="row">
        <Link to={addressOf({ ...asked, view: undefined, period: undefined, ...closed })} dir="auto">
          {row.name}
        </Link>
      </th>
      <td data-title={t('units.column.value')} data-number="true">
        <strong>{write.value(row.value)}</strong>
      </td>
      <td className="indicator-bar-cell">
        {interval !== undefined && (
          <IntervalBar value={row.value} interval={interval} centre={comparison.whole.value} span={span} />
        )}
      </td>
      <td data-title={t('units.column.interval')} data-number="true">
        {interval !== undefined && write.interval(interval)}
      </td>
      {(['numerator', 'denominator'] as const satisfies readonly Part[]).map((part) => (
        <td key={part} data-title={t(`units.column.${part}`)} data-number="true">
          <NumberLink
            text={write.number(row[part])}
            label={t('units.opens', {
              number: write.number(row[part]),
              part: t(`units.column.${part}`),
              unit: row.name,
            })}
            count={row[part]}
            opens={{ ...asked, period: comparison.period, part }}
          />
        </td>
      ))}
      {isRanked && <RankCells indicator={indicator} row={row} />}
      <td data-title={t('units.column.flags')}>
        <Flags row={row} />
        {gap !== undefined && <GapWorkLink gap={gap} />}
      </td>
    </tr>
  )
}

/** What a place is worth: its neighbours, its band, and the value drawn towards all. */
function RankCells({ indicator, row }: Pick<ComparisonProps, 'indicator'> & { row: Standing }) {
  const { t } = useTranslation('indicator')
  const write = useWriting(indicator.unit_of_measure)
  const band = bandFor(row.funnel, indicator.better)
  const { differs_from_better: better, differs_from_worse: worse } = row
  return (
    <>
      <td data-title={t('units.column.differs')} className="indicator-differs">
        {better !== undefined && <span>{t(better ? 'differs.better' : 'differs.better_not')}</span>}
        {worse !== undefined && <span>{t(worse ? 'differs.worse' : 'differs.worse_not')}</span>}
      </td>
      <td data-title={t('units.column.band')}>
        <span className="data-tag" data-tone={markOfBand(band)}>
          {t(`band_short.${band}`)}
        </span>
      </td>
      <td data-title={t('units.column.shrunk')} data-number="true">
        {write.value(row.shrunk)}
      </td>
    </>
  )
}

/** Why a value proves little; the band says by itself what lies inside its limits. */
function Flags({ row }: { row: Standing }) {
  const { t } = useTranslation('indicator')
  const told = row.flags.filter((flag) => flag !== 'inside_limits' && flag !== 'same_as_neighbour')
  if (told.length === 0) return undefined
  return (
    <span className="data-tags">
      {told.map((flag) => (
        <span key={flag} className="data-tag">
          {t(`flag.${flag}`)}
        </span>
      ))}
    </span>
  )
}
