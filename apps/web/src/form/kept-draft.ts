import { readDraft } from './draft.ts'
import type { Answers } from './schema-fault.ts'

/** A draft that stands under a name, as `useDraft` keeps it. */
export interface KeptDraft {
  readonly name: string
  readonly answers: Answers
}

const prefix = 'duibiao.draft.'

/** The drafts whose names begin so, such as those of a matter. */
export function listDrafts(start: string): readonly KeptDraft[] {
  return Object.keys(sessionStorage).flatMap((key) => {
    const name = key.slice(prefix.length)
    if (!key.startsWith(prefix) || !name.startsWith(start)) return []
    const answers = readDraft(sessionStorage.getItem(key))
    return Object.keys(answers).length === 0 ? [] : [{ name, answers }]
  })
}

export function dropDraft(name: string): void {
  sessionStorage.removeItem(prefix + name)
}
