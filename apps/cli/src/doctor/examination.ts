import type { Text } from '../language.ts'

/** One thing that was looked at: how it stands, and what to do about it. */
export interface Examined {
  readonly name: string
  readonly level: 'ok' | 'warning' | 'fault'
  readonly found: Text
  readonly params?: Readonly<Record<string, string | number>>
  readonly advice?: Text
}

/** How something stands that is well. */
export function ok(name: string, found: Text, params?: Examined['params']): Examined {
  return { name, level: 'ok', found, ...(params !== undefined && { params }) }
}
