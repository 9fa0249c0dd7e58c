import type { AnswerOf, findSimilarReports } from '@duibiao/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../text/format-context.tsx'
import './nearby-list.css'

export type NearbyMatter = AnswerOf<typeof findSimilarReports>['rows'][number]

interface NearbyListProps {
  readonly matters: readonly NearbyMatter[]
  /** What can be done with one. */
  readonly act: (matter: NearbyMatter) => ReactNode
}

/** What others reported and is still open: around a place, or alike in words. */
export function NearbyList({ matters, act }: NearbyListProps) {
  const { t } = useTranslation('form')
  const formats = useFormats()
  return (
    <ul className="nearby-list">
      {matters.map((matter) => (
        <li key={matter.id}>
          <strong dir="auto">{matter.title}</strong>
          <span className="small soft">
            {matter.distance === undefined
              ? t('nearby.reported', { day: formats.moment(matter.opened_at) })
              : t('nearby.about', {
                  distance: formats.number(matter.distance),
                  day: formats.moment(matter.opened_at),
                })}
            {matter.likeness !== undefined && t('nearby.alike')}
            {matter.reporters > 0 && t('nearby.reporters', { count: matter.reporters })}
          </span>
          <span className="small number">{matter.number}</span>
          {act(matter)}
        </li>
      ))}
    </ul>
  )
}
