import type { Language } from '@duibiao/base'
import type { Texts } from './pack-text.ts'

const nameKinds = ['procedure', 'task', 'node', 'clock', 'decision'] as const

/** What of a pack has a name that people see; `task` is a user task, `node` any other flow node. */
export type NameKind = (typeof nameKinds)[number]

/** Something with a name, as its BPMN or DMN file calls it; the name may be empty. */
export type Named = { readonly kind: NameKind; readonly id: string; readonly name: string }

/**
 * The name in a language: the pack's text `<kind>.<id>`, else what the BPMN or DMN file calls it, which is the Chinese
 * name, else the id. A pack that was checked has all names in both languages.
 */
export function nameIn(
  texts: { readonly [language in Language]: Texts } | undefined,
  { kind, id, name }: Named,
  language: Language,
): string {
  const own = texts?.[language]
  const key = nameKey({ kind, id })
  return (own !== undefined && Object.hasOwn(own, key) ? own[key] : undefined) ?? (name || id)
}

/** Where a name stands in `text/{zh,en}.yaml`. */
export function nameKey({ kind, id }: Pick<Named, 'kind' | 'id'>): string {
  return `${kind}.${id}`
}

/** True of keys that name something. */
export function isNameKey(key: string): boolean {
  return nameKinds.some((kind) => key.startsWith(`${kind}.`))
}
