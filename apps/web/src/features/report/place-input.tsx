import { createContext, use, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WidgetProps } from '../../form/widget.ts'
import { AreaMap } from '../../ui/area-map.tsx'
import type { Position } from '../../ui/area-shape.ts'
import { useAsk, useService } from '../../wire/service-context.tsx'
import type { Spot } from './report-draft.ts'

interface SpotState {
  readonly spot: Spot | undefined
  readonly change: (spot: Spot | undefined) => void
}

const SpotContext = createContext<SpotState>({ spot: undefined, change: () => undefined })
export const SpotProvider = SpotContext

/** Where it is: an address in words, and beside it a pin on the map, one's own position, or street and community. */
export function PlaceInput({ field, value, onChange }: WidgetProps) {
  const { t } = useTranslation('report')
  const id = useId()
  const { spot, change } = use(SpotContext)
  const [isMapOpen, setMapOpen] = useState(false)
  const { isFinding, fault, findHere, pick } = useFinding(change)
  return (
    <div className="report-place">
      <label htmlFor={id} className="unseen">
        {t('place.words')}
      </label>
      <input
        id={id}
        className="input"
        name={field.name}
        dir="auto"
        maxLength={field.schema.maxLength}
        placeholder={t('place.words_hint')}
        value={typeof value === 'string' ? value : ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      />
      <div className="report-ways">
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
      <p role="status" className="report-spot">
        {spot !== undefined && (
          <>
            <span>{t(wordOf(spot), { path: spot.path.join(' ') })}</span>
            <button type="button" className="public-link" onClick={() => change(undefined)}>
              {t('place.clear')}
            </button>
          </>
        )}
      </p>
      <p role="alert" className="public-fault-line">
        {fault !== undefined && t(fault)}
      </p>
      {isMapOpen ? (
        <PlaceMap spot={spot} onPick={pick} />
      ) : (
        <details>
          <summary>{t('place.by_area')}</summary>
          <AreaChoice />
        </details>
      )}
    </div>
  )
}

function wordOf({ path, isSought }: Spot) {
  if (path.length > 0) return 'place.at'
  return isSought === true ? 'place.marked' : 'place.outside'
}

function PlaceMap({ spot, onPick }: { spot: Spot | undefined; onPick: (position: Position) => void }) {
  const { t } = useTranslation('report')
  const shapes = useAsk('area.shapes', { query: { level: 'community' } }, { staysFor: 600_000 })
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
        twin={<AreaChoice />}
      />
    </>
  )
}

type Fault = 'place.denied' | 'place.unknown' | 'place.no_means'

/** Finds out in which grid a point lies, and asks the telephone where it is: only when that was pressed. */
function useFinding(change: (spot: Spot) => void) {
  const service = useService()
  const [isFinding, setFinding] = useState(false)
  const [fault, setFault] = useState<Fault>()
  async function place({ longitude, latitude }: Position): Promise<void> {
    setFault(undefined)
    change({ longitude, latitude, path: [], isGrid: false, isSought: true })
    const { value } = await service.ask('area.at', { query: { longitude, latitude } })
    const smallest = value.rows.at(-1)
    change({
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
  function findHere(): void {
    setFault(undefined)
    if (!('geolocation' in navigator)) {
      setFault('place.no_means')
      return
    }
    setFinding(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude } }) => {
        setFinding(false)
        pick({ longitude, latitude })
      },
      ({ code, PERMISSION_DENIED }) => {
        setFinding(false)
        setFault(code === PERMISSION_DENIED ? 'place.denied' : 'place.unknown')
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }
  return { isFinding, fault, findHere, pick }
}

/** Street, community and grid by their names: what the map does, for the keyboard and for whoever cannot see it. */
function AreaChoice() {
  const { t } = useTranslation('report')
  const { spot, change } = use(SpotContext)
  const [street, setStreet] = useState('')
  const [community, setCommunity] = useState('')
  const streets = useAreas('street', undefined)
  const communities = useAreas('community', street)
  const grids = useAreas('grid', community)
  function nameIn(areas: readonly Area[], id: string): readonly string[] {
    return areas.flatMap((area) => (area.id === id ? [area.name] : []))
  }
  const above = [...nameIn(streets, street), ...nameIn(communities, community)]
  return (
    <div className="report-areas">
      <AreaSelect
        label={t('place.street')}
        areas={streets}
        value={street}
        onChange={(id) => {
          setStreet(id)
          setCommunity('')
          if (id !== '') change({ area: id, path: nameIn(streets, id), isGrid: false })
        }}
      />
      <AreaSelect
        label={t('place.community')}
        areas={communities}
        value={community}
        onChange={(id) => {
          setCommunity(id)
          if (id !== '')
            change({ area: id, path: [...above.slice(0, 1), ...nameIn(communities, id)], isGrid: false })
        }}
      />
      <AreaSelect
        label={t('place.grid')}
        areas={grids}
        value={spot?.isGrid === true ? (spot.area ?? '') : ''}
        onChange={(id) => {
          if (id !== '') change({ area: id, path: [...above, ...nameIn(grids, id)], isGrid: true })
        }}
      />
    </div>
  )
}

interface Area {
  readonly id: string
  readonly name: string
}

function useAreas(level: 'street' | 'community' | 'grid', parent: string | undefined): readonly Area[] {
  const query = { level, limit: 200, ...(parent !== undefined && { parent }) }
  const { data } = useAsk('area.list', { query }, { isWanted: parent !== '', staysFor: 600_000 })
  return data?.rows ?? []
}

interface AreaSelectProps {
  readonly label: string
  readonly areas: readonly Area[]
  readonly value: string
  readonly onChange: (id: string) => void
}

function AreaSelect({ label, areas, value, onChange }: AreaSelectProps) {
  const { t } = useTranslation('form')
  return (
    <label>
      <span className="small soft">{label}</span>
      <select
        className="input"
        disabled={areas.length === 0}
        value={areas.some(({ id }) => id === value) ? value : ''}
        onChange={({ target }) => onChange(target.value)}
      >
        <option value="">{t('choose')}</option>
        {areas.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
