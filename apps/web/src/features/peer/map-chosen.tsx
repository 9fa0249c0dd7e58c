import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Choice } from './choice.ts'
import type { MapPlace } from './map-place.ts'
import { usePeerState } from './use-peer-state.ts'
import { useRoleWords } from './use-role-words.ts'
import { useWriting } from './writing.ts'

interface MapChosenProps {
  readonly choice: Choice
  /** The indicator by which the map is coloured. */
  readonly shown: string | undefined
  readonly place: MapPlace
  readonly hasShape: boolean
}

/** The place that was chosen on the map, and what can be done with it. */
export function MapChosen({ choice, shown, place, hasShape }: MapChosenProps) {
  const { t } = useTranslation('peer')
  const { addressOf } = usePeerState()
  const write = useWriting(choice.ground)
  const { code, name, value, role } = place
  const words = useRoleWords()(role)
  const isKnown = choice.ground.places.some((one) => one.code === code)
  return (
    <div className="peer-map-chosen" role="group" aria-label={t('map.chosen')}>
      <p aria-live="polite">
        <strong dir="auto">{name}</strong>{' '}
        {name !== code && /^\d+$/.test(code) && <span className="soft small">{code}</span>}{' '}
        {words.map((word) => (
          <span key={word} className="data-tag">
            {word}
          </span>
        ))}{' '}
        {shown !== undefined &&
          t('map.value', {
            name: write.indicator(shown),
            value: value === undefined ? t('map.missing') : write.value(shown, value),
          })}
        {!hasShape && <span className="soft"> {t('map.no_shape')}</span>}
      </p>
      {!role.isOwn && isKnown && (
        <span className="peer-acts">
          <Link to={addressOf({ own: code, at: undefined, peer: undefined, s: undefined })}>
            {t('map.make_own', { name })}
          </Link>
          <Link to={addressOf({ view: undefined, peer: code })}>{t('rivals.show', { name })}</Link>
        </span>
      )}
    </div>
  )
}
