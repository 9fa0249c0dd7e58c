import type { MeasureFinding, MeasurePlace } from '@duibiao/measures'

/** A fault of a recipe or a table, by the rule or cell it lies in, in both languages. */
export interface RecipeFault {
  /** Such as `/steps/2`, `/indicators/gdp` or `/values/350503/gdp`. */
  readonly path: string
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly zh: string
  readonly en: string
}

/** An error at a place. */
export function recipeError(
  path: string,
  code: string,
  { zh, en }: { readonly zh: string; readonly en: string },
): RecipeFault {
  return { path, code, severity: 'error', zh, en }
}

/** What the measures found, with its place as a path. */
export function faultOf({ code, severity, zh, en, ...place }: MeasureFinding): RecipeFault {
  return { path: pathOf(place), code, severity, zh, en }
}

function pathOf({ unit, indicator, step, entry }: MeasurePlace): string {
  const named = [unit, indicator].filter((one) => one !== undefined)
  if (entry !== undefined)
    return ['/entries', entry, ...(indicator === undefined ? [] : [indicator])].join('/')
  if (step !== undefined) return ['/steps', String(step), ...named].join('/')
  if (unit !== undefined) return [indicator === undefined ? '/units' : '/values', ...named].join('/')
  return indicator === undefined ? '/' : `/indicators/${indicator}`
}

export function isFatal({ severity }: RecipeFault): boolean {
  return severity === 'error'
}
