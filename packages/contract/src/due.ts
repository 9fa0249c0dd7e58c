import { clockUnits } from '@duibiao/base'
import { Type } from 'typebox'
import { InstantText } from './scalar.ts'

/** 灯: red when a running clock is overdue, yellow past the first warning point that a pack sets, else green; none where none runs. */
export const Lamp = Type.Enum(['none', 'green', 'yellow', 'red'])

/** What is left of a clock in the unit it counts in, or by how much it is late. */
export const Remaining = Type.Object(
  {
    kind: Type.Enum(['running', 'overdue', 'paused']),
    /** More than one where an extension of another unit waits behind a pause. */
    parts: Type.Array(
      Type.Object({
        unit: Type.Enum([...clockUnits]),
        amount: Type.Number({ description: 'Whole days, or hours with their fraction' }),
      }),
    ),
  },
  { $id: 'Remaining' },
)

/** How near the work is to its end: of the running clock that ends first. */
export const dueFields = {
  lamp: Lamp,
  due_at: Type.Optional(InstantText),
  /** It reaches into a year whose calendar has not been announced. */
  is_provisional: Type.Optional(Type.Boolean()),
  remaining: Type.Optional(Remaining),
} as const

/** Open matters by their end: overdue, or due within 24 hours, which is no lamp. */
export const Due = Type.Enum(['overdue', 'soon'], { description: 'Soon: within 24 hours' })
