import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { AreaMap } from '../../ui/area-map.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { AreaTable } from './area-table.tsx'
import { IssueMap } from './issue-map.tsx'
import { amountOf, levelBelow, writeView } from './command-state.ts'
import type { CommandState } from './command-state.ts'
import type { AddressChange } from '../../ui/list-address.ts'
import type { CommandData, Point } from './queries.ts'

interface Parts {
  readonly state: CommandState
  readonly change: (change: AddressChange) => void
  readonly data: CommandData
}

/** The map of the district, or the same as a table. */
export function CommandMap({ state, change, data }: Parts) {
  const { t } = useTranslation('command-view')
  const [chosen, setChosen] = useState<string>()
  const drawn = useDrawn(state, data)
  if (state.layer === 'issues') return <IssueMap state={state} change={change} data={data} />
  return (
    <section className="command-map panel" aria-label={t('map.label')}>
      {state.layer === 'table' ? (
        <AreaTable state={state} change={change} data={data} />
      ) : (
        <AreaMap
          label={t('map.label')}
          shapes={data.shapes.data}
          {...drawn}
          layer={state.layer === 'heat' ? 'heat' : 'points'}
          view={state.view}
          onView={(view) => change({ at: writeView(view) })}
          onPoint={setChosen}
          onArea={(area) => change({ area, level: levelBelow(state.level), at: undefined })}
          twin={<Foot state={state} data={data} />}
        />
      )}
      {chosen !== undefined && <PointCard matter={chosen} onClose={() => setChosen(undefined)} />}
    </section>
  )
}

const noPoints: readonly Point[] = []

function useDrawn({ layer, measure }: CommandState, { areas, points }: CommandData) {
  const formats = useFormats()
  const rows = areas.data?.rows
  return useMemo(() => {
    const amounts = new Map((rows ?? []).map((row) => [row.key ?? '', amountOf(row, measure)]))
    const most = Math.max(1, ...amounts.values())
    const isShaded = layer === 'shade'
    return {
      points: isShaded ? noPoints : (points.data?.rows ?? noPoints),
      ...(isShaded && {
        shades: new Map([...amounts].map(([key, amount]) => [key, amount / most])),
        marks: new Map([...amounts].map(([key, amount]) => [key, formats.number(amount)])),
      }),
    }
  }, [rows, points.data, layer, measure, formats])
}

/** How much of what is counted the map shows: matters without a place are in the lists all the same. */
function Foot({ state: { layer, measure }, data: { counts, points } }: Pick<Parts, 'state' | 'data'>) {
  const { t } = useTranslation('command-view')
  const formats = useFormats()
  if (counts.data === undefined || points.data === undefined) return undefined
  const all = amountOf(counts.data, measure)
  const shown = points.data.rows.length
  return (
    <div className="command-foot small soft">
      {points.data.next !== undefined
        ? t('map.newest', { number: formats.number(shown) })
        : t('map.shown', {
            all: formats.number(all),
            shown: formats.number(shown),
            rest: formats.number(Math.max(0, all - shown)),
          })}
      {layer === 'points' && (
        <ul className="command-legend">
          {(['red', 'yellow', 'green', 'none'] as const).map((colour) => (
            <li key={colour} data-lamp={colour}>
              {t(`legend.${colour}`)}
            </li>
          ))}
        </ul>
      )}
      {layer !== 'points' && (
        <span className="command-ramp" data-layer={layer}>
          {t('legend.ramp')}
        </span>
      )}
    </div>
  )
}

/** The matter of a point that was pressed. */
function PointCard({ matter, onClose }: { matter: string; onClose: () => void }) {
  const { t } = useTranslation('command-view')
  const { data } = useAsk('matter.read', { params: { matter } })
  if (data === undefined) return undefined
  const { number, title, lamp, due_at: dueAt, remaining, status } = data
  return (
    <aside className="command-card panel" aria-label={number}>
      <strong className="words" dir="auto">
        {title}
      </strong>
      <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={status} />
      <span className="command-card-acts">
        <Link to={`/matters/${matter}`}>{t('map.open', { number })}</Link>
        <button type="button" className="command-close" onClick={onClose}>
          {t('map.close')}
        </button>
      </span>
    </aside>
  )
}
