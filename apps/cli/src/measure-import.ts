import path from 'node:path'
import type { Finding } from '@duibiao/base'
import { importStatistics, openUnits } from '@duibiao/measures'
import type { StatisticsImport, StatisticsPlan } from '@duibiao/measures'
import { plainUnitColumns, readStatisticsPlan, readUnitList } from '@duibiao/packfile'
import type { UnitColumns } from '@duibiao/packfile'
import { exitCodes, formatFinding } from './fault.ts'
import type { Text } from './language.ts'
import { readTable, refuse, writeTable } from './measure-run.ts'
import { fileOf, readingFaults } from './measure-table.ts'
import { readBytes } from './message-file.ts'
import type { Session } from './session.ts'

export interface ImportRequest {
  readonly table: string
  readonly units: string
  readonly plan?: string
  readonly year?: number
  readonly sheet?: string
  readonly out?: string
  readonly json?: true
}

/** `measures import`: what a table of statistics holds and what is wrong with it; nothing is stored. */
export async function tryImport(request: ImportRequest, session: Session): Promise<void> {
  const { terminal } = session
  const { plan, columns, findings: faults } = planOf(request, session)
  const table = await readTable(request.table, session, request.sheet)
  const units = await readTable(request.units, session)
  const register = readUnitList({ file: fileOf(units), rows: units.table.rows }, columns)
  const first = [...faults, ...readingFaults(units), ...register.findings]
  if (plan === undefined || first.some(({ severity }) => severity === 'error')) {
    refuse(first, request, session)
    return
  }
  const { rows } = table.table
  const read = importStatistics({ file: fileOf(table), rows }, openUnits(register.entries), plan)
  const findings = [...first, ...readingFaults(table), ...read.findings]
  if (request.out !== undefined) await writeValues(request.out, read, session)
  const counts = {
    rows: read.rows,
    units: new Set(read.units.values()).size,
    values: read.values.length,
    known: register.entries.length,
    passed: register.passed,
  }
  if (request.json === true)
    terminal.print(JSON.stringify({ ...counts, by_code: countCodes(findings), findings }))
  else tellImport(findings, counts, session)
  if (findings.some(({ severity }) => severity === 'error')) session.end(exitCodes.fault)
}

function planOf(
  { plan: name, year }: ImportRequest,
  { terminal }: Session,
): {
  readonly plan: StatisticsPlan | undefined
  readonly columns: UnitColumns
  readonly findings: readonly Finding[]
} {
  const own = year === undefined ? {} : { year }
  if (name === undefined) return { plan: own, columns: plainUnitColumns, findings: [] }
  const { plan, units, findings } = readStatisticsPlan(
    readBytes(path.resolve(terminal.folder, name), name),
    name,
  )
  return { plan: plan === undefined ? undefined : { ...plan, ...own }, columns: units, findings }
}

function writeValues(name: string, { values }: StatisticsImport, session: Session): Promise<void> {
  const headers = ['unit', 'indicator', 'year', 'value', 'line', 'column']
  const rows = values.map(({ unit, indicator, year, value, line, column }) => [
    unit,
    indicator,
    year,
    value,
    line,
    column,
  ])
  return writeTable(name, { headers, rows }, session)
}

/** How many findings of each code there are, by code. */
function countCodes(findings: readonly Finding[]): Readonly<Record<string, number>> {
  const counts = Map.groupBy(
    findings.toSorted((one, other) => (one.code < other.code ? -1 : 1)),
    ({ code }) => code,
  )
  return Object.fromEntries([...counts].map(([code, own]) => [code, own.length]))
}

function tellImport(
  findings: readonly Finding[],
  counts: Readonly<Record<'rows' | 'units' | 'values' | 'known' | 'passed', number>>,
  { terminal, language, say }: Session,
): void {
  for (const finding of findings) terminal.print(formatFinding(finding, language))
  terminal.print(say(texts.units, counts))
  terminal.print(say(texts.tried, { ...counts, findings: findings.length }))
}

const texts = {
  units: {
    zh: '地区名录 {known} 个（另有 {passed} 行代码不合格式，未用）',
    en: 'list of {known} units ({passed} rows have a code of another form and are not used)',
  },
  tried: {
    zh: '{rows} 行，对上 {units} 个地区，可用数值 {values} 个，问题 {findings} 处（只检查，未保存）',
    en: '{rows} rows, {units} units told, {values} values to rely on, {findings} findings (a check: nothing is stored)',
  },
} as const satisfies Readonly<Record<string, Text>>
