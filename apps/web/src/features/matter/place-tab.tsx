import { useTranslation } from 'react-i18next'
import { AreaMap } from '../../ui/area-map.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { Matter } from './queries.ts'

/** Where a matter is: its area on the map of the district, and the very place where one was given. */
export function PlaceTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const area = useAsk(
    'area.read',
    { params: { area: matter.area ?? '' }, query: {} },
    { isWanted: matter.area !== undefined, staysFor: 600_000 },
  )
  const path = area.data?.path ?? []
  const level = area.data?.level ?? 'street'
  const around = path.at(-1)?.id
  const shapes = useAsk(
    'area.shapes',
    { query: { level, ...(around !== undefined && { below: around }) } },
    { isWanted: area.data !== undefined || matter.area === undefined, staysFor: 600_000 },
  )
  const { place, lamp } = matter
  return (
    <Shown query={shapes}>
      {(found) => (
        <AreaMap
          label={t('tab.place')}
          shapes={found}
          {...(matter.area !== undefined && { shades: new Map([[matter.area, 0.6]]) })}
          {...(place !== undefined && { points: [{ id: matter.id, ...place, lamp }] })}
          twin={
            <dl className="matter-details">
              <div>
                <dt>{t('place.area')}</dt>
                <dd>{path.map(({ name }) => name).join(' › ') || (matter.area ?? t('place.none'))}</dd>
              </div>
              {matter.details
                .filter(({ widget }) => widget === 'place')
                .map(({ name, label, text }) => (
                  <div key={name}>
                    <dt>{label}</dt>
                    <dd className="words">{text}</dd>
                  </div>
                ))}
              {place !== undefined && (
                <div>
                  <dt>{t('place.position')}</dt>
                  <dd className="number">
                    {place.longitude.toFixed(5)}, {place.latitude.toFixed(5)}
                  </dd>
                </div>
              )}
            </dl>
          }
        />
      )}
    </Shown>
  )
}
