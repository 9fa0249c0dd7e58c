import path from 'node:path'
import { changedDates, findMissingHoliday, isAppError, loadNotice } from '@duibiao/base'
import type { Calendar, Finding, Language, Notice } from '@duibiao/base'
import {
  findMatter,
  findUnreckoned,
  keepNotice,
  keepReckoned,
  previewCalendar,
  recomputeCalendar,
} from '@duibiao/store'
import type { ClockMove } from '@duibiao/store'
import type { Command } from 'commander'
import { dueText } from './clock-view.ts'
import { readConfig } from './config.ts'
import { exitCodes, formatFinding, parseCount } from './fault.ts'
import { openInstallation, openKnownInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import { calendarId, readCalendar, shippedCalendar } from '@duibiao/server'
import type { KnownCalendar } from '@duibiao/server'
import type { Text } from './language.ts'
import { namesOfMatter } from './matter-name.ts'
import { readNoticeFile } from './notice-file.ts'
import type { NoticeFile } from './notice-file.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

interface LoadOptions {
  readonly dryRun?: true
  readonly json?: true
}

interface ShowOptions {
  readonly json?: true
}

/** `calendar load` and `calendar show`. */
export function addCalendarCommand(program: Command, session: Session): void {
  const calendar = program.command('calendar').description(session.say(texts.calendar)).helpCommand(false)
  calendar
    .command('load')
    .description(session.say(texts.load))
    .argument('<file>', session.say(texts.file))
    .option('--dry-run', session.say(texts.dryRun))
    .option('--json', session.say(texts.json))
    .action((file: string, options: LoadOptions) => load(file, options, session))
  calendar
    .command('show')
    .description(session.say(texts.show))
    .argument('[year]', session.say(texts.year), parseCount(1949, 9998))
    .option('--json', session.say(texts.json))
    .action((year: number | undefined, options: ShowOptions) => show(year, options, session))
}

async function load(file: string, options: LoadOptions, session: Session): Promise<void> {
  const { read, findings } = readNoticeFile(path.resolve(session.terminal.folder, file), file)
  if (read === undefined) return refuse(findings, options, session)
  const installation = await (options.dryRun === true ? openIfThere(session) : openAnyway(session))
  try {
    const known = await knownOf(installation)
    const notices = known.notices.map(({ notice }) => notice)
    const faults = findMissingHoliday(read.notice, notices, file)
    if (faults.length > 0) return refuse(faults, options, session)
    const plan = { known, isKnown: isKnown(read.notice, notices), read }
    // Only a dry run goes without a database.
    if (options.dryRun === true || installation === undefined)
      return tellTrial(await tryOut(plan, installation, session.language), options, session)
    const loaded = await carryOut(plan, installation)
    if (options.json === true) return session.terminal.print(JSON.stringify({ ...loaded, findings }))
    const { year, version, clocks, matters, changedDates: dates } = loaded
    if (loaded.isKnown) session.terminal.print(session.say(texts.known, { year }))
    session.terminal.print(session.say(texts.loaded, { year, version, clocks, matters, dates: dates.length }))
  } finally {
    await installation?.close()
  }
}

function openAnyway({ terminal, language }: Session): Promise<Installation> {
  return openInstallation(terminal, readConfig(terminal, language))
}

/** The installation, undefined where there is none: a command that only looks makes no database. */
async function openIfThere({ terminal, language }: Session): Promise<Installation | undefined> {
  try {
    return await openKnownInstallation(terminal, readConfig(terminal, language))
  } catch (error) {
    if (isAppError(error, 'data_missing')) return undefined
    throw error
  }
}

async function knownOf(installation: Installation | undefined): Promise<KnownCalendar> {
  if (installation === undefined) return shippedCalendar()
  return readCalendar(installation.database, installation.district)
}

interface Plan {
  readonly known: KnownCalendar
  readonly isKnown: boolean
  readonly read: NonNullable<NoticeFile['read']>
}

/**
 * Keeps the notice and has the clocks reckoned anew. A notice that is known is not kept again, but the clocks are looked
 * at again: whoever was interrupted gives the same file once more.
 */
async function carryOut(plan: Plan, installation: Installation) {
  const { isKnown, read } = plan
  const { year, dates } = outcomeOf(plan)
  const { database, district, engine, now } = installation
  if (!isKnown) await keepNotice(database, district, { calendar: calendarId, notice: read.data, at: now() })
  const { version } = await installation.reloadCalendar()
  const number = await findUnreckoned(database, district, calendarId)
  const report = await recomputeCalendar(engine, { calendar: calendarId, version: String(version) })
  if (number !== undefined)
    await keepReckoned(database, district, { calendar: calendarId, number, at: now() })
  return { year, isKnown, changedDates: dates, version, matters: report.recomputed, clocks: report.clocks }
}

/** What loading would do, the first clocks that would move by name. */
async function tryOut(plan: Plan, installation: Installation | undefined, language: Language) {
  const { year, dates, next } = outcomeOf(plan)
  const told = { year, isKnown: plan.isKnown, changedDates: dates, version: next.version }
  if (installation === undefined) return { ...told, matters: 0, clocks: 0, first: [] }
  const { matters, clocks, first } = await previewCalendar(installation.engine, { calendar: next, shown: 10 })
  const named = []
  for (const moved of first) named.push(await nameMoved(moved, installation, language))
  return { ...told, matters, clocks, first: named }
}

function outcomeOf({ known: { calendar }, isKnown, read }: Plan): {
  readonly year: number
  readonly dates: readonly string[]
  readonly next: Calendar
} {
  const next = isKnown ? calendar : loadNotice(calendar, read.notice)
  return { year: read.notice.year, dates: changedDates(calendar, next), next }
}

async function nameMoved(moved: ClockMove, installation: Installation, language: Language) {
  const found = await findMatter(installation.database, installation.district, moved.matter)
  const name =
    found === undefined ? moved.clock : namesOfMatter(found.state, installation, language).clock(moved.clock)
  return { number: found?.number ?? moved.matter, ...moved, name }
}

function tellTrial(
  trial: Awaited<ReturnType<typeof tryOut>>,
  { json }: LoadOptions,
  { terminal, say, language }: Session,
): void {
  if (json === true) return terminal.print(JSON.stringify({ ...trial, findings: [] }))
  const { year, matters, clocks, changedDates: dates, first } = trial
  if (trial.isKnown) terminal.print(say(texts.known, { year }))
  terminal.print(say(texts.tried, { year, matters, clocks, dates: dates.length }))
  if (first.length === 0) return
  const head = [say(texts.number), say(texts.clock), say(texts.before), say(texts.after)]
  const rows = first.map(({ number, name, before, after }) => {
    return [number, name, dueText(before, language), dueText(after, language)]
  })
  for (const line of formatTable(head, rows)) terminal.print(line)
  if (clocks > first.length) terminal.print(say(texts.more, { count: clocks - first.length }))
}

/** Whether the last notice of the year says the same. */
function isKnown(notice: Notice, known: readonly Notice[]): boolean {
  const last = known.findLast(({ year }) => year === notice.year)
  return JSON.stringify(last) === JSON.stringify(notice)
}

function refuse(findings: readonly Finding[], { json }: LoadOptions, session: Session): void {
  const { terminal, language, end } = session
  if (json === true) terminal.print(JSON.stringify({ findings }))
  else for (const finding of findings) terminal.print(formatFinding(finding, language))
  end(exitCodes.fault)
}

async function show(year: number | undefined, { json }: ShowOptions, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const installation = await openIfThere(session)
  try {
    const { calendar, notices } = await knownOf(installation)
    const wanted = notices.filter(({ notice }) => year === undefined || notice.year === year)
    if (json === true) {
      const { id, version } = calendar
      return terminal.print(JSON.stringify({ calendar: id, version, notices: wanted }))
    }
    if (installation === undefined) terminal.warn(say(texts.shippedOnly))
    terminal.print(say(texts.version, { calendar: calendar.id, version: calendar.version }))
    if (wanted.length === 0) return terminal.print(say(texts.none, { year: year ?? '' }))
    const head = [say(texts.yearTitle), say(texts.versionTitle), say(texts.origin), say(texts.source)]
    const rows = wanted.map(({ notice, version, origin }) => {
      return [String(notice.year), version, say(originTexts[origin]), notice.source]
    })
    for (const line of formatTable(head, rows)) terminal.print(line)
    if (year === undefined) return
    const days = wanted.flatMap(({ notice }) => notice.days)
    const dayRows = days.map(({ date, kind, name, nameEn }) => {
      return [date, say(kindTexts[kind]), language === 'en' ? (nameEn ?? name) : name]
    })
    terminal.print('')
    const dayHead = [say(texts.date), say(texts.kind), say(texts.name)]
    for (const line of formatTable(dayHead, dayRows)) terminal.print(line)
  } finally {
    await installation?.close()
  }
}

const texts = {
  calendar: { zh: '放假通知与工作日历', en: 'holiday notices and the calendar of working days' },
  load: {
    zh: '载入国务院放假通知，重算运行中的时限并记入各事项；同一通知载入两次不会重复',
    en: 'load a holiday notice of the State Council, reckon the running clocks anew and record it in each matter; the same notice twice is kept once',
  },
  file: {
    zh: '通知（YAML 或 JSON）：year；sources 文号或网址；off 放假（name、from、to）；work 调休上班（name、date）；ordinary 更正时恢复平常的日期（date）；新节日另写 name_en',
    en: 'the notice, YAML or JSON: year; sources, its number or address; off, the holidays (name, from, to); work, make-up workdays (name, date); ordinary, days an amendment takes back (date); name_en for a new holiday',
  },
  dryRun: {
    zh: '只检查并列出将移动的时限，不载入',
    en: 'check only and tell which clocks would move, load nothing',
  },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  show: {
    zh: '列出已有的放假通知；给出年份则列出该年的放假日和调休日',
    en: 'list the notices known; with a year, its days off and make-up workdays as well',
  },
  year: { zh: '年份，如 2027', en: 'a year, such as 2027' },
  known: {
    zh: '{year} 年的这份通知此前已有，不再保存',
    en: 'this notice of {year} was there before and is not kept again',
  },
  loaded: {
    zh: '{year} 年放假通知：日历第 {version} 版，{dates} 个日期改变；{matters} 个事项的 {clocks} 个时限已重算',
    en: 'notice of {year}: calendar version {version}, {dates} dates changed; {clocks} clocks of {matters} matters reckoned anew',
  },
  tried: {
    zh: '{year} 年放假通知可以载入（未载入）：将改变 {dates} 个日期，重算 {matters} 个事项的 {clocks} 个运行中的时限',
    en: 'the notice of {year} can be loaded (nothing was): it would change {dates} dates and reckon {clocks} running clocks of {matters} matters anew',
  },
  number: { zh: '编号', en: 'number' },
  clock: { zh: '时限', en: 'clock' },
  before: { zh: '现届满', en: 'due now' },
  after: { zh: '将届满', en: 'would be due' },
  more: { zh: '……另有 {count} 个', en: '… and {count} more' },
  shippedOnly: {
    zh: '此处没有数据库（见 DUIBIAO_DATA）：只列出随产品的通知',
    en: 'there is no database here (see DUIBIAO_DATA): these are the notices shipped with the product',
  },
  version: { zh: '日历 {calendar}，第 {version} 版', en: 'calendar {calendar}, version {version}' },
  none: {
    zh: '没有 {year} 年的通知：该年的到期日是暂定的',
    en: 'no notice of {year}: due dates in it are provisional',
  },
  yearTitle: { zh: '年份', en: 'year' },
  versionTitle: { zh: '版本', en: 'version' },
  origin: { zh: '来自', en: 'from' },
  source: { zh: '来源', en: 'source' },
  date: { zh: '日期', en: 'date' },
  kind: { zh: '类别', en: 'kind' },
  name: { zh: '名称', en: 'name' },
} as const satisfies Readonly<Record<string, Text>>

const originTexts = {
  shipped: { zh: '随产品', en: 'the product' },
  loaded: { zh: '载入', en: 'loaded' },
} as const satisfies Readonly<Record<string, Text>>

const kindTexts = {
  off: { zh: '放假', en: 'off' },
  work: { zh: '上班', en: 'work' },
  ordinary: { zh: '照常', en: 'ordinary' },
} as const satisfies Readonly<Record<Notice['days'][number]['kind'], Text>>
