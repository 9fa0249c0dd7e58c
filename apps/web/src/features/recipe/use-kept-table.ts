import { useCallback, useMemo, useState } from 'react'
import { useDraft } from '../../form/draft.ts'
import type { Content, Table } from './queries.ts'
import { fitTable } from './table-text.ts'

const nothing: Table = { units: [], indicators: [], values: [] }

/** The table somebody works at, kept in the browser until it is another, with a column for each indicator of the recipe. */
export function useKeptTable(recipe: string, { indicators }: Pick<Content, 'indicators'>) {
  const draft = useDraft(`recipe-table.${recipe}`)
  const [typed, setTyped] = useState<Table>(() => readTableDraft(draft.kept['table']))
  const keep = useCallback(
    (table: Table) => {
      setTyped(table)
      draft.keep({ table: JSON.stringify(table) })
    },
    [draft],
  )
  const table = useMemo(
    () =>
      fitTable(
        typed,
        indicators.map(({ code }) => code),
      ),
    [typed, indicators],
  )
  return { table, keep }
}

function readTableDraft(text: unknown): Table {
  if (typeof text !== 'string') return nothing
  // Written above, by this browser.
  const table: Table = JSON.parse(text)
  return table
}
