import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import type { Race } from './queries.ts'

interface RaceZoneChoiceProps {
  readonly name: string
  readonly zones: Race['zones']
  /** The number of a zone, or 0 for what `children` offers beside the zones. */
  readonly zone: number
  readonly onZone: (zone: number) => void
  readonly children?: ReactNode
}

/** One zone of a race. */
export function RaceZoneChoice({ name, zones, zone, onZone, children }: RaceZoneChoiceProps) {
  const { t } = useTranslation('race')
  return (
    <Field label={t('column.zone')} name={name}>
      {(marks) => (
        <select
          {...marks}
          className="input"
          value={zone}
          onChange={({ target }) => onZone(Number(target.value))}
        >
          {children}
          {zones.map(({ no, name: called }) => (
            <option key={no} value={no}>
              {called}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
