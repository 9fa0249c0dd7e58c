import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from './choice.ts'
import type { ValueClass } from './map-class.ts'
import { MapHatch, RivalMark } from './map-mark.tsx'
import type { MapPlace } from './map-place.ts'
import { useWriting } from './writing.ts'

interface MapLegendProps {
  readonly choice: Choice
  /** The indicator by which the map is coloured; undefined where it shows who is a peer. */
  readonly shown: string | undefined
  readonly classes: readonly ValueClass[]
  readonly places: readonly MapPlace[]
  /** Codes of the places that have a shape. */
  readonly drawn: ReadonlySet<string>
}

/** What colours, lines and marks mean, with how many places each class has. */
export function MapLegend({ choice, shown, classes, places, drawn }: MapLegendProps) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const hatch = useId()
  const missing = places.filter(({ code, value }) => value === undefined && drawn.has(code)).length
  const shapeless = places.length - places.filter(({ code }) => drawn.has(code)).length
  return (
    <>
      {shown !== undefined && (
        <p className="small">{t('map.classes', { name: write.indicator(shown), period: choice.period })}</p>
      )}
      <ul className="plot-legend" aria-label={t('map.legend')}>
        {classes.map(({ from, to, count }, shade) => (
          <Item key={from} words={t('map.class', { range: rangeOf(from, to), count })}>
            <rect className="peer-map-place" data-shade={shade} width={28} height={14} />
          </Item>
        ))}
        {shown !== undefined && missing > 0 && (
          <Item words={t('map.class_missing', { count: missing })}>
            <MapHatch id={hatch} />
            <rect className="peer-map-place" style={{ fill: `url(#${hatch})` }} width={28} height={14} />
          </Item>
        )}
        <Item words={t('own')}>
          <rect
            className="peer-map-place"
            data-role={shown === undefined ? 'own' : undefined}
            width={28}
            height={14}
          />
          <rect className="peer-map-line" data-role="own" x={1.5} y={1.5} width={25} height={11} />
        </Item>
        <Item words={t('map.peers')}>
          <rect
            className="peer-map-place"
            data-role={shown === undefined ? 'peer' : undefined}
            width={28}
            height={14}
          />
          <rect className="peer-map-line" data-role="peer" x={1.5} y={1.5} width={25} height={11} />
        </Item>
        {(['ahead', 'behind'] as const).map((side) => (
          <Item key={side} words={t(`rivals.${side}`)}>
            <RivalMark side={side} x={14} y={7} size={5.5} />
          </Item>
        ))}
      </ul>
      {shapeless > 0 && <p className="soft small">{t('map.shapeless', { count: shapeless })}</p>}
    </>
  )

  function rangeOf(from: number, to: number): string {
    const [low, high] = [write.value(shown ?? '', from), write.value(shown ?? '', to)]
    return low === high ? low : t('map.range', { low, high })
  }
}

function Item({ words, children }: { words: string; children: ReactNode }) {
  return (
    <li>
      <svg viewBox="0 0 28 14" aria-hidden="true">
        {children}
      </svg>
      {words}
    </li>
  )
}
