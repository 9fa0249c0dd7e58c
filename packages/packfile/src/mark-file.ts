import type { Finding } from '@duibiao/base'
import type { MarkFlag, MarkItem, MarkUncertainty } from '@duibiao/measures'
import type { CodeForm } from './code-form.ts'
import { markFileSchema } from './mark-schema.ts'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import { lineAt, readYaml } from './pack-yaml.ts'

/** Columns of facts by their names: each is a text, a number, or a yes or no. */
export type FactColumns = {
  readonly texts?: Readonly<Record<string, string>>
  readonly numbers?: Readonly<Record<string, string>>
  readonly truths?: Readonly<Record<string, string>>
}

/** Columns of the table of units, by their headers. */
export type MarkUnitColumns = FactColumns & {
  readonly unit: string
  readonly codes?: CodeForm
  readonly name?: string
  /** Of the groups that have full marks of their own; without it all are one group, called `all`. */
  readonly group?: string
}

/** Columns of the table of entries. */
export type MarkEntryColumns = FactColumns & { readonly id: string; readonly unit: string }

/** Everything a file of a mark sheet says: its lines and flags, and where tables hold what. */
export type MarkFile = {
  readonly code: string
  readonly version: number
  readonly table: MarkUnitColumns
  readonly entries?: MarkEntryColumns
  readonly items: readonly MarkItem[]
  readonly flags: readonly MarkFlag[]
  readonly uncertainties: readonly MarkUncertainty[]
}

/** A file of a mark sheet, or its faults with their lines. */
export type MarkFileRead = {
  readonly file: MarkFile | undefined
  readonly findings: readonly Finding[]
  /** The line of a value by its JSON pointer, or of the nearest value around it. */
  readonly lineOf: (pointer: string) => number
}

type Coded<Line> = Readonly<Record<string, Line extends unknown ? Omit<Line, 'code'> : never>>

/** The file as the schema lets it through. */
type Document = Omit<MarkFile, 'code' | 'items' | 'flags' | 'uncertainties'> & {
  readonly recipe: string
  readonly items: Coded<MarkItem>
  readonly flags?: Coded<MarkFlag>
  readonly uncertainties?: readonly MarkUncertainty[]
}

const validate = compileSchema(markFileSchema)

/** Whether a recipe file is a mark sheet: it has items, and no steps. */
export function isMarkFile(bytes: Uint8Array, name: string): boolean {
  const { value } = readYaml(bytes, name)
  return typeof value === 'object' && value !== null && 'items' in value
}

/** Reads a mark sheet with the columns of its tables from YAML or JSON, strictly: every fault is told with its line. */
export function readMarkFile(bytes: Uint8Array, name: string): MarkFileRead {
  const read = readYaml(bytes, name)
  function lineOf(pointer: string): number {
    return lineAt(read, pointer)
  }
  const findings = [...read.findings, ...checkAgainst(validate, read, 'recipe_malformed')]
  if (findings.length > 0 || read.value === undefined) return { file: undefined, findings, lineOf }
  // The schema has let it through.
  const { recipe, items, flags = {}, uncertainties = [], ...rest } = read.value as unknown as Document
  const file = {
    ...rest,
    code: recipe,
    items: Object.entries(items).map(([code, item]) => ({ ...item, code })),
    flags: Object.entries(flags).map(([code, flag]) => ({ ...flag, code })),
    uncertainties,
  }
  return { file, findings: [], lineOf }
}
