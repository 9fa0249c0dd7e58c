import type { FeelFunction } from 'feelin'
import { CONTEXT_FUNCTIONS } from './feel-context.ts'
import { makeBuiltIn, type Overload } from './feel-function.ts'
import { LIST_FUNCTIONS } from './feel-list.ts'
import { NUMBER_FUNCTIONS } from './feel-number.ts'
import { RANGE_FUNCTIONS } from './feel-range.ts'
import { STRING_FUNCTIONS } from './feel-string.ts'
import { CALENDAR_FUNCTIONS } from './feel-calendar.ts'

/** The built-in function of a name (DMN 1.5, 10.3.4); undefined when there is none. */
export function builtIn(name: string): FeelFunction | undefined {
  return BUILT_INS.get(name)
}

/** Whether a function gives another value each time. */
export function readsClock(name: string): boolean {
  return name === 'now' || name === 'today'
}

const BUILT_INS: ReadonlyMap<string, FeelFunction> = new Map(
  Object.entries<readonly Overload[]>({
    ...STRING_FUNCTIONS,
    ...NUMBER_FUNCTIONS,
    ...LIST_FUNCTIONS,
    ...CALENDAR_FUNCTIONS,
    ...RANGE_FUNCTIONS,
    ...CONTEXT_FUNCTIONS,
  }).map(([name, overloads]) => [name, makeBuiltIn(name, overloads)]),
)
