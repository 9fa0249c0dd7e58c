import { AppError } from '@duibiao/base'
import type { RecipeStage, UnitApart } from '@duibiao/measures'
import type { Text } from './language.ts'
import { figure, openWork, runWork, tellAll, writeTable } from './measure-run.ts'
import type { MeasureRun, TableRequest } from './measure-run.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

export interface ScoreRequest extends TableRequest {
  readonly stage?: number
  readonly out?: string
}

/** `measures compute`: every stage of a recipe, weights, scores, and who is set apart. */
export async function computeScores(request: ScoreRequest, session: Session): Promise<void> {
  const work = await openWork(request, session)
  const run = work === undefined ? undefined : runWork(work, request, session)
  if (run === undefined) return
  const { terminal, say } = session
  const { result, nameOf } = run
  const shown = stageShown(run, request.stage)
  const written = {
    headers: [say(texts.unit), say(texts.name), ...shown.columns],
    rows: shown.units.map((unit, row) => [
      unit,
      nameOf(unit),
      ...shown.columns.map((_, at) => shown.values[row]?.[at] ?? undefined),
    ]),
  }
  if (request.out !== undefined) await writeTable(request.out, written, session)
  if (request.json === true) {
    terminal.print(JSON.stringify(scoresJson(run)))
    return
  }
  tellAll(run.tell(result.findings), session)
  for (const { step, kind, table } of result.stages) {
    const size = { step: step + 1, kind, units: table.units.length, columns: table.columns.length }
    terminal.print(say(texts.stage, size))
  }
  const rows = written.rows.map((cells) =>
    cells.map((cell) => (typeof cell === 'string' ? cell : figure(cell))),
  )
  for (const line of formatTable(written.headers, rows)) terminal.print(line)
  tellApart(run, session)
}

/** The table of one step; where none is asked for, the nodes of the last step before the ranks, the top first. */
function stageShown({ result, input }: MeasureRun, wanted: number | undefined): RecipeStage['table'] {
  const stage =
    wanted === undefined
      ? result.stages.findLast(({ kind }) => kind !== 'rank')
      : result.stages.find(({ step }) => step === wanted - 1)
  if (stage === undefined)
    throw new AppError('step_missing', { step: wanted ?? 0, steps: result.stages.length })
  const { table } = stage
  const nodes = new Set(input.table.nodes.map(({ code }) => code))
  const kept = table.columns.flatMap((code, place) => (nodes.has(code) ? [place] : [])).toReversed()
  if (wanted !== undefined || kept.length === 0) return table
  return {
    units: table.units,
    columns: kept.map((place) => table.columns[place] ?? ''),
    values: table.values.map((cells) => kept.map((place) => cells[place] ?? null)),
  }
}

/** Units that the recipe left out, each with the step and the reason. */
export function tellApart({ result, nameOf }: MeasureRun, { terminal, say }: Session): void {
  for (const { unit, step, reason } of result.apart) {
    const params = { unit, name: nameOf(unit), step: step + 1 }
    terminal.print(say(reasonTexts[reason], params))
  }
}

/** The same for programs. */
export function apartJson({ result, nameOf }: MeasureRun) {
  return result.apart.map(({ unit, step, reason }) => ({ unit, name: nameOf(unit), step: step + 1, reason }))
}

function scoresJson(run: MeasureRun) {
  const { file, result, nameOf } = run
  const { stages, weights, ranking, treatments } = result
  return {
    recipe: { code: file.recipe.code, version: file.recipe.version },
    stages: stages.map(({ step, kind, table }) => ({ step: step + 1, kind, ...table })),
    weights: Object.entries(weights).map(([code, weight]) => ({ code, weight })),
    ranking: ranking.map((one) => ({ ...one, name: nameOf(one.unit) })),
    apart: apartJson(run),
    treatments: treatments.map(({ passedBefore, passedAfter, drawnIn, ...rest }) => ({
      ...rest,
      passed_before: passedBefore,
      passed_after: passedAfter,
      drawn_in: drawnIn,
    })),
    findings: run.tell(result.findings),
  }
}

const reasonTexts = {
  no_values: {
    zh: '{unit} {name}：没有任何数值，单独列出',
    en: '{unit} {name}: set apart, no value at all',
  },
  few_values: {
    zh: '{unit} {name}：第 {step} 步因数据不足单独列出',
    en: '{unit} {name}: set apart by step {step}, too few values',
  },
  not_eligible: {
    zh: '{unit} {name}：第 {step} 步因不符合条件单独列出',
    en: '{unit} {name}: set apart by step {step}, not eligible',
  },
} as const satisfies Readonly<Record<UnitApart['reason'], Text>>

const texts = {
  unit: { zh: '代码', en: 'code' },
  name: { zh: '名称', en: 'name' },
  stage: {
    zh: '第 {step} 步 {kind}：{units} 个单位，{columns} 列',
    en: 'step {step} {kind}: {units} units, {columns} columns',
  },
} as const satisfies Readonly<Record<string, Text>>
