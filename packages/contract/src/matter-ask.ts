import { Type } from 'typebox'
import { ClockUnit } from './matter-command.ts'
import { InstantText, Name, Wording } from './scalar.ts'

/** Something the asker may ask of the matter now, beside its tasks: an extension, a whistle … */
export const MatterAsk = Type.Object({
  /** For the command `deliverMessage`. */
  message: Name,
  element: Name,
  name: Wording,
  form: Type.Optional(Name),
  /** The decision table of the pack that says whether it may be asked for. */
  decision: Type.Optional(Name),
  /** Clocks that are extended or paused when it is approved. */
  clocks: Type.Array(
    Type.Object({
      clock: Name,
      key: Name,
      name: Wording,
      act: Type.Enum(['extend', 'pause']),
      is_open: Type.Boolean({
        description: 'It runs, is not over, and was not extended as often as it may be',
      }),
      is_over: Type.Boolean(),
      due_at: Type.Optional(InstantText),
      most: Type.Optional(
        Type.Integer({ minimum: 0, description: 'How often the pack lets it be extended' }),
      ),
      used: Type.Optional(Type.Integer({ minimum: 0 })),
      amount: Type.Optional(Type.Number({ description: 'How far, where the pack says so' })),
      unit: Type.Optional(ClockUnit),
      ground: Type.Optional(
        Type.String({ description: 'Law and article of that, in the language asked for' }),
      ),
    }),
  ),
})
