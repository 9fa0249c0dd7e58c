import { createContext, use, useLayoutEffect, useRef, useState } from 'react'
import type { FormField } from '../form/form-definition.ts'
import type { Answers } from '../form/schema-fault.ts'
import type { Spot } from '../form/spot.ts'
import type { WidgetProps, Widgets } from '../form/widget.ts'
import { useAsk } from '../wire/service-context.tsx'
import { PlacePicker } from './place-picker.tsx'

/** The area within which somebody mostly marks places: maps begin with it. */
const AroundContext = createContext<string | undefined>(undefined)
export const AroundProvider = AroundContext

/** Nobody types degrees: where a form asks for a place, its pin answers for position and grid. */
function takes({ name, widget }: FormField): boolean {
  return widget === 'grid' || name === 'longitude' || name === 'latitude'
}

/** The place of a form of a pack, with grid and position as far as the form has fields for them. */
function PlaceInput({ field, value, fields, answers, onAnswers }: WidgetProps) {
  const names = namesIn(fields)
  const kept = useKeptSpot(names, answers)
  const [chosen, setChosen] = useState<{ readonly spot: Spot | undefined }>()
  // Words that nobody wrote follow the pin; what was typed stays.
  const [named, setNamed] = useState<string>()
  const words = typeof value === 'string' ? value : ''
  const spot = chosen === undefined ? kept : chosen.spot
  // What a pin is called comes later than the pin: by then something may be typed.
  const now = useRef({ words, named })
  useLayoutEffect(() => {
    now.current = { words, named }
  })
  function choose(next: Spot | undefined): void {
    setChosen({ spot: next })
    const path = next?.path.join(' ').slice(0, field.schema.maxLength) ?? ''
    const isOurs = now.current.words === '' || now.current.words === now.current.named
    if (isOurs) setNamed(path)
    onAnswers({ ...answersOf(names, next), ...(isOurs && { [field.name]: path === '' ? undefined : path }) })
  }
  return (
    <PlacePicker
      name={field.name}
      most={field.schema.maxLength}
      words={words}
      onWords={(next) => onAnswers({ [field.name]: next })}
      spot={spot}
      onSpot={choose}
      below={use(AroundContext)}
    />
  )
}

interface PlaceNames {
  readonly grid: string | undefined
  readonly hasPoint: boolean
}

function namesIn(fields: readonly FormField[]): PlaceNames {
  const grid = fields.find(({ widget }) => widget === 'grid')?.name
  return { grid, hasPoint: fields.some(({ name }) => name === 'longitude') }
}

function answersOf({ grid, hasPoint }: PlaceNames, spot: Spot | undefined): Answers {
  return {
    ...(grid !== undefined && { [grid]: spot?.isGrid === true ? spot.area : undefined }),
    ...(hasPoint && { longitude: spot?.longitude, latitude: spot?.latitude }),
  }
}

/** What a draft or the matter already says of the place. */
function useKeptSpot({ grid, hasPoint }: PlaceNames, answers: Answers): Spot | undefined {
  const area = grid === undefined ? undefined : answers[grid]
  const known = typeof area === 'string' && area !== '' ? area : undefined
  const found = useAsk(
    'area.read',
    { params: { area: known ?? '' }, query: {} },
    { isWanted: known !== undefined, staysFor: 600_000 },
  )
  const { longitude, latitude } = hasPoint ? answers : {}
  const hasPosition = typeof longitude === 'number' && typeof latitude === 'number'
  if (known === undefined && !hasPosition) return undefined
  return {
    ...(known !== undefined && { area: known }),
    ...(hasPosition && { longitude, latitude }),
    // The district stands above all: which one it is they know.
    path: found.data === undefined ? [] : [...found.data.path.slice(1), found.data].map(({ name }) => name),
    isGrid: known !== undefined,
    isSought: true,
  }
}

/** The widget of packs that asks where something is. */
export const placeWidgets: Widgets = { place: { Input: PlaceInput, isGroup: true, takes } }
