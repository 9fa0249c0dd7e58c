import { useMemo } from 'react'
import type { Answers } from './schema-fault.ts'

/** What was typed and not sent yet, kept in this browser under a name. */
export interface Draft {
  readonly kept: Answers
  readonly isFound: boolean
  readonly keep: (answers: Answers) => void
  readonly drop: () => void
}

/** @param name what it belongs to, such as matter and task */
export function useDraft(name: string): Draft {
  return useMemo(() => {
    const key = `duibiao.draft.${name}`
    const kept = readDraft(sessionStorage.getItem(key))
    return {
      kept,
      isFound: Object.keys(kept).length > 0,
      keep: (answers) => sessionStorage.setItem(key, JSON.stringify(answers)),
      drop: () => sessionStorage.removeItem(key),
    }
  }, [name])
}

/** A draft as it was kept; what cannot be read is no draft. */
export function readDraft(text: string | null): Answers {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}
