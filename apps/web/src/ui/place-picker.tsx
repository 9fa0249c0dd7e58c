import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Spot } from '../form/spot.ts'
import { useAsk, useService } from '../wire/service-context.tsx'
import { AreaChoice } from './area-choice.tsx'
import { AreaMap } from './area-map.tsx'
import type { Position } from './area-shape.ts'
import { useOwnPosition } from './own-position.ts'
import type { PositionFault } from './own-position.ts'
import './place-picker.css'

export interface PlacePickerProps {
  readonly name: string
  readonly most?: number | undefined
  /** The address or what else people say of the place. */
  readonly words: string
  readonly onWords: (words: string | undefined) => void
  readonly spot: Spot | undefined
  readonly onSpot: (spot: Spot | undefined) => void
  /** The area whose grids the map begins with; the communities of the district when not said. */
  readonly below?: string | undefined
}

/** Where it is: an address in words, and beside it a pin on the map, one's own position, or street, community and grid. */
export function PlacePicker({ name, most, words, onWords, spot, onSpot, below }: PlacePickerProps) {
  const { t } = useTranslation('form')
  const id = useId()
  const [isMapOpen, setMapOpen] = useState(false)
  const { isFinding, fault, findHere, pick } = useFinding(onSpot)
  return (
    <div className="place-picker">
      <label htmlFor={id} className="unseen">
        {t('place.words')}
      </label>
      <input
        id={id}
        className="input"
        name={name}
        dir="auto"
        maxLength={most}
        placeholder={t('place.words_hint')}
        value={words}
        onChange={({ target }) => onWords(target.value === '' ? undefined : target.value)}
      />
      <div className="place-ways">
        <button type="button" className="press" data-kind="plain" disabled={isFinding} onClick={findHere}>
          {t(isFinding ? 'place.finding' : 'place.here')}
        </button>
        <button
          type="button"
          className="press"
          data-kind="plain"
          aria-expanded={isMapOpen}
          onClick={() => setMapOpen(!isMapOpen)}
        >
          {t(isMapOpen ? 'place.close_map' : 'place.map')}
        </button>
      </div>
      <p role="status" className="place-spot">
        {spot !== undefined && (
          <>
            <span>{t(wordOf(spot), { path: spot.path.join(' ') })}</span>
            <button type="button" className="place-clear" onClick={() => onSpot(undefined)}>
              {t('place.clear')}
            </button>
          </>
        )}
      </p>
      <p role="alert" className="place-fault">
        {fault !== undefined && t(fault)}
      </p>
      {isMapOpen ? (
        <PlaceMap spot={spot} onPick={pick} onSpot={onSpot} below={below} />
      ) : (
        <details>
          <summary>{t('place.by_area')}</summary>
          <AreaChoice spot={spot} onSpot={onSpot} />
        </details>
      )}
    </div>
  )
}

function wordOf({ path, isSought }: Spot) {
  if (path.length > 0) return 'place.at'
  return isSought === true ? 'place.marked' : 'place.outside'
}

interface PlaceMapProps extends Pick<PlacePickerProps, 'spot' | 'onSpot' | 'below'> {
  readonly onPick: (position: Position) => void
}

function PlaceMap({ spot, onPick, onSpot, below }: PlaceMapProps) {
  const { t } = useTranslation('form')
  const query = below === undefined ? { level: 'community' as const } : { level: 'grid' as const, below }
  const shapes = useAsk('area.shapes', { query }, { staysFor: 600_000 })
  const pin =
    spot?.longitude === undefined || spot.latitude === undefined
      ? undefined
      : { longitude: spot.longitude, latitude: spot.latitude }
  return (
    <>
      <p className="small soft">{t('place.map_hint')}</p>
      <AreaMap
        label={t('place.map_label')}
        shapes={shapes.data}
        pin={pin}
        onPick={onPick}
        twin={<AreaChoice spot={spot} onSpot={onSpot} />}
      />
    </>
  )
}

/** Finds out in which grid a point lies, and asks the telephone where it is: only when that was pressed. */
function useFinding(onSpot: (spot: Spot) => void) {
  const service = useService()
  const own = useOwnPosition()
  const [fault, setFault] = useState<PositionFault>()
  const latest = useRef<Position>(undefined)
  async function place(position: Position): Promise<void> {
    const { longitude, latitude } = position
    latest.current = position
    setFault(undefined)
    onSpot({ longitude, latitude, path: [], isGrid: false, isSought: true })
    const { value } = await service.ask('area.at', { query: { longitude, latitude } })
    // The answer about a place that was pressed before comes too late.
    if (latest.current !== position) return
    const smallest = value.rows.at(-1)
    onSpot({
      longitude,
      latitude,
      // Which district it is they know.
      path: value.rows.flatMap(({ level, name }) => (level === 'district' ? [] : [name])),
      isGrid: smallest?.level === 'grid',
      ...(smallest !== undefined && { area: smallest.id }),
    })
  }
  function pick(position: Position): void {
    place(position).catch(() => setFault('place.unknown'))
  }
  return { isFinding: own.isFinding, fault: fault ?? own.fault, findHere: () => own.find(pick), pick }
}
