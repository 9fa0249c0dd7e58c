import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { AreaMap } from '../../ui/area-map.tsx'
import type { AreaShapes, MapPoint, Position } from '../../ui/area-shape.ts'
import { useAsk } from '../../wire/service-context.tsx'

interface AroundMapProps {
  readonly points: readonly MapPoint[] | undefined
  readonly shapes: AreaShapes | undefined
  readonly own: Position | undefined
}

const noPoints: readonly MapPoint[] = []

/** What is open around, on the map of the grids. What has no place stands in the list alone, and it says so. */
export function AroundMap({ points, shapes, own }: AroundMapProps) {
  const { t } = useTranslation('round')
  const formats = useFormats()
  const [chosen, setChosen] = useState<string>()
  return (
    <div className="round-map">
      <AreaMap
        label={t('map.label')}
        shapes={shapes}
        points={points ?? noPoints}
        pin={own}
        onPoint={setChosen}
        twin={
          <p className="small soft">
            {points !== undefined && t('map.shown', { number: formats.number(points.length) })}
          </p>
        }
      />
      {chosen !== undefined && <PointCard matter={chosen} />}
    </div>
  )
}

function PointCard({ matter }: { matter: string }) {
  const { data } = useAsk('matter.read', { params: { matter } })
  if (data === undefined) return undefined
  const { number, title, lamp, due_at: dueAt, remaining, status } = data
  return (
    <Link to={`/matters/${matter}`} className="round-card" data-lamp={lamp}>
      <strong dir="auto">{title === '' ? number : title}</strong>
      <span className="round-foot">
        <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={status} />
        <span className="number soft small">{number}</span>
      </span>
    </Link>
  )
}
