import path from 'node:path'
import { changedDates, loadNotice } from '@duibiao/base'
import type { Finding, Notice } from '@duibiao/base'
import { keepNotice, recomputeCalendar } from '@duibiao/store'
import type { Command } from 'commander'
import { readConfig } from './config.ts'
import { exitCodes, formatFinding, parseCount } from './fault.ts'
import { openInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import { calendarId, readCalendar } from './known-calendar.ts'
import type { KnownCalendar } from './known-calendar.ts'
import type { Text } from './language.ts'
import { findMissingHoliday, readNoticeFile } from './notice-file.ts'
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
  const { terminal, language } = session
  const config = readConfig(terminal, language)
  const { read, findings } = readNoticeFile(path.resolve(terminal.folder, file), file)
  if (read === undefined) return refuse(findings, options, session)
  const installation = await openInstallation(terminal, config)
  try {
    const known = await readCalendar(installation.database, installation.district)
    const notices = known.notices.map(({ notice }) => notice)
    const faults = findMissingHoliday(read.notice, notices, file)
    if (faults.length > 0) return refuse(faults, options, session)
    const plan = { known, isKnown: isKnown(read.notice, notices), read, isTried: options.dryRun === true }
    const loaded = await carryOut(plan, installation)
    if (options.json === true) return terminal.print(JSON.stringify({ ...loaded, findings }))
    const { year, version, clocks, matters, changedDates: dates } = loaded
    if (loaded.isKnown) terminal.print(session.say(texts.known, { year }))
    const summary = options.dryRun === true ? texts.tried : texts.loaded
    terminal.print(session.say(summary, { year, version, clocks, matters, dates: dates.length }))
  } finally {
    await installation.close()
  }
}

interface Plan {
  readonly known: KnownCalendar
  readonly isKnown: boolean
  readonly read: NonNullable<NoticeFile['read']>
  readonly isTried: boolean
}

/**
 * Keeps the notice and has the clocks reckoned anew. A notice that is known is not kept again, but the clocks are looked
 * at again: whoever was interrupted gives the same file once more.
 */
async function carryOut({ known, isKnown, read, isTried }: Plan, installation: Installation) {
  const { calendar } = known
  const next = isKnown ? calendar : loadNotice(calendar, read.notice)
  const plan = { year: read.notice.year, isKnown, changedDates: changedDates(calendar, next) }
  if (isTried) return { ...plan, version: next.version, matters: 0, clocks: 0 }
  const { database, district, engine, now } = installation
  if (!isKnown) await keepNotice(database, district, { calendar: calendarId, notice: read.data, at: now() })
  const { version } = await installation.reloadCalendar()
  const report = await recomputeCalendar(engine, { calendar: calendarId, version: String(version) })
  return { ...plan, version, matters: report.recomputed, clocks: report.clocks }
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
  const installation = await openInstallation(terminal, readConfig(terminal, language))
  try {
    const { calendar, notices } = await readCalendar(installation.database, installation.district)
    const wanted = notices.filter(({ notice }) => year === undefined || notice.year === year)
    if (json === true) {
      const { id, version } = calendar
      return terminal.print(JSON.stringify({ calendar: id, version, notices: wanted }))
    }
    terminal.print(say(texts.version, { calendar: calendar.id, version: calendar.version }))
    if (wanted.length === 0) return terminal.print(say(texts.none, { year: year ?? '' }))
    const head = [say(texts.yearTitle), say(texts.versionTitle), say(texts.origin), say(texts.source)]
    const rows = wanted.map(({ notice, version, origin }) => {
      return [String(notice.year), version, say(originTexts[origin]), notice.source]
    })
    for (const line of formatTable(head, rows)) terminal.print(line)
    if (year === undefined) return
    const days = wanted.flatMap(({ notice }) => notice.days)
    const dayRows = days.map(({ date, kind, name }) => [date, say(kindTexts[kind]), name])
    terminal.print('')
    const dayHead = [say(texts.date), say(texts.kind), say(texts.name)]
    for (const line of formatTable(dayHead, dayRows)) terminal.print(line)
  } finally {
    await installation.close()
  }
}

const texts = {
  calendar: { zh: '放假通知与工作日历', en: 'holiday notices and the calendar of working days' },
  load: {
    zh: '载入放假通知并重算运行中的时限；同一通知载入两次不会重复',
    en: 'load a holiday notice and reckon the running clocks anew; the same notice twice is kept once',
  },
  file: {
    zh: '通知（JSON 或 YAML）：year、sources、off（name、from、to）、work（name、date）、ordinary（date）',
    en: 'the notice, JSON or YAML: year, sources, off (name, from, to), work (name, date), ordinary (date)',
  },
  dryRun: { zh: '只检查，不载入', en: 'check only, load nothing' },
  json: { zh: '输出 JSON', en: 'print JSON' },
  show: {
    zh: '列出已有的放假通知；给出年份则列出该年各日',
    en: 'list the notices known; with a year, its days as well',
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
    zh: '{year} 年放假通知可以载入，将改变 {dates} 个日期（未载入）',
    en: 'the notice of {year} can be loaded and would change {dates} dates (nothing was loaded)',
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
