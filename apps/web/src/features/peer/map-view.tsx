import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { CharacteristicFields } from './characteristic-fields.tsx'
import type { Choice } from './choice.ts'
import { MapBlock } from './map-block.tsx'
import type { MapShape } from './map-plane.ts'
import { useBoundary, useNewestBoundary, useStreetShapes } from './queries.ts'
import type { Boundary } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'

/** Where one's own place, its peers and rivals lie, and how an indicator is spread over all. */
export function MapView({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { state } = usePeerState()
  switch (state.units) {
    case 'division':
      return <DivisionMap choice={choice} />
    case 'area':
      return <StreetMap choice={choice} />
    case 'office':
      return <Empty what={t('map.office')} />
  }
}

function DivisionMap({ choice }: { choice: Choice }) {
  const newest = useNewestBoundary('division')
  return (
    <Shown query={newest} rows={8}>
      {({ rows }) =>
        rows[0] === undefined ? <NoBoundary /> : <BoundaryMap choice={choice} boundary={rows[0].boundary} />
      }
    </Shown>
  )
}

/** What has to be handed in, and where. */
function NoBoundary() {
  const { t } = useTranslation('peer')
  const may = useMay()
  return (
    <section className="panel" aria-label={t('map.title')}>
      <Empty
        what={t('map.no_boundary')}
        act={
          may('boundary.replace') ? (
            <Link to="/statistics/import?kind=boundaries">{t('map.hand_in')}</Link>
          ) : (
            <p className="soft">{t('map.ask')}</p>
          )
        }
      />
    </section>
  )
}

function BoundaryMap({ choice, boundary }: { choice: Choice; boundary: number }) {
  return (
    <Shown query={useBoundary(boundary)} rows={8}>
      {(found) => <Drawn choice={choice} shapes={shapesOf(found.shapes)} origin={found} />}
    </Shown>
  )
}

function StreetMap({ choice }: { choice: Choice }) {
  return (
    <Shown query={useStreetShapes('area')} rows={8}>
      {(found) => <Drawn choice={choice} shapes={shapesOf(found)} origin={undefined} />}
    </Shown>
  )
}

function shapesOf(found: {
  readonly features: readonly {
    readonly id: string
    readonly properties: { readonly name: string }
    readonly geometry: object | null
  }[]
}): readonly (MapShape & { readonly name: string })[] {
  return found.features.flatMap(({ id: code, properties: { name }, geometry }) =>
    geometry !== null && 'coordinates' in geometry ? [{ code, name, coordinates: geometry.coordinates }] : [],
  )
}

interface DrawnProps {
  readonly choice: Choice
  readonly shapes: ReturnType<typeof shapesOf>
  /** The file that the shapes come from; undefined for those of the registry. */
  readonly origin: Boundary | undefined
}

function Drawn({ choice, shapes, origin }: DrawnProps) {
  const { t } = useTranslation('peer')
  return (
    <>
      <CharacteristicFields choice={choice} />
      {shapes.length === 0 ? (
        <Empty what={t('map.no_shapes')} />
      ) : (
        <MapBlock choice={choice} shapes={shapes} origin={origin} />
      )}
    </>
  )
}
