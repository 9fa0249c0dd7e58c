import { entryOf, type Feel, type FeelContext } from './feel-value.ts'

/** The names an expression sees, innermost first. */
export type Scope = {
  readonly names: ReadonlyMap<string, Feel> | null
  readonly context: FeelContext | null
  readonly outer: Scope | null
}

/** A scope over names that are already in their normal form. */
export function scopeOfNames(names: ReadonlyMap<string, Feel>, outer: Scope | null): Scope {
  return { names, context: null, outer }
}

/** A scope over the entries of a context. */
export function scopeOfContext(context: FeelContext, outer: Scope | null): Scope {
  return { names: null, context, outer }
}

/** The value of a name in normal form; undefined when no scope has it. */
export function lookUp(scope: Scope, name: string): Feel | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const value =
      at.names === null ? (at.context === null ? undefined : entryOf(at.context, name)) : at.names.get(name)
    if (value !== undefined) return value
  }
  return undefined
}
