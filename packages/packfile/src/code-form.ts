/** What codes of units look like, so that totals, headings and rows without a code are told from units. */
export type CodeForm = {
  readonly length?: number
  /** Beginnings and ends that no code of a unit has, such as 00 of provinces and cities. */
  readonly notStarting?: readonly string[]
  readonly notEnding?: readonly string[]
}

const ends = { type: 'array', items: { type: 'string', minLength: 1, maxLength: 20 }, minItems: 1 } as const

/** JSON Schema of the form of codes. */
export const codeFormSchema = {
  type: 'object',
  properties: {
    length: { type: 'integer', minimum: 1, maximum: 100 },
    notStarting: ends,
    notEnding: ends,
  },
  additionalProperties: false,
} as const

/** Whether a code is of the form. */
export function hasCodeForm(code: string, { length, notStarting = [], notEnding = [] }: CodeForm): boolean {
  return (
    (length === undefined || code.length === length) &&
    !notStarting.some((start) => code.startsWith(start)) &&
    !notEnding.some((end) => code.endsWith(end))
  )
}
