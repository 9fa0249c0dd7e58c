import type { AnyContent, Content, FactTable, Finding, Sheet, Table } from './queries.ts'

/** What every editor of a recipe is given. */
export interface ContentProps<Kind extends AnyContent> {
  readonly code: string
  readonly title: string
  readonly content: Kind
  readonly isPending: boolean
  /** Where one goes without saving. */
  readonly back: string
  readonly onSave: (content: Kind) => void
}

/** What is given to each part of the editor. */
export interface RecipePartProps {
  readonly content: Content
  readonly onContent: (content: Content) => void
  readonly findings: readonly Finding[]
}

/** What is given to each way of filling the table. */
export interface TableEntryProps {
  readonly content: Content
  /** With a column for each indicator of the recipe. */
  readonly table: Table
  readonly onTable: (table: Table) => void
  readonly findings: readonly Finding[]
  readonly names: ReadonlyMap<string, string>
}

/** What is given to each part of the editor of a mark sheet. */
export interface SheetPartProps {
  readonly sheet: Sheet
  readonly onSheet: (sheet: Sheet) => void
  readonly findings: readonly Finding[]
}

/** What is given to whatever fills the tables of facts. */
export interface FactEntryProps {
  readonly sheet: Sheet
  readonly facts: FactTable
  readonly onFacts: (facts: FactTable) => void
  readonly findings: readonly Finding[]
  readonly names: ReadonlyMap<string, string>
}
