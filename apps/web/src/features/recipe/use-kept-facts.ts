import { useCallback, useState } from 'react'
import { useDraft } from '../../form/draft.ts'
import type { FactTable } from './queries.ts'

const nothing: FactTable = { units: [], entries: [] }

/** The facts somebody works at, kept in the browser until they are others. */
export function useKeptFacts(recipe: string) {
  const draft = useDraft(`recipe-facts.${recipe}`)
  const [facts, setFacts] = useState<FactTable>(() => readFactDraft(draft.kept['facts']))
  const keep = useCallback(
    (changed: FactTable) => {
      setFacts(changed)
      draft.keep({ facts: JSON.stringify(changed) })
    },
    [draft],
  )
  return { facts, keep }
}

function readFactDraft(text: unknown): FactTable {
  if (typeof text !== 'string') return nothing
  // Written above, by this browser.
  const facts: FactTable = JSON.parse(text)
  return facts
}
