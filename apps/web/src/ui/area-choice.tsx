import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Spot } from '../form/spot.ts'
import { useAsk } from '../wire/service-context.tsx'

interface AreaChoiceProps {
  readonly spot: Spot | undefined
  readonly onSpot: (spot: Spot) => void
}

/** Street, community and grid by their names: what the map does, for the keyboard and for whoever cannot see it. */
export function AreaChoice({ spot, onSpot }: AreaChoiceProps) {
  const { t } = useTranslation('form')
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
    <div className="place-areas">
      <AreaSelect
        label={t('place.street')}
        areas={streets}
        value={street}
        onChange={(id) => {
          setStreet(id)
          setCommunity('')
          if (id !== '') onSpot({ area: id, path: nameIn(streets, id), isGrid: false })
        }}
      />
      <AreaSelect
        label={t('place.community')}
        areas={communities}
        value={community}
        onChange={(id) => {
          setCommunity(id)
          if (id !== '')
            onSpot({ area: id, path: [...above.slice(0, 1), ...nameIn(communities, id)], isGrid: false })
        }}
      />
      <AreaSelect
        label={t('place.grid')}
        areas={grids}
        value={spot?.isGrid === true ? (spot.area ?? '') : ''}
        onChange={(id) => {
          if (id !== '') onSpot({ area: id, path: [...above, ...nameIn(grids, id)], isGrid: true })
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
