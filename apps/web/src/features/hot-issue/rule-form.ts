import type { HotRule } from './queries.ts'

export const ruleFields = ['person', 'growing', 'liking', 'half_life_days', 'people', 'days'] as const
export type RuleField = (typeof ruleFields)[number]

/** What may be written: the same as the service takes. */
export const bounds = {
  person: { least: 0, most: 1000, isWhole: false },
  growing: { least: 0, most: 1000, isWhole: false },
  liking: { least: 0, most: 1000, isWhole: false },
  half_life_days: { least: 1, most: 3650, isWhole: false },
  people: { least: 2, most: 100_000, isWhole: true },
  days: { least: 1, most: 365, isWhole: true },
} as const satisfies Readonly<
  Record<RuleField, { readonly least: number; readonly most: number; readonly isWhole: boolean }>
>

export type RuleTexts = Readonly<Record<RuleField, string>>

/** Who may be told: the same as the service takes. */
export const alertRecipients = [
  'leader',
  'district_dispatcher',
  'supervision_officer',
] as const satisfies NonNullable<HotRule['alert']['told']>
export type AlertRecipient = (typeof alertRecipients)[number]

export function textsOf({ formula, alert }: HotRule): RuleTexts {
  return {
    person: String(formula.person),
    growing: String(formula.growing),
    liking: String(formula.liking),
    half_life_days: String(formula.half_life_days),
    people: String(alert.people),
    days: String(alert.days),
  }
}

/** The rule that was written; without it, which fields are wrong. */
export function ruleOf(texts: RuleTexts): {
  readonly rule: HotRule | undefined
  readonly faults: readonly RuleField[]
} {
  const faults = ruleFields.filter((name) => !isRight(name, texts[name]))
  if (faults.length > 0) return { rule: undefined, faults }
  function valueOf(name: RuleField): number {
    return Number(texts[name])
  }
  return {
    rule: {
      formula: {
        person: valueOf('person'),
        growing: valueOf('growing'),
        liking: valueOf('liking'),
        half_life_days: valueOf('half_life_days'),
      },
      alert: { people: valueOf('people'), days: valueOf('days') },
    },
    faults,
  }
}

function isRight(name: RuleField, text: string): boolean {
  const { least, most, isWhole } = bounds[name]
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value >= least && value <= most && (!isWhole || Number.isInteger(value))
}
