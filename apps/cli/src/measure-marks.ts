import path from 'node:path'
import type { Finding } from '@duibiao/base'
import {
  ceilingOf,
  compareRankings,
  leaveOut,
  markUnits,
  openMarks,
  orderMarked,
  rankIntervalsOf,
  runByChance,
} from '@duibiao/measures'
import type {
  MarkSheet,
  MarkUncertainty,
  MeasureFinding,
  RankInterval,
  RankedUnit,
  UnitMark,
} from '@duibiao/measures'
import { isMarkFile, readMarkFile } from '@duibiao/packfile'
import type { MarkFile, MarkFileRead } from '@duibiao/packfile'
import type { Text } from './language.ts'
import { readFacts } from './measure-fact.ts'
import type { MarkInput } from './measure-fact.ts'
import { checkOptions } from './measure-mark-option.ts'
import type { MarkRequest } from './measure-mark-option.ts'
import { figure, readTable, refuse, writeTable } from './measure-run.ts'
import type { WrittenTable } from './measure-run.ts'
import { readingFaults } from './measure-table.ts'
import { readBytes } from './message-file.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

/** Units that were marked, and how sure their places are. */
interface Marks {
  readonly file: MarkFile
  readonly names: ReadonlyMap<string, string>
  /** By group, the best first. */
  readonly marked: readonly UnitMark[]
  readonly ceilings: ReadonlyMap<string, number>
  readonly intervals: ReadonlyMap<string, RankInterval>
  readonly leftOut: readonly { readonly code: string; readonly meanShift: number | null }[]
  readonly uncertainties: readonly MarkUncertainty[]
}

/** Whether a recipe file is a mark sheet. */
export function isMarkRequest({ recipe }: Pick<MarkRequest, 'recipe'>, { terminal }: Session): boolean {
  return isMarkFile(readBytes(path.resolve(terminal.folder, recipe), recipe), recipe)
}

/** `measures rank` with a mark sheet: marks line by line, places with how sure they are, and who is to be looked at by people. */
export async function rankByMarks(request: MarkRequest, session: Session): Promise<void> {
  const marks = await openMarksOf(request, session)
  if (marks === undefined) return
  const { compare } = request
  const other =
    compare === undefined ? undefined : await openMarksOf({ ...request, recipe: compare }, session)
  if (compare !== undefined && other === undefined) return
  if (request.out !== undefined) await writeTable(request.out, tableOf(marks, session), session)
  if (request.json === true)
    session.terminal.print(JSON.stringify({ ...marksJson(marks, request), ...changesJson(marks, other) }))
  else tellMarks(marks, { other, request }, session)
}

async function openMarksOf(request: MarkRequest, session: Session): Promise<Marks | undefined> {
  const { recipe: name } = request
  const read = readMarkFile(readBytes(path.resolve(session.terminal.folder, name), name), name)
  const main = await readTable(request.table, session, request.sheet)
  const more = request.entries === undefined ? undefined : await readTable(request.entries, session)
  const broken = [main, ...(more === undefined ? [] : [more])].flatMap(readingFaults)
  if (read.file === undefined) return refuse([...read.findings, ...broken], request, session)
  const input = readFacts(read.file, main, more)
  const faults = [...checkOptions(read.file, request), ...broken, ...input.findings]
  if (faults.some(({ severity }) => severity === 'error')) return refuse(faults, request, session)
  const { file } = read
  const sheet: MarkSheet = file
  const { units, entries } = orderMarked(input)
  const marking = markUnits(sheet, units, entries)
  if (marking.kind === 'refused') {
    const told = marking.findings.map((one) => placeFinding(one, { read, input, name }))
    return refuse(told, request, session)
  }
  const uncertainties = uncertaintiesOf(file)
  const opened = openMarks({ sheet, units, marked: marking.units }, uncertainties)
  const intervals = rankIntervalsOf(opened, runByChance(opened, request).ranks)
  const codes = file.items.map(({ code }) => code)
  const groups = [...new Set(marking.units.map(({ group }) => group))]
  return {
    file,
    names: input.names,
    marked: groups.flatMap((group) =>
      marking.units.filter((one) => one.group === group).toSorted((one, after) => one.rank - after.rank),
    ),
    ceilings: new Map(groups.map((group) => [group, ceilingOf(sheet, group)])),
    intervals: new Map(intervals.map((one) => [one.unit, one])),
    leftOut: leaveOut(opened, codes).map((one) => ({
      code: one.code,
      meanShift: 'meanShift' in one ? one.meanShift : null,
    })),
    uncertainties,
  }
}

/** Without any said: full marks certain to a quarter, and one entry in ten not counted. */
function uncertaintiesOf({ items, uncertainties }: MarkFile): readonly MarkUncertainty[] {
  if (uncertainties.length > 0) return uncertainties
  const counts = items.some(({ kind }) => kind === 'entries')
  return [{ kind: 'weights', share: 0.25 }, ...(counts ? [{ kind: 'entries', share: 0.1 } as const] : [])]
}

/** A finding at the cell of an entry or a unit, else at the line of the sheet. */
function placeFinding(
  finding: MeasureFinding,
  { read, input, name }: { readonly read: MarkFileRead; readonly input: MarkInput; readonly name: string },
): Finding {
  const { code, severity, zh, en, indicator } = finding
  const said = { code, severity, zh, en }
  const cell = input.placeOf(finding)
  if (cell !== undefined) return { ...cell, ...said }
  const part = (indicator ?? '').replaceAll('~', '~0').replaceAll('/', '~1')
  const under = read.file?.flags.some((flag) => flag.code === indicator) === true ? 'flags' : 'items'
  return { file: name, line: indicator === undefined ? 0 : read.lineOf(`/${under}/${part}`), ...said }
}

function rankedOf({ marked }: Marks): readonly RankedUnit[] {
  return marked.map(({ unit, marks, rank, tied }) => ({ unit, score: marks, rank, tied }))
}

function tableOf({ file, marked, names, intervals }: Marks, { say, language }: Session): WrittenTable {
  const { group, rank, tied, unit, name, marks, low, high, above, review } = texts
  const heads = [group, rank, tied, unit, name, marks].map((text) => say(text))
  const ends = [low, high, above, review].map((text) => say(text))
  return {
    headers: [...heads, ...file.items.map(({ code }) => code), ...ends],
    rows: marked.map((one) => {
      const interval = intervals.get(one.unit)
      return [
        one.group,
        one.rank,
        one.tied,
        one.unit,
        names.get(one.unit) ?? '',
        one.marks,
        ...one.items.map((item) => item.marks),
        interval?.low,
        interval?.high,
        interval?.aboveNext ?? undefined,
        one.flags.join(language === 'zh' ? '；' : ', '),
      ]
    }),
  }
}

function tellMarks(
  marks: Marks,
  { other, request }: { readonly other: Marks | undefined; readonly request: MarkRequest },
  session: Session,
): void {
  const { terminal, say } = session
  const { headers, rows } = tableOf(marks, session)
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : figure(Number(cell)))))
  for (const line of formatTable(headers, cells)) terminal.print(line)
  terminal.print(say(texts.spread, { runs: request.runs }))
  if (marks.file.uncertainties.length === 0) terminal.print(say(texts.usual))
  if (marks.file.flags.length > 0) terminal.print(say(texts.caution))
  for (const [group, most] of marks.ceilings) {
    const own = marks.marked.filter((one) => one.group === group)
    const count = own.filter((one) => one.atCeiling).length
    terminal.print(say(texts.ceiling, { group, most: figure(most), count, units: own.length }))
  }
  for (const { code, meanShift } of marks.leftOut)
    terminal.print(say(texts.leftOut, { code, shift: figure(meanShift) }))
  if (other !== undefined) tellChanges(marks, other, session)
}

function tellChanges(marks: Marks, other: Marks, { terminal, say }: Session): void {
  const rows = compareRankings(rankedOf(marks), rankedOf(other)).map(({ unit, before, after, change }) => [
    unit,
    marks.names.get(unit) ?? '',
    ...[before, after, change].map(figure),
  ])
  const head = [texts.unit, texts.name, texts.before, texts.after, texts.change].map((text) => say(text))
  terminal.print('')
  for (const line of formatTable(head, rows)) terminal.print(line)
}

function marksJson(marks: Marks, { seed, runs }: MarkRequest) {
  const { file, marked, names, ceilings, intervals, leftOut, uncertainties } = marks
  return {
    recipe: { code: file.code, version: file.version },
    ranking: marked.map((one) => {
      const interval = intervals.get(one.unit)
      return {
        unit: one.unit,
        name: names.get(one.unit) ?? '',
        group: one.group,
        marks: one.marks,
        rank: one.rank,
        tied: one.tied,
        at_ceiling: one.atCeiling,
        mean: interval?.mean ?? null,
        median: interval?.median ?? null,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        above_next: interval?.aboveNext ?? null,
        review: one.flags,
        items: one.items.map(({ leftOut: without, ...item }) => ({ ...item, left_out: without })),
      }
    }),
    ceilings: Object.fromEntries(ceilings),
    spread: { seed, runs, uncertainties },
    left_out: leftOut.map(({ code, meanShift }) => ({ code, mean_shift: meanShift })),
    findings: [],
  }
}

function changesJson(marks: Marks, other: Marks | undefined) {
  return other === undefined
    ? {}
    : {
        compared: { code: other.file.code, version: other.file.version },
        changes: compareRankings(rankedOf(marks), rankedOf(other)),
      }
}

const texts = {
  group: { zh: '组', en: 'group' },
  rank: { zh: '位次', en: 'rank' },
  tied: { zh: '并列', en: 'tied' },
  unit: { zh: '代码', en: 'code' },
  name: { zh: '名称', en: 'name' },
  marks: { zh: '得分', en: 'marks' },
  low: { zh: '位次下限', en: 'rank from' },
  high: { zh: '位次上限', en: 'rank to' },
  above: { zh: '高于下一位', en: 'above next' },
  review: { zh: '待核', en: 'to be looked at' },
  before: { zh: '本方案', en: 'this recipe' },
  after: { zh: '另一方案', en: 'the other' },
  change: { zh: '上升', en: 'rises' },
  spread: {
    zh: '位次区间：{runs} 次变动中的 5%—95%；“高于下一位”不足 0.95 的相邻位次不宜说有先后',
    en: 'ranks from and to: 5 and 95 of 100 of {runs} runs with changes; below 0.95 in "above next" two neighbours should not be called different',
  },
  usual: {
    zh: '计分表没有写 uncertainties：按满分上下浮动 25%、每个条目有一成可能不计',
    en: 'the sheet names no uncertainties: full marks were moved by up to 25 %, and each entry not counted with one chance in ten',
  },
  caution: {
    zh: '“待核”只提示由人核查，不改变得分和位次，也不得出对人的结论',
    en: '"to be looked at" asks people to look: it changes neither marks nor ranks, and nothing about a person follows from it',
  },
  ceiling: {
    zh: '组“{group}”最多可得 {most} 分，{units} 个单位中 {count} 个已到顶',
    en: 'group "{group}": {most} marks at most, {count} of {units} units have them all',
  },
  leftOut: {
    zh: '去掉“{code}”：位次平均变动 {shift}',
    en: 'without "{code}": ranks move by {shift} on average',
  },
} as const satisfies Readonly<Record<string, Text>>
