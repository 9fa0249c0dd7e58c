/** What the board of supervision orders (督查台) shows of the matters of a pack, in the names of its procedure. */
export type SupervisionRule = {
  /** The clock that an order is to be done by. */
  readonly due: string
  /** Variables: the leader who answers for it, and the offices that assist. */
  readonly leader?: string
  readonly assisting?: string
  /** Steps: the order was issued, it was found done, it was sent back. */
  readonly issued: string
  readonly done: string
  readonly returned?: string
  /** Tasks that tell how it goes, each with the field that says so. */
  readonly feedback?: { readonly [task: string]: string }
  readonly ladder: LadderRule
}

/** How an order that is not done climbs (督办阶梯). */
export type LadderRule = {
  /** The decision that says which colour comes next, and why. */
  readonly decision: string
  /** The task in which somebody decides whether it is issued. */
  readonly decided: string
  /** The clock within which a colour is to be answered. */
  readonly clock: string
  /** The step that reminds before the end. */
  readonly reminder?: string
  /** The steps that issue a colour, by the colour, from the mildest on. */
  readonly colours: { readonly [colour: string]: string }
  /** Steps: a colour was not answered; the ladder was wound up. */
  readonly missed: string
  readonly closed: string
  /** The task in which a proposal is studied once the last colour was not answered. */
  readonly proposal?: string
}

const element = { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,99}$' } as const
const variable = { type: 'string', pattern: '^[\\p{L}_][\\p{L}\\p{N}_]*$' } as const

/** JSON Schema of `supervision` in pack.yaml. */
export const supervisionSchema = {
  type: 'object',
  properties: {
    due: element,
    leader: variable,
    assisting: variable,
    issued: element,
    done: element,
    returned: element,
    feedback: {
      type: 'object',
      propertyNames: { pattern: element.pattern },
      additionalProperties: variable,
      minProperties: 1,
    },
    ladder: {
      type: 'object',
      properties: {
        decision: element,
        decided: element,
        clock: element,
        reminder: element,
        colours: {
          type: 'object',
          propertyNames: { pattern: '^[a-z]{1,20}$' },
          additionalProperties: element,
          minProperties: 1,
        },
        missed: element,
        closed: element,
        proposal: element,
      },
      required: ['decision', 'decided', 'clock', 'colours', 'missed', 'closed'],
      additionalProperties: false,
    },
  },
  required: ['due', 'issued', 'done', 'ladder'],
  additionalProperties: false,
} as const
