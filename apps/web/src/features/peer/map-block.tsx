import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import type { Choice } from './choice.ts'
import { Faults } from './finding-lines.tsx'
import { IndicatorSelect } from './indicator-select.tsx'
import { MapChosen } from './map-chosen.tsx'
import { classesOf, classOf } from './map-class.ts'
import { MapLegend } from './map-legend.tsx'
import type { MapShape } from './map-plane.ts'
import { MapPicture } from './map-picture.tsx'
import { rolesOf } from './map-role.ts'
import type { MapPlace } from './map-place.ts'
import { MapTable } from './map-table.tsx'
import { PeerLists } from './peer-lists.tsx'
import { PlaceSelect } from './place-select.tsx'
import { usePeers, useRivals, useShownValues } from './queries.ts'
import type { Boundary } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'

interface MapBlockProps {
  readonly choice: Choice
  readonly shapes: readonly (MapShape & { readonly name: string })[]
  readonly origin: Boundary | undefined
}

/** The map with what it is coloured by, its legend, the chosen place and the same as a table. */
export function MapBlock({ choice, shapes, origin }: MapBlockProps) {
  const { t } = useTranslation('peer')
  const { state, change } = usePeerState()
  const nearest = state.nearest ?? usualNearest(choice.ground.places.length)
  const { places, shown, classes, faults, found, isWaiting } = useMapPlaces(choice, shapes, nearest)
  const chosen = places.find(({ code }) => code === (state.at ?? choice.own))
  const drawn = useMemo(() => new Set(shapes.map(({ code }) => code)), [shapes])
  return (
    <section className="panel peer-block" aria-labelledby="peer-map">
      <header>
        <h2 id="peer-map">{t('map.title')}</h2>
        <PeerLists found={found} />
      </header>
      <div className="peer-choices">
        <label>
          <span className="soft">{t('map.shown')}</span>
          <IndicatorSelect
            label={t('map.shown')}
            none={t('map.by_role')}
            indicators={choice.ground.indicators}
            value={state.shown ?? ''}
            onValue={(code) => change({ shown: code })}
          />
        </label>
        <label>
          <span className="soft">{t('map.place')}</span>
          <PlaceSelect places={places} value={chosen?.code ?? ''} onValue={(code) => change({ at: code })} />
        </label>
        <label>
          <span className="soft">{t('map.nearest')}</span>
          <select
            className="input"
            value={nearest}
            onChange={({ target }) => change({ nearest: target.value })}
          >
            {counts.map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </label>
        <label className="choice">
          <input
            type="checkbox"
            checked={state.isNear}
            onChange={({ target }) => change({ near: target.checked ? '1' : undefined })}
          />
          {t('map.near')}
        </label>
      </div>
      {faults.map(({ error, refetch }, place) => (
        <Faults key={place} error={error} onRetry={() => void refetch()} />
      ))}
      <figure className="peer-figure" aria-label={t('map.title')} aria-busy={isWaiting}>
        <MapPicture choice={choice} shapes={shapes} places={places} shown={shown} chosen={chosen?.code} />
        <MapLegend choice={choice} shown={shown} classes={classes} places={places} drawn={drawn} />
        <Origin origin={origin} />
      </figure>
      {chosen !== undefined && (
        <MapChosen choice={choice} shown={shown} place={chosen} hasShape={drawn.has(chosen.code)} />
      )}
      <MapTable choice={choice} shown={shown} places={places} drawn={drawn} />
    </section>
  )
}

/** How many peers can be shown: the service answers no more when it is not asked for more. */
const counts = Array.from({ length: 15 }, (_, place) => place + 1)

/** A third of the places, so that a map of few does not show all as peers. */
function usualNearest(places: number): number {
  return Math.max(3, Math.min(counts.length, Math.round(places / 3)))
}

/** All places with what each is and has; peers and rivals as far as they could be found. */
function useMapPlaces(choice: Choice, shapes: MapBlockProps['shapes'], nearest: number) {
  const { state } = usePeerState()
  const shown = choice.ground.indicators.find(({ code }) => code === state.shown)?.code
  const peers = usePeers(state, choice)
  const rivals = useRivals(state, choice)
  const values = useShownValues(state, choice, shown)
  const [found, sides, told] = [
    peers.error === null ? peers.data : undefined,
    rivals.error === null ? rivals.data : undefined,
    values.error === null && shown !== undefined ? values.data : undefined,
  ]
  return useMemo(() => {
    const known = new Map(told?.rows.map(({ code, value }) => [code, value]))
    const classes = classesOf([...known.values()])
    const names = new Map([...shapes, ...choice.ground.places].map(({ code, name }) => [code, name]))
    const roleOf = rolesOf(choice.own, found?.peers.slice(0, nearest) ?? [], sides)
    const places = [...names].map(([code, name]): MapPlace => {
      const value = known.get(code)
      return { code, name, value, shade: classOf(classes, value), role: roleOf(code) }
    })
    // The map stands without peers, rivals or values; why they are missing is said.
    const faults = [peers, rivals, values].filter(({ error }) => error !== null)
    return {
      places,
      // Until the values are there nothing is said of them: who waits for a value does not lack it.
      shown: told === undefined ? undefined : shown,
      classes: told === undefined ? [] : classes,
      faults,
      found: found?.peers ?? [],
      isWaiting: [peers, rivals, values].some(({ isLoading }) => isLoading),
    }
  }, [choice, shapes, nearest, shown, found, sides, told, peers, rivals, values])
}

/** Where the lines come from: a map is shown with its source and the number of its approval. */
function Origin({ origin }: Pick<MapBlockProps, 'origin'>) {
  const { t } = useTranslation('peer')
  const formats = useFormats()
  if (origin === undefined) return <figcaption className="soft small">{t('map.origin_registry')}</figcaption>
  const { source, approval, at, file, tolerance } = origin
  return (
    <figcaption className="soft small" dir="auto">
      {t('map.origin', { source, approval })} {t('map.handed_in', { at: formats.moment(at), file })}
      {tolerance > 0 && ` ${t('map.simplified', { metres: Math.ceil(tolerance) })}`}
    </figcaption>
  )
}
