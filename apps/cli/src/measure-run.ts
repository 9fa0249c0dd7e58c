import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { Finding } from '@duibiao/base'
import { runRecipe } from '@duibiao/measures'
import type { MeasureFinding, RecipeResult } from '@duibiao/measures'
import { readRecipeFile } from '@duibiao/packfile'
import type { RecipeFile, RecipeFileRead } from '@duibiao/packfile'
import { readCells, writeCsv, writeXlsx } from '@duibiao/sheet'
import type { CellValue } from '@duibiao/sheet'
import { exitCodes, formatFinding } from './fault.ts'
import type { Text } from './language.ts'
import { readInput } from './measure-input.ts'
import type { MeasureInput } from './measure-input.ts'
import { readingFaults } from './measure-table.ts'
import type { NamedTable } from './measure-table.ts'
import { problemOf, readBytes } from './message-file.ts'
import type { Session } from './session.ts'

/** What all commands on a recipe and a table ask for alike: files by their names, and options. */
export interface TableRequest {
  readonly recipe: string
  readonly table: string
  readonly units?: string
  readonly year?: number
  readonly sheet?: string
  readonly json?: true
}

/** A recipe with what it works on; `tell` puts findings of a run where they stand in the files. */
export interface MeasureWork {
  readonly file: RecipeFile
  readonly input: MeasureInput
  readonly nameOf: (unit: string) => string
  readonly tell: (findings: readonly MeasureFinding[]) => readonly Finding[]
}

/** A recipe that was run. */
export interface MeasureRun extends MeasureWork {
  readonly result: Extract<RecipeResult, { readonly kind: 'done' }>
}

/**
 * Reads a recipe and a table by it. Faults of either are told and end the command: then there is no work.
 * @throws AppError of files that cannot be read
 */
export async function openWork(request: TableRequest, session: Session): Promise<MeasureWork | undefined> {
  const { terminal } = session
  const bytes = readBytes(path.resolve(terminal.folder, request.recipe), request.recipe)
  const read = readRecipeFile(bytes, request.recipe)
  const main = await readTable(request.table, session, request.sheet)
  const units = request.units === undefined ? undefined : await readTable(request.units, session)
  const broken = [main, ...(units === undefined ? [] : [units])].flatMap(readingFaults)
  if (read.file === undefined) return refuse([...read.findings, ...broken], request, session)
  const { year } = request
  const input = readInput(read.file, main, {
    ...(units !== undefined && { units }),
    ...(year !== undefined && { year }),
  })
  const findings = [...broken, ...input.findings]
  if (findings.some(({ severity }) => severity === 'error')) return refuse(findings, request, session)
  return {
    file: read.file,
    input,
    nameOf: (unit) => input.names.get(unit) ?? '',
    tell: (found) => found.map((one) => placeFinding(one, { read, input, name: request.recipe })),
  }
}

/**
 * Runs the recipe of a work. What keeps it from giving scores is told and ends the command.
 * @throws AppError `recipe_part_missing`
 */
export function runWork(work: MeasureWork, request: TableRequest, session: Session): MeasureRun | undefined {
  const { file, input } = work
  if (file.recipe.steps.length === 0)
    throw new AppError('recipe_part_missing', { file: request.recipe, part: 'steps' })
  const result = runRecipe(input.table, file.recipe)
  if (result.kind === 'refused') return refuse(work.tell(result.findings), request, session)
  return { ...work, result }
}

/** A table by its name on the command line. @throws AppError of files that cannot be read */
export async function readTable(name: string, { terminal }: Session, sheet?: string): Promise<NamedTable> {
  const bytes = readBytes(path.resolve(terminal.folder, name), name)
  return { file: name, table: await readCells({ name, bytes }, sheet === undefined ? {} : { sheet }) }
}

/** Tells why there is no result and ends the command with a fault. */
export function refuse(
  findings: readonly Finding[],
  { json }: Pick<TableRequest, 'json'>,
  session: Session,
): undefined {
  if (json === true) session.terminal.print(JSON.stringify({ refused: true, findings }))
  else tellAll(findings, session)
  session.end(exitCodes.fault)
}

const mostTold = 100

/** Findings beside the result, the first of them one by one. */
export function tellAll(findings: readonly Finding[], { terminal, language, say }: Session): void {
  for (const finding of findings.slice(0, mostTold)) terminal.warn(formatFinding(finding, language))
  if (findings.length > mostTold) terminal.warn(say(texts.more, { count: findings.length - mostTold }))
}

/** The code of a unit, given by its code or by a name that only one has. @throws AppError `unit_not_in_table` */
export function unitOf(given: string, { input }: Pick<MeasureWork, 'input'>): string {
  if (input.names.has(given)) return given
  const named = [...input.names].filter(([, name]) => name === given)
  const [only] = named
  if (only === undefined || named.length > 1) throw new AppError('unit_not_in_table', { unit: given })
  return only[0]
}

/** A finding of a run as one of a file: at the cell where unit and indicator meet, else at the step or code of the recipe. */
function placeFinding(
  finding: MeasureFinding,
  {
    read,
    input,
    name,
  }: { readonly read: RecipeFileRead; readonly input: MeasureInput; readonly name: string },
): Finding {
  const { code, severity, zh, en, unit, indicator, step } = finding
  const said = { code, severity, zh, en }
  const cell = unit === undefined ? undefined : input.placeOf(finding)
  if (cell !== undefined) return { ...cell, ...said }
  if (step !== undefined) return { file: name, line: read.lineOf(`/steps/${String(step)}`), ...said }
  const part = (indicator ?? '').replaceAll('~', '~0').replaceAll('/', '~1')
  const under = input.table.nodes.some((node) => node.code === indicator) ? 'nodes' : 'indicators'
  return { file: name, line: indicator === undefined ? 0 : read.lineOf(`/${under}/${part}`), ...said }
}

/** A table that is written to a file. */
export interface WrittenTable {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly CellValue[])[]
}

/** Writes a table as CSV or XLSX. @throws AppError `file_kind_unknown`, `file_unwritable` */
export async function writeTable(
  name: string,
  { headers, rows }: WrittenTable,
  { terminal }: Session,
): Promise<void> {
  const ending = path.extname(name).toLowerCase()
  if (ending !== '.csv' && ending !== '.xlsx')
    throw new AppError('file_kind_unknown', { file: name, kinds: '.csv, .xlsx' })
  const columns = headers.map((header) => ({ header }))
  const bytes =
    ending === '.csv' ? await csvText(headers, rows) : await writeXlsx({ name: 'duibiao', columns, rows })
  try {
    writeFileSync(path.resolve(terminal.folder, name), bytes)
  } catch (error) {
    throw new AppError('file_unwritable', { file: name, problem: problemOf(error) }, { cause: error })
  }
}

async function csvText(headers: readonly string[], rows: WrittenTable['rows']): Promise<string> {
  let text = ''
  for await (const line of writeCsv(headers, rows)) text += line
  return text
}

/** A figure for people: six digits at most, `–` where there is none. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  return String(Number(value.toPrecision(6)))
}

const texts = {
  more: { zh: '还有 {count} 条，用 --json 可看全部', en: '{count} more; --json gives all' },
} as const satisfies Readonly<Record<string, Text>>
