import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { AreaMap } from '../../ui/area-map.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { areaPath, officePath } from './address.ts'
import { ChangeHistory } from './history.tsx'
import { withNeighbours } from './neighbour.ts'
import { OpenWorkTable } from './open-work.tsx'
import { Block, Days, Facts, PathLinks } from './piece.tsx'
import { useAreas, useOpenWork } from './queries.ts'
import type { Area } from './queries.ts'
import { RowDrawer } from './row-drawer.tsx'
import { initialAnswers } from './row-form.ts'
import { areaLevels } from './row-sketch.ts'

/** An area: what is known of it, its shape among its neighbours, what lies in it. */
export function AreaPage({ id }: { id: string }) {
  const area = useAsk('area.read', { params: { area: id }, query: {} })
  return <Shown query={area}>{(found) => <OneArea area={found} />}</Shown>
}

function OneArea({ area }: { area: Area }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const [doing, setDoing] = useState<'change' | 'add'>()
  const below = areaLevels[areaLevels.indexOf(area.level) + 1]
  return (
    <div className="registry-page">
      <PageHead
        title={area.name}
        beside={<span className="registry-tag">{t(`choice.area_level.${area.level}`)}</span>}
        what={<PathLinks path={area.path} pathOf={areaPath} />}
        acts={
          may('registry.change') && (
            <>
              {below !== undefined && <Button onClick={() => setDoing('add')}>{t('area.add_below')}</Button>}
              <Button type="primary" onClick={() => setDoing('change')}>
                {t('edit.open')}
              </Button>
            </>
          )
        }
      />
      <div className="registry-columns">
        <div>
          <AreaFacts area={area} />
          <Inside area={area} />
        </div>
        <AreaShape area={area} />
      </div>
      <ChangeHistory part="area" subject={area.id} />
      {doing === 'change' && (
        <RowDrawer
          title={t('area.change', { name: area.name })}
          kind="areas"
          subject={area.id}
          named={{ id: area.id }}
          aside={({ row }) => (row['validUntil'] === undefined ? undefined : <Lying area={area.id} />)}
          onClose={() => setDoing(undefined)}
        />
      )}
      {doing === 'add' && (
        <RowDrawer
          title={t('area.add_below')}
          kind="areas"
          initial={initialAnswers({ parent: area.id, level: below })}
          onClose={() => setDoing(undefined)}
        />
      )}
    </div>
  )
}

function AreaFacts({ area }: { area: Area }) {
  const { t } = useTranslation('registry')
  const names = new Map(useAreas().map(({ id, name }) => [id, name]))
  const { successors = [], posted } = area
  return (
    <Block title={t('facts')}>
      <Facts
        lines={[
          [t('field.id'), <span className="number">{area.id}</span>],
          [t('field.code'), area.code],
          [t('field.valid'), <Days from={area.valid_from} until={area.valid_until} />],
          [
            t('field.successors'),
            successors.length === 0
              ? undefined
              : successors.map((id) => (
                  <Link key={id} to={areaPath(id)}>
                    {names.get(id) ?? id}
                  </Link>
                )),
          ],
          [t('area.workers'), posted?.workers.map(({ name }) => name).join(' ')],
        ]}
      />
    </Block>
  )
}

/** What lies in an area, and leads there. */
function Inside({ area }: { area: Area }) {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const { data: work } = useOpenWork('area', area.id)
  return (
    <Block title={t('area.inside')}>
      <Facts
        lines={[
          [t('area.below'), <Below area={area.id} />],
          [t('area.offices'), <Offices area={area.id} />],
          [t('area.people'), <People area={area.id} />],
          [
            t('area.matters'),
            work &&
              t('work.in_area', {
                matters: formats.number(work.matters),
                tasks: formats.number(work.tasks),
              }),
          ],
        ]}
      />
    </Block>
  )
}

function Below({ area }: { area: string }) {
  const { t } = useTranslation('registry')
  const { data } = useAsk('area.list', { query: { parent: area, limit: 200 } })
  if (data === undefined) return undefined
  if (data.rows.length === 0) return <span className="soft">{t('area.no_below')}</span>
  return (
    <span className="registry-links">
      {data.rows.map(({ id, name }) => (
        <Link key={id} to={areaPath(id)}>
          {name}
        </Link>
      ))}
    </span>
  )
}

/** The most offices that stand on the page of an area. */
const most = 12

function Offices({ area }: { area: string }) {
  const { t } = useTranslation('registry')
  const { data } = useAsk('office.list', { query: { in_area: area, limit: 200 } })
  if (data === undefined) return undefined
  const count = data.rows.length
  if (count === 0) return <span className="soft">{t('area.no_office')}</span>
  return (
    <span className="registry-links">
      {data.rows.slice(0, most).map(({ id, name }) => (
        <Link key={id} to={officePath(id)}>
          {name}
        </Link>
      ))}
      {count > most && (
        <Link to={`/registry/offices?in_area=${encodeURIComponent(area)}`}>
          {t('area.all_offices', { count })}
        </Link>
      )}
    </span>
  )
}

function People({ area }: { area: string }) {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const { data } = useAsk('person.list', { query: { in_area: area, limit: 200 } })
  if (data === undefined) return undefined
  const count = data.rows.length
  return (
    <Link to={`/registry/staff?in_area=${encodeURIComponent(area)}`}>
      {t(data.next === undefined ? 'people.number' : 'people.more_than', {
        count,
        number: formats.number(count),
      })}
    </Link>
  )
}

/** Before an area ends: what lies in it goes on, and needs a place. */
function Lying({ area }: { area: string }) {
  const { t } = useTranslation('registry')
  const { data } = useOpenWork('area', area)
  if (data === undefined || data.matters === 0) return undefined
  return (
    <div className="registry-warning">
      <p>{t('area.lying', { count: data.matters })}</p>
      <OpenWorkTable work={{ ...data, rows: data.rows.slice(0, 5) }} label={t('work.title')} />
    </div>
  )
}

/** The shape of an area among those that border on it; they are links as well. */
function AreaShape({ area }: { area: Area }) {
  const { t } = useTranslation('registry')
  const navigate = useNavigate()
  // One step further up, so that those beyond the border of what is above are there too.
  const around = area.path.at(-2)?.id ?? area.path.at(-1)?.id
  const shapes = useAsk(
    'area.shapes',
    { query: { level: area.level, ...(around !== undefined && { below: around }) } },
    { staysFor: 60_000 },
  )
  return (
    <Block title={t('area.shape')}>
      <Shown query={shapes}>
        {(found) => {
          const { own, neighbours } = withNeighbours(found, area.id)
          const features = own === undefined ? neighbours : [own, ...neighbours]
          return (
            <div className="registry-map">
              {own?.geometry === null ? (
                <p className="registry-warning">{t('area.no_shape')}</p>
              ) : (
                <AreaMap
                  label={t('area.map', { name: area.name })}
                  shapes={{ type: 'FeatureCollection', features }}
                  shades={new Map([[area.id, 0.7]])}
                  onArea={(id) => void navigate(areaPath(id))}
                  twin={<Neighbours shapes={neighbours} />}
                />
              )}
            </div>
          )
        }}
      </Shown>
    </Block>
  )
}

function Neighbours({ shapes }: { shapes: ReturnType<typeof withNeighbours>['neighbours'] }) {
  const { t } = useTranslation('registry')
  if (shapes.length === 0) return undefined
  return (
    <p className="registry-links small">
      <span className="soft">{t('area.neighbours')}</span>
      {shapes.map(({ id, properties }) => (
        <Link key={id} to={areaPath(id)}>
          {properties.name}
        </Link>
      ))}
    </p>
  )
}
