import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'

type MoveKind =
  'emergency' | 'dispatch' | 'file' | 'pass' | 'whistle' | 'merge' | 'join' | 'return' | 'decline' | 'whole'

/** One way to have a task done: the part of its form that is asked for, and what it answers by itself. */
export interface Move {
  readonly kind: MoveKind
  readonly key: string
  /** Asked for, in this order. */
  readonly fields: readonly string[]
  readonly required: readonly string[]
  readonly fixed: Answers
  /** Where nothing is known of the matter: shown, to be changed. */
  readonly usual?: Answers
  /** The field of the office that gets the work. */
  readonly office?: string
  /** The field of the category: what is suggested stands in it. */
  readonly category?: string
  /** The field of the item that the duty lists are asked about. */
  readonly item?: string
  /** The field of another matter. */
  readonly matter?: string
  /** Answers that follow from others. */
  readonly derive?: (answers: Answers) => Answers
}

function back(fields: readonly string[], fixed: Answers, kind: 'return' | 'decline' = 'return'): Move {
  return { kind, key: 'r', fields, required: fields, fixed }
}

const intake = ['channel_in', 'demand_type', 'urgency'] as const
const usualIntake = { channel_in: 'web', demand_type: 'help', urgency: 'ordinary' }

const raiseWhistle: readonly Move[] = [
  {
    kind: 'whistle',
    key: 'd',
    fields: ['whistle_kind', 'whistle_subject', 'whistle_facts', 'whistle_street', 'whistle_offices'],
    required: ['whistle_kind', 'whistle_subject', 'whistle_facts', 'whistle_street', 'whistle_offices'],
    fixed: { whistle_decision: 'raise' },
  },
  {
    kind: 'join',
    key: 'm',
    fields: ['open_whistle'],
    required: ['open_whistle'],
    fixed: { whistle_decision: 'join' },
    matter: 'open_whistle',
  },
  back(['whistle_note'], { whistle_decision: 'no' }, 'decline'),
]

/** What a dispatcher does with the tasks of the packs, by pack and form. A form that is not here is asked for as a whole. */
const moves: Readonly<Record<string, readonly Move[]>> = {
  'hotline/accept': [
    {
      kind: 'dispatch',
      key: 'd',
      fields: ['unit', 'category', ...intake],
      required: ['unit', ...intake],
      fixed: {},
      usual: usualIntake,
      office: 'unit',
      category: 'category',
      item: 'category',
      // The table of the pack asks which offices its directory names: the one that was chosen.
      derive: ({ unit }) => ({ units: [unit] }),
    },
    {
      kind: 'emergency',
      key: 'e',
      fields: ['channel_in', 'demand_type'],
      required: ['channel_in', 'demand_type'],
      fixed: {},
      usual: usualIntake,
    },
    {
      kind: 'merge',
      key: 'm',
      fields: ['linked_matter', ...intake],
      required: ['linked_matter', ...intake],
      fixed: { same_matter: 'open' },
      usual: usualIntake,
      matter: 'linked_matter',
    },
  ],
  'hotline/consult': [
    {
      kind: 'dispatch',
      key: 'd',
      fields: ['unit', 'receiver_kind', 'consult_note'],
      required: ['unit', 'receiver_kind', 'consult_note'],
      fixed: { consulted: true },
      office: 'unit',
    },
  ],
  'hotline/review-dispute': [
    {
      kind: 'dispatch',
      key: 'd',
      fields: ['new_unit', 'ruling_reason'],
      required: ['new_unit', 'ruling_reason'],
      fixed: { ruling: 'reassign' },
      office: 'new_unit',
    },
    back(['ruling_reason'], { ruling: 'uphold' }, 'decline'),
  ],
  'city-events/register': [
    {
      kind: 'file',
      key: 'd',
      fields: ['standard_id', 'kind', 'code'],
      required: ['standard_id'],
      fixed: { register_action: 'file' },
      category: 'code',
    },
    {
      kind: 'emergency',
      key: 'e',
      fields: ['standard_id', 'kind', 'code'],
      required: ['standard_id'],
      fixed: {},
      category: 'code',
    },
    {
      kind: 'merge',
      key: 'm',
      fields: ['linked_case'],
      required: ['linked_case'],
      fixed: { register_action: 'link' },
      matter: 'linked_case',
    },
    back(['void_reason'], { register_action: 'void' }),
  ],
  'city-events/dispatch': [
    {
      kind: 'dispatch',
      key: 'd',
      fields: ['unit', 'item', 'dispatch_note'],
      required: ['unit'],
      fixed: { action: 'dispatch' },
      office: 'unit',
      item: 'item',
    },
    back(['return_reason'], { action: 'dispatch_return' }),
  ],
  'city-events/dispatch-check': [
    { kind: 'pass', key: 'd', fields: [], required: [], fixed: { action: 'pass' } },
    back(['return_reason'], { action: 'dispatch_check_rework' }),
  ],
  'city-events/raise-whistle': raiseWhistle,
  'hotline/raise-whistle': raiseWhistle,
}

/**
 * What can be done with a task of a pack; the whole form comes last.
 * @param emergency what the pack answers where a task leads the way of emergencies; undefined where it does not
 */
export function movesOf(pack: string, form: string | undefined, emergency?: Answers): readonly Move[] {
  const whole: Move = { kind: 'whole', key: 'f', fields: [], required: [], fixed: {} }
  const known = (moves[`${pack}/${form}`] ?? []).flatMap((move) => {
    if (move.kind !== 'emergency') return [move]
    return emergency === undefined ? [] : [{ ...move, fixed: emergency }]
  })
  return form === undefined ? [] : [...known, whole]
}

/** The part of a form that a move asks for. */
export function formOf(form: FormAnswer, move: Move): FormAnswer {
  if (move.kind === 'whole') return form
  const { properties = {} } = form.schema as { readonly properties?: Readonly<Record<string, unknown>> }
  return {
    ...form,
    schema: {
      type: 'object',
      properties: Object.fromEntries(move.fields.map((name) => [name, properties[name] ?? {}])),
      required: [...move.required],
    },
    fields: move.fields.flatMap((name, index) =>
      form.fields.filter((field) => field.name === name).map((field) => ({ ...field, order: index + 1 })),
    ),
  }
}

/** What stands in the form at first: what is known of the matter, else what is usual. Masked values are nobody's answer. */
export function knownAnswers(
  fields: readonly string[],
  { variables, masked }: { readonly variables: Answers; readonly masked: readonly string[] },
  usual: Answers = {},
): Answers {
  return Object.fromEntries(
    fields.flatMap((name) => {
      const value = masked.includes(name) ? undefined : (variables[name] ?? usual[name])
      return value === undefined || value === null ? [] : [[name, value]]
    }),
  )
}

/** What is sent for a move. */
export function sentFor(move: Move, answers: Answers): Answers {
  return { ...answers, ...move.fixed, ...move.derive?.(answers) }
}
