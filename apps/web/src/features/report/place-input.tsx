import { createContext, use } from 'react'
import type { Spot } from '../../form/spot.ts'
import type { WidgetProps } from '../../form/widget.ts'
import { PlacePicker } from '../../ui/place-picker.tsx'

interface SpotState {
  readonly spot: Spot | undefined
  readonly change: (spot: Spot | undefined) => void
}

const SpotContext = createContext<SpotState>({ spot: undefined, change: () => undefined })
export const SpotProvider = SpotContext

/** Where it is; the report keeps the place itself, which outlasts a change of the form. */
export function PlaceInput({ field, value, onChange }: WidgetProps) {
  const { spot, change } = use(SpotContext)
  return (
    <PlacePicker
      name={field.name}
      most={field.schema.maxLength}
      words={typeof value === 'string' ? value : ''}
      onWords={onChange}
      spot={spot}
      onSpot={change}
    />
  )
}
