import type { Finding } from '@duibiao/base'
import type {
  Indicator,
  IndicatorNode,
  PeerVariable,
  Recipe,
  RecipeStep,
  StandingChoice,
  Uncertainty,
} from '@duibiao/measures'
import { faultAt } from './pack-fault.ts'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import { lineAt, readYaml } from './pack-yaml.ts'
import type { YamlRead } from './pack-yaml.ts'
import { recipeFileSchema } from './recipe-schema.ts'
import type { CodeForm } from './code-form.ts'

/** An indicator and the column, or in long tables the name, under which its values stand. */
export type RecipeIndicator = Indicator & { readonly column: string }

/** Columns of a table by their headers. With `indicator` and `value` it is long: a row for each value. */
export type RecipeColumns = {
  readonly unit: string
  /** What codes of units look like; rows with other codes are passed over. */
  readonly codes?: CodeForm
  /** Header of the codes in a second table, where it is another. */
  readonly units?: string
  readonly name?: string
  readonly year?: string
  readonly indicator?: string
  readonly value?: string
  /** Attributes of units by name: groups are texts, denominators are numbers. */
  readonly texts?: Readonly<Record<string, string>>
  readonly numbers?: Readonly<Record<string, string>>
}

/** Columns of cases: a numerator and a denominator, or a score, what is full, and the orders it was given for. */
export type RecipeCounts = Pick<StandingChoice, 'kind' | 'better' | 'enough' | 'dispersion'> & {
  readonly group?: string
} & (
    | { readonly numerator: string; readonly denominator: string }
    | { readonly score: string; readonly fullMark: string; readonly orders: string }
  )

/** A characteristic by which peers are found; `per` is a column it is divided by. */
export type RecipeVariable = PeerVariable & { readonly column: string; readonly per?: string }

/** Everything a file says: a recipe, the tree below it, and where the table holds what. */
export type RecipeFile = {
  readonly recipe: Recipe
  readonly table: RecipeColumns
  readonly indicators: readonly RecipeIndicator[]
  readonly nodes: readonly IndicatorNode[]
  readonly uncertainties: readonly Uncertainty[]
  readonly counts?: RecipeCounts
  readonly characteristics: readonly RecipeVariable[]
}

/** A recipe file, or its faults with their lines. */
export type RecipeFileRead = {
  readonly file: RecipeFile | undefined
  readonly findings: readonly Finding[]
  /** The line of a value by its JSON pointer, or of the nearest value around it. */
  readonly lineOf: (pointer: string) => number
}

type Rest = Readonly<Record<string, unknown>>

/** The file as the schema lets it through. */
type Document = {
  readonly recipe: string
  readonly version: number
  readonly table: RecipeColumns
  readonly nodes?: Readonly<Record<string, { readonly parent?: string; readonly weight?: number }>>
  readonly indicators?: Readonly<
    Record<string, Omit<RecipeIndicator, 'code' | 'column' | 'parent' | 'weight'> & Partial<RecipeIndicator>>
  >
  readonly steps?: readonly RecipeStep[]
  readonly uncertainties?: readonly Uncertainty[]
  readonly counts?: RecipeCounts & Rest
  readonly characteristics?: Readonly<Record<string, Omit<RecipeVariable, 'code' | 'column'> & Rest>>
}

const validate = compileSchema(recipeFileSchema)

/** Reads a recipe with the columns of its table from YAML or JSON, strictly: every fault is told with its line. */
export function readRecipeFile(bytes: Uint8Array, name: string): RecipeFileRead {
  const read = readYaml(bytes, name)
  function lineOf(pointer: string): number {
    return lineAt(read, pointer)
  }
  const findings = [...read.findings, ...checkAgainst(validate, read, 'recipe_malformed')]
  if (findings.length > 0 || read.value === undefined) return { file: undefined, findings, lineOf }
  // The schema has let it through.
  const document = read.value as unknown as Document
  const faults = checkTogether(document, read)
  return { file: faults.length > 0 ? undefined : fileOf(document), findings: faults, lineOf }
}

/** What a schema cannot say: members that belong together, and weights of a tree that has no top to hang below. */
function checkTogether(document: Document, read: YamlRead): readonly Finding[] {
  const { table, nodes = {}, indicators = {}, counts } = document
  function fault(pointer: string, zh: string, en: string): Finding {
    return faultAt({ file: read.file, line: lineAt(read, pointer) }, 'recipe_malformed', [zh, en])
  }
  const faults: Finding[] = []
  if ((table.indicator === undefined) !== (table.value === undefined)) {
    faults.push(
      fault('/table', '长表须同时写明 indicator 和 value', 'a long table needs both indicator and value'),
    )
  }
  const tops = Object.entries(nodes).filter(([, { parent }]) => parent === undefined)
  if (Object.keys(nodes).length > 0 && tops.length !== 1) {
    for (const [code, { parent }] of Object.entries(indicators)) {
      if (parent !== undefined) continue
      faults.push(
        fault(
          `/indicators/${pointerPart(code)}`,
          `没有唯一的顶点，须写明 ${code} 的 parent`,
          `there is no single top: name the parent of ${code}`,
        ),
      )
    }
  }
  if (counts !== undefined && !isWhole(counts)) {
    faults.push(
      fault(
        '/counts',
        '须写明 numerator、denominator，或 score、fullMark、orders',
        'needs numerator and denominator, or score, fullMark and orders',
      ),
    )
  }
  return faults
}

const countForms = [
  ['numerator', 'denominator'],
  ['score', 'fullMark', 'orders'],
] as const

/** Whether all columns of one form are named and none of the other. */
function isWhole(counts: object): boolean {
  const begun = countForms.filter((form) => form.some((member) => Object.hasOwn(counts, member)))
  return begun.length === 1 && begun.every((form) => form.every((member) => Object.hasOwn(counts, member)))
}

function pointerPart(code: string): string {
  return code.replaceAll('~', '~0').replaceAll('/', '~1')
}

function fileOf(document: Document): RecipeFile {
  const { recipe, version, steps = [], table, nodes = {}, indicators = {}, counts } = document
  const named = Object.entries(nodes)
  const top = named.find(([, { parent }]) => parent === undefined)?.[0] ?? 'index'
  return {
    recipe: { code: recipe, version, steps },
    table,
    nodes:
      named.length === 0
        ? [{ code: top, weight: 1 }]
        : named.map(([code, { parent, weight = 1 }]) => ({
            code,
            weight,
            ...(parent !== undefined && { parent }),
          })),
    indicators: Object.entries(indicators).map(
      ([code, { direction, column = code, parent = top, weight = 1 }]) => ({
        code,
        direction,
        column,
        parent,
        weight,
      }),
    ),
    // In a file, steps are counted as people count them.
    uncertainties: (document.uncertainties ?? []).map((one) =>
      one.kind === 'switch' ? { ...one, step: one.step - 1 } : one,
    ),
    ...(counts !== undefined && { counts }),
    characteristics: Object.entries(document.characteristics ?? {}).map(([code, one]) => ({
      column: code,
      ...one,
      code,
    })),
  }
}
