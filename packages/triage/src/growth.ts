/** When people are told that an issue grows. */
export type AlertRule = {
  /** People within the days that make the first step; each further step is twice as many. */
  readonly people: number
  readonly days: number
}

/** What a district begins with; it may write another. */
export const plainAlertRule: AlertRule = { people: 5, days: 7 }

/** How many steps an issue has grown: none below the first number of people, then one more for each doubling. */
export function growthStep(people: number, rule: AlertRule): number {
  return people < rule.people ? 0 : 1 + Math.floor(Math.log2(people / rule.people))
}

/** How many people make a step. */
export function peopleOfStep(step: number, rule: AlertRule): number {
  return step < 1 ? 0 : rule.people * 2 ** (step - 1)
}

/**
 * The step that is remembered after a count: the highest reached, until fewer than half of its people came within the days.
 * Whoever counts about the edge of a step is told once.
 */
export function rememberedStep(known: number, people: number, rule: AlertRule): number {
  const step = growthStep(people, rule)
  if (step >= known) return step
  return people * 2 < peopleOfStep(known, rule) ? step : known
}
