import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { AnyContent, Outcome, RankedUnit } from './queries.ts'
import { RankBar } from './rank-bar.tsx'
import { differenceOf, orderUnits } from './ranking-order.ts'

interface Props {
  readonly outcome: Outcome
  /** The recipe, where whoever looks may read it: it names bands by scores. */
  readonly content: AnyContent | undefined
  readonly nameOf: (unit: string) => string
}

/** What a recipe gave: bands, or ranks where it says so, with how sure they are. */
export function ResultTable(props: Props) {
  const { t } = useTranslation('recipe')
  const { outcome, nameOf } = props
  return (
    <>
      <p className="soft">{t(`result.${outcome.shown}_what`)}</p>
      {orderUnits(outcome, nameOf).map(({ group, count, bands }) => (
        <section key={group ?? ''} className="recipe-group">
          {group !== undefined && <h3>{t('result.group', { group })}</h3>}
          <DataFrame label={group ?? t('tab.result')}>
            <table className="data-table data-cards recipe-result">
              <Head isRanked={outcome.shown === 'ranks'} />
              {bands.map(({ band, rows }) => (
                <tbody key={String(band)}>
                  <BandHead {...props} band={band} count={rows.length} />
                  {rows.map((row) => (
                    <Row key={row.unit} {...props} row={row} count={count} />
                  ))}
                </tbody>
              ))}
            </table>
          </DataFrame>
        </section>
      ))}
      <Apart {...props} />
    </>
  )
}

const ranked = ['rank', 'unit', 'score', 'bar', 'places', 'differs', 'notes'] as const
const banded = ['unit', 'bar', 'places', 'notes'] as const
const numbers: ReadonlySet<string> = new Set(['rank', 'score'])

function Head({ isRanked }: { isRanked: boolean }) {
  const { t } = useTranslation('recipe')
  return (
    <thead>
      <tr>
        {(isRanked ? ranked : banded).map((column) => (
          <th key={column} scope="col" data-number={numbers.has(column)}>
            {t(`result.column.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function BandHead({
  outcome,
  content,
  band,
  count,
}: Props & { readonly band: number | null; readonly count: number }) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const limits = content?.bands.kind === 'scores' ? content.bands.limits : []
  const limit = limits.toSorted((one, other) => other.least - one.least)[band ?? limits.length]
  const title = limit === undefined ? t('result.band', { number: (band ?? 0) + 1 }) : say(limit.name)
  return (
    <tr>
      <th
        scope="rowgroup"
        className="recipe-band"
        data-band={band ?? 'none'}
        colSpan={(outcome.shown === 'ranks' ? ranked : banded).length}
      >
        {band === null ? t('result.no_rank') : title}{' '}
        <span className="soft small">{t('result.units', { count })}</span>
      </th>
    </tr>
  )
}

function Row({ outcome, row, count, nameOf }: Props & { readonly row: RankedUnit; readonly count: number }) {
  const { t } = useTranslation('recipe')
  const isRanked = outcome.shown === 'ranks'
  const { interval, rank, score, unit } = row
  return (
    <tr>
      {isRanked && (
        <td data-number="true" data-title={t('result.column.rank')}>
          {rank === null ? '–' : rank}
        </td>
      )}
      <th scope="row">{nameOf(unit)}</th>
      {isRanked && (
        <td data-number="true" data-title={t('result.column.score')}>
          {score === null ? '–' : score.toFixed(2)}
        </td>
      )}
      <td data-title={t('result.column.bar')}>
        {interval !== null && <RankBar interval={interval} rank={isRanked ? rank : null} count={count} />}
      </td>
      <td data-title={t('result.column.places')} className="number">
        {interval === null ? t('result.unknown') : <Places low={interval.low} high={interval.high} />}
      </td>
      {isRanked && (
        <td data-title={t('result.column.differs')}>
          <Differs row={row} />
        </td>
      )}
      <td data-title={t('result.column.notes')}>
        <Notes row={row} isRanked={isRanked} />
      </td>
    </tr>
  )
}

function Places({ low, high }: { readonly low: number; readonly high: number }) {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  const [from, to] = [number(Math.round(low)), number(Math.round(high))]
  return from === to ? t('result.place', { from }) : t('result.places', { from, to })
}

function Differs({ row }: { row: RankedUnit }) {
  const { t } = useTranslation('recipe')
  const formats = useFormats()
  const difference = differenceOf(row)
  if (difference === undefined) return undefined
  return (
    <>
      {t(`differs.${difference}`)}
      {row.above_next !== null && (
        <span className="soft small"> {t('differs.share', { share: formats.share(row.above_next) })}</span>
      )}
    </>
  )
}

/** All that weakens a place. */
function Notes({ row, isRanked }: { readonly row: RankedUnit; readonly isRanked: boolean }) {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  const said = [
    ...(isRanked && row.tied > 0 ? [t('flag.tied', { count: row.tied })] : []),
    ...(row.flags.includes('at_ceiling') ? [t('flag.at_ceiling')] : []),
    ...(row.also_in.length === 0
      ? []
      : [t('flag.also_in', { bands: row.also_in.map((band) => number(band + 1)).join(t('and')) })]),
    ...(row.missing === 0 ? [] : [t('flag.missing', { count: row.missing })]),
  ]
  if (said.length === 0) return undefined
  return (
    <span className="data-tags">
      {said.map((words) => (
        <span key={words} className="data-tag">
          {words}
        </span>
      ))}
    </span>
  )
}

/** Units that are not ranked, and why. */
function Apart({ outcome: { apart }, nameOf }: Props) {
  const { t } = useTranslation('recipe')
  if (apart.length === 0) return undefined
  return (
    <section className="recipe-apart">
      <h3>{t('apart.title')}</h3>
      <p className="soft">{t('apart.what')}</p>
      <ul className="recipe-plain">
        {apart.map(({ unit, step, reason }) => (
          <li key={unit}>
            {nameOf(unit)} <span className="soft">{t(`apart.${reason}`, { step: step + 1 })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
