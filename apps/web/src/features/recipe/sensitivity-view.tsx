import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { IntervalBar } from '../../ui/interval-bar.tsx'
import { partsOf } from './queries.ts'
import type { AnyContent, Outcome } from './queries.ts'
import { useUncertaintyWords } from './uncertainty-words.ts'

interface Props {
  readonly outcome: Outcome
  readonly content: AnyContent | undefined
  readonly nameOf: (unit: string) => string
}

/** What moves the ranks: which uncertainty, and which indicator when it is left out. */
export function SensitivityView(props: Props) {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  const { asked, done, refused } = props.outcome.runs
  return (
    <>
      <p className="soft">
        {t('sensitivity.what', { done: number(done), asked: number(asked) })}
        {refused > 0 && t('sensitivity.refused', { count: refused })}
      </p>
      <Shares {...props} />
      <LeftOut {...props} />
    </>
  )
}

function Shares({ outcome: { shares }, content }: Props) {
  const { t } = useTranslation('recipe')
  if (shares === null) return <p className="soft">{t('sensitivity.no_shares')}</p>
  return (
    <section>
      <h3>{t('sensitivity.shares')}</h3>
      <p className="soft small">{t('sensitivity.shares_what')}</p>
      <DataFrame label={t('sensitivity.shares')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              <th scope="col">{t('sensitivity.of')}</th>
              <th scope="col" data-number="true">
                {t('sensitivity.first')}
              </th>
              <th scope="col" data-number="true">
                {t('sensitivity.total')}
              </th>
              <th scope="col">{t('sensitivity.bar')}</th>
            </tr>
          </thead>
          <tbody>
            {shares.map((share, place) => (
              // The order is that of the recipe, and never changes here.
              <ShareRow
                key={String(place)}
                share={share}
                one={content?.uncertainty.of[place]}
                place={place}
              />
            ))}
          </tbody>
        </table>
      </DataFrame>
    </section>
  )
}

interface ShareRowProps {
  readonly share: NonNullable<Outcome['shares']>[number]
  readonly one: AnyContent['uncertainty']['of'][number] | undefined
  readonly place: number
}

function ShareRow({ share: { first, total, interval }, one, place }: ShareRowProps) {
  const { t } = useTranslation('recipe')
  const says = useUncertaintyWords()
  const [low = total, high = total] = interval?.total ?? []
  return (
    <tr>
      <th scope="row">{one === undefined ? t('sensitivity.nth', { place: place + 1 }) : says(one)}</th>
      <td data-number="true" data-title={t('sensitivity.first')}>
        {first.toFixed(2)}
      </td>
      <td data-number="true" data-title={t('sensitivity.total')}>
        {t('sensitivity.within', { value: total.toFixed(2), low: low.toFixed(2), high: high.toFixed(2) })}
      </td>
      <td data-title={t('sensitivity.bar')}>
        <IntervalBar
          value={total}
          interval={{ low, high }}
          centre={undefined}
          span={{ low: Math.min(0, low), high: Math.max(1, high) }}
        />
      </td>
    </tr>
  )
}

function LeftOut({ outcome: { left_out: parts }, content, nameOf }: Props) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const names = new Map(content && partsOf(content).map(({ code, name }) => [code, say(name)]))
  const most = Math.max(0, ...parts.map(({ mean_shift: shift }) => shift ?? 0))
  const sorted = parts.toSorted((one, other) => (other.mean_shift ?? -1) - (one.mean_shift ?? -1))
  return (
    <section>
      <h3>{t('sensitivity.left_out')}</h3>
      <p className="soft small">{t('sensitivity.left_out_what')}</p>
      <DataFrame label={t('sensitivity.left_out')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              <th scope="col">{t('sensitivity.without')}</th>
              <th scope="col" data-number="true">
                {t('sensitivity.shift')}
              </th>
              <th scope="col">{t('sensitivity.bar')}</th>
              <th scope="col">{t('sensitivity.most')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ indicator, mean_shift: shift, most: moved }) => (
              <tr key={indicator}>
                <th scope="row">{names.get(indicator) ?? indicator}</th>
                <td data-number="true" data-title={t('sensitivity.shift')}>
                  {shift === null ? t('sensitivity.not_ranked') : shift.toFixed(2)}
                </td>
                <td data-title={t('sensitivity.bar')}>
                  {shift !== null && <Bar share={most > 0 ? shift / most : 0} />}
                </td>
                <td data-title={t('sensitivity.most')}>
                  {moved !== null &&
                    t(moved.change > 0 ? 'sensitivity.rises' : 'sensitivity.falls', {
                      unit: nameOf(moved.unit),
                      count: Math.abs(moved.change),
                    })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </DataFrame>
    </section>
  )
}

function Bar({ share }: { share: number }) {
  return (
    <svg className="interval-bar" viewBox="0 0 200 24" preserveAspectRatio="none" aria-hidden="true">
      <rect className="recipe-places" x={0} y={7} width={200 * share} height={10} rx={2} />
    </svg>
  )
}
