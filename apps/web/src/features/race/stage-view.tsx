import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useRoles } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { orderAddress } from '../../ui/order-address.ts'
import { hasNotice } from './notice.ts'
import type { Place, Race, Result, Stage } from './queries.ts'
import { BandTag, useBandName } from './standing-table.tsx'

interface StageProps {
  readonly race: Race
  readonly stage: Stage
}

/** A stage: the result that counts, what stood there before, and what leaders said of each zone. */
export function StageView({ race, stage }: StageProps) {
  const { t } = useTranslation('race')
  const last = stage.results.at(-1)
  const earlier = stage.results.slice(0, -1)
  return (
    <section className="panel race-block">
      <div className="race-stage-head">
        <h2>{t('result.title', { name: stage.name })}</h2>
        {hasNotice(stage) && (
          <Link to={`/races/${race.id}/notice?stage=${stage.no}`}>
            <PrinterOutlined /> {t('notice.act')}
          </Link>
        )}
      </div>
      {stage.state !== 'known' && last !== undefined && (
        <p className="race-provisional">{t('result.not_final')}</p>
      )}
      {last === undefined ? (
        <p className="soft">{t('result.none')}</p>
      ) : (
        <ResultTable race={race} stage={stage} result={last} />
      )}
      {stage.data_note !== undefined && (
        <p>
          <strong>{t('result.data_note')}</strong> <span className="words">{stage.data_note}</span>
        </p>
      )}
      {stage.evidence.length > 0 && (
        <p>
          <Link to={`/matters/${race.id}`}>{t('result.evidence', { count: stage.evidence.length })}</Link>
        </p>
      )}
      {stage.known_note !== undefined && (
        <p>
          <strong>{t('result.known_note')}</strong> <span className="words">{stage.known_note}</span>
        </p>
      )}
      {earlier.map((result) => (
        <details key={result.no} className="race-earlier">
          <summary>{t('result.earlier', { number: result.no })}</summary>
          <ResultTable race={race} stage={stage} result={result} />
        </details>
      ))}
      <Comments race={race} stage={stage} />
    </section>
  )
}

/** A result: how it was counted, what was corrected, and the band of each zone. */
export function ResultTable({ race, stage, result }: StageProps & { readonly result: Result }) {
  const { t } = useTranslation('race')
  if (!result.is_sound) return <p className="race-provisional">{t('result.unsound')}</p>
  return (
    <>
      <ResultHead race={race} result={result} />
      <DataFrame label={t('result.table', { name: stage.name, number: result.no })}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              <th scope="col">{t('column.zone')}</th>
              <th scope="col">{t('column.band')}</th>
              <th scope="col">{t('column.interval')}</th>
              {race.recipe.shown === 'ranks' && (
                <th scope="col" data-number="true">
                  {t('column.rank')}
                </th>
              )}
              <th scope="col">{t('column.values')}</th>
              <th scope="col">{t('column.notes')}</th>
            </tr>
          </thead>
          <tbody>
            {result.places.map((place) => (
              <PlaceRow key={place.zone} race={race} stage={stage} place={place} />
            ))}
          </tbody>
        </table>
      </DataFrame>
    </>
  )
}

/** When and by which run it was counted; of a correction why, and what was changed. */
function ResultHead({ race, result }: { readonly race: Race; readonly result: Result }) {
  const { t } = useTranslation('race')
  const formats = useFormats()
  const names = useNames(race)
  return (
    <div className="race-result-head">
      <p className="soft small">
        {t('result.counted', { at: formats.moment(result.at) })}{' '}
        <code className="race-digest">{result.result}</code>
      </p>
      {result.reason !== undefined && (
        <p className="race-revised">
          <strong>{t('result.revised', { number: result.objection ?? '' })}</strong>{' '}
          <span className="words">{result.reason}</span>
        </p>
      )}
      {result.changes.length > 0 && (
        <ul className="race-changes small">
          {result.changes.map(({ zone, indicator, from, to }) => (
            <li key={`${zone} ${indicator}`}>
              {t('result.change', {
                zone: names.zone(zone),
                indicator: names.indicator(indicator),
                from: names.value(from),
                to: names.value(to),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function PlaceRow({ race, stage, place }: StageProps & { readonly place: Place }) {
  const { t } = useTranslation('race')
  const names = useNames(race)
  const bandName = useBandName(race, stage.no)
  const { zone, band, low, high, rank, apart, missing, tied } = place
  const notes = [
    ...(apart === undefined ? [] : [t(`apart.${apart}`)]),
    ...(place.also_in.length > 0
      ? [t('note.also_in', { bands: place.also_in.map(bandName).join(t('and')) })]
      : []),
    ...(tied > 0 ? [t('note.tied', { count: tied })] : []),
    ...(missing > 0 ? [t('note.missing', { count: missing })] : []),
  ]
  return (
    <tr>
      <th scope="row" dir="auto">
        {names.zone(zone)}
      </th>
      <td data-title={t('column.band')}>
        <BandTag band={band} name={bandName(band)} />
      </td>
      <td data-title={t('column.interval')}>
        <Interval low={low} high={high} count={race.zones.length} />
      </td>
      {race.recipe.shown === 'ranks' && (
        <td data-title={t('column.rank')} data-number="true">
          {rank ?? '–'}
        </td>
      )}
      <td data-title={t('column.values')}>
        <ul className="race-values small">
          {place.values.map(({ indicator, value, numerator, denominator }) => (
            <li key={indicator}>
              {t('value', { indicator: names.indicator(indicator), value: names.value(value) })}
              {numerator !== undefined && denominator !== undefined && (
                <span className="soft"> {t('parts', { numerator, denominator })}</span>
              )}
            </li>
          ))}
        </ul>
      </td>
      <td data-title={t('column.notes')} className="small soft">
        {notes.join(t('sentence'))}
      </td>
    </tr>
  )
}

/** The places a zone had in nine of ten runs, in words and as a bar over all places. */
function Interval({ low, high, count }: { low: number | null; high: number | null; count: number }) {
  const { t } = useTranslation('race')
  if (low === null || high === null) return '–'
  const [from, to] = [Math.round(low), Math.round(high)]
  return (
    <>
      <span className="number">{from === to ? t('place', { from }) : t('places', { from, to })}</span>
      <span className="race-bar" aria-hidden="true">
        {Array.from({ length: count }, (_, place) => (
          <span key={place} data-inside={place + 1 >= from && place + 1 <= to} />
        ))}
      </span>
    </>
  )
}

function Comments({ race, stage }: StageProps) {
  const { t } = useTranslation('race')
  const names = useNames(race)
  const isOfficer = useRoles().includes('supervision_officer')
  if (stage.comments.length === 0) return undefined
  function addressOf({ zone, by, requirements }: Stage['comments'][number]): string {
    const about = { race: race.name, number: race.number, stage: stage.name, by, zone: names.zone(zone) }
    return orderAddress({
      title: `${about.zone}：${requirements}`,
      content: t('comments.order_content', { ...about, requirements }),
      unit: race.zones.find(({ no }) => no === zone)?.office ?? '',
    })
  }
  return (
    <>
      <h3>{t('comments.title')}</h3>
      <ul className="race-comments">
        {stage.comments.map((comment) => (
          <li key={comment.zone}>
            <h4 dir="auto">
              {names.zone(comment.zone)}{' '}
              <span className="soft small">{t('comments.by', { by: comment.by })}</span>
            </h4>
            <dl>
              <dt>{t('comments.strengths')}</dt>
              <dd className="words">{comment.strengths}</dd>
              <dt>{t('comments.shortfalls')}</dt>
              <dd className="words">{comment.shortfalls}</dd>
              <dt>{t('comments.requirements')}</dt>
              <dd className="words">{comment.requirements}</dd>
            </dl>
            {isOfficer && <Link to={addressOf(comment)}>{t('comments.order')}</Link>}
          </li>
        ))}
      </ul>
    </>
  )
}

interface Names {
  readonly zone: (no: number) => string
  readonly indicator: (code: string) => string
  readonly value: (value: number | null) => string
}

function useNames(race: Race): Names {
  const { t } = useTranslation('race')
  const say = useWording()
  return {
    zone: (no) => race.zones.find((zone) => zone.no === no)?.name ?? String(no),
    indicator: (code) => {
      const found = race.recipe.indicators.find((one) => one.code === code)
      return found === undefined ? code : say(found.name)
    },
    value: (value) => (value === null ? t('no_value') : String(Number(value.toPrecision(6)))),
  }
}
