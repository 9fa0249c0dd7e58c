import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AreaMap } from '../../ui/area-map.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { Matter } from '../matter/queries.ts'

interface TaskPlaceProps {
  readonly matter: Matter
  /** The address, as it was written. */
  readonly words: string | undefined
}

/** Where to go: the address and the grid; the map when it is asked for. */
export function TaskPlace({ matter, words }: TaskPlaceProps) {
  const { t } = useTranslation('round')
  const [isOpen, setOpen] = useState(false)
  const area = useAsk(
    'area.read',
    { params: { area: matter.area ?? '' }, query: {} },
    { isWanted: matter.area !== undefined, staysFor: 600_000 },
  )
  const nodes = area.data === undefined ? [] : [...area.data.path, area.data]
  // District and street they know.
  const path = nodes.slice(2).map(({ name }) => name)
  if (words === undefined && path.length === 0) return undefined
  return (
    <>
      {words !== undefined && <p className="words">{words}</p>}
      <p className="soft">{path.join(' ')}</p>
      <button
        type="button"
        className="press"
        data-kind="plain"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'task.close_map' : 'task.map')}
      </button>
      {isOpen && <PlaceMap matter={matter} around={nodes.at(-2)?.id ?? matter.area} />}
    </>
  )
}

/** The place among the grids of its community; what is marked is named above. */
function PlaceMap({ matter, around }: { matter: Matter; around: string | undefined }) {
  const { t } = useTranslation('round')
  const query = { level: 'grid', ...(around !== undefined && { below: around }) } as const
  const shapes = useAsk('area.shapes', { query }, { staysFor: 600_000 })
  const { id, area, place, lamp } = matter
  return (
    <AreaMap
      label={t('task.map_label')}
      shapes={shapes.data}
      {...(area !== undefined && { shades: new Map([[area, 0.5]]) })}
      {...(place !== undefined && { points: [{ id, ...place, lamp }] })}
      twin={undefined}
    />
  )
}
