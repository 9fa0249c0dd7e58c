import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describeVerdict } from '@duibiao/kernel'
import { explainClock } from '@duibiao/server'
import { exportLedger, findMatter } from '@duibiao/store'
import { sealLedger } from './command-ledger.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import { readLedgerFile, verifyLedgerFile, writeLedgerFile } from './ledger-file.ts'
import type { Session } from './session.ts'
import type { SeasonEnd } from './simulation/season.ts'
import { makeTallier } from './simulation/tally.ts'
import type { Tally } from './simulation/tally.ts'
import { formatTable } from './table.ts'

/** What a season leaves behind, read from its exported and verified record. */
export interface SeasonReport {
  readonly tally: Tally
  /** Number of the matter whose due date is explained. */
  readonly explained: string | undefined
  readonly explanation: readonly string[]
  readonly head: string | undefined
  readonly file: string
  readonly verified: boolean
  readonly verdict: string
}

/** Seals and exports the ledger, verifies the export, and reads every number of the report from it. */
export async function reportSeason(
  installation: Installation,
  file: string,
  session: Session,
): Promise<SeasonReport> {
  const { database, district, now } = installation
  const calendar = installation.calendar()
  const head = await sealLedger(installation)
  await writeLedgerFile(file, file, exportLedger(database, district, now()))
  const { verified, verdict } = await verify(file, session)
  const tallier = makeTallier(calendar)
  const brought = new Set<string>()
  for await (const line of readLedgerFile(file, file)) {
    if (line?.line !== 'entry') continue
    const { entry } = line
    // Whistles and orders that messages led to are not counted as messages.
    if (entry.kind === 'start' && entry.actor.system === 'intake') brought.add(entry.matter)
    if (brought.has(entry.matter)) tallier.add(entry)
  }
  const explained = tallier.telling()
  return {
    tally: tallier.finish(now()),
    explained,
    explanation: explained === undefined ? [] : await explain(installation, explained, session),
    head,
    file,
    verified,
    verdict,
  }
}

/** The report as text. */
export function formatReport(
  { tally, explained, explanation, head, file, verdict }: SeasonReport,
  { state, lasted }: SeasonEnd,
  { say, terminal }: Session,
): readonly string[] {
  const seconds = (lasted / 1000).toFixed(1)
  const rate = Math.round(tally.entries / Math.max(0.001, lasted / 1000))
  const refused = [...state.refusals.values()].reduce((sum, times) => sum + times, 0)
  const facts = { seconds, entries: tally.entries, timers: state.timers, refused, rate }
  return [
    ...formatTable([say(texts.what), say(texts.count), say(texts.share)], rowsOf(tally, say)),
    '',
    say(texts.played, facts),
    longestText(tally, say),
    ...(explained === undefined ? [] : ['', say(texts.why, { number: explained }), ...explanation]),
    '',
    say(texts.ledger, { file: path.relative(terminal.folder, file) || file }),
    verdict,
    head ?? '',
  ]
}

function rowsOf(tally: Tally, say: Session['say']): readonly (readonly [string, number, string])[] {
  const { received, direct, ordered, onTime, late, running } = tally
  const { extended, disputed, returned, reworked, escalated, shelved, ended, open } = tally
  return [
    [say(texts.received), received, ''],
    [`  ${say(texts.direct)}`, direct, share(direct, received)],
    [`  ${say(texts.ordered)}`, ordered, share(ordered, received)],
    [`    ${say(texts.onTime)}`, onTime, share(onTime, ordered)],
    [`    ${say(texts.late)}`, late, share(late, ordered)],
    [`    ${say(texts.running)}`, running, share(running, ordered)],
    [say(texts.extended), extended, share(extended, ordered)],
    [say(texts.disputed), disputed, share(disputed, ordered)],
    [say(texts.returned), returned, share(returned, ordered)],
    [say(texts.reworked), reworked, share(reworked, ordered)],
    [say(texts.escalated), escalated, share(escalated, ordered)],
    [say(texts.shelved), shelved, share(shelved, ordered)],
    [say(texts.ended), ended, share(ended, received)],
    [say(texts.open), open, share(open, received)],
  ]
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(1)}%`
}

function longestText({ longest }: Tally, say: Session['say']): string {
  if (longest === undefined) return ''
  const { number, days, isOpen } = longest
  return say(isOpen ? texts.longestOpen : texts.longest, { number, days })
}

async function explain(
  { database, district, calendar }: Installation,
  number: string,
  { language }: Session,
): Promise<readonly string[]> {
  const found = await findMatter(database, district, number)
  const clock = found?.state.clocks['handle']
  if (clock === undefined) return []
  const lines = explainClock(clock, language, calendar()).split('\n')
  return lines.map((line) => `  ${line}`)
}

/** By the stand-alone verifier, which shares no code with the product; by ours where it is not there. */
async function verify(
  file: string,
  session: Session,
): Promise<{ readonly verified: boolean; readonly verdict: string }> {
  const program = path.join(session.terminal.home, 'tools', 'verify-ledger.mjs')
  if (existsSync(program)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' })
    return { verified: status === 0, verdict: `verify-ledger.mjs: ${(stdout + stderr).trim()}` }
  }
  const verdict = await verifyLedgerFile(file, file, {})
  return { verified: verdict.ok, verdict: describeVerdict(verdict, session.language) }
}

const texts = {
  what: { zh: '从台账统计', en: 'counted from the ledger' },
  count: { zh: '件', en: 'matters' },
  share: { zh: '占比', en: 'share' },
  received: { zh: '收到', en: 'received' },
  direct: { zh: '直接答复或转紧急专线', en: 'answered at once or passed on' },
  ordered: { zh: '派单办理', en: 'sent to a unit' },
  onTime: { zh: '按期', en: 'on time' },
  late: { zh: '超期', en: 'late' },
  running: { zh: '在期限内', en: 'not due yet' },
  extended: { zh: '延期', en: 'extended' },
  disputed: { zh: '派单异议', en: 'disputed' },
  returned: { zh: '退回', en: 'returned' },
  reworked: { zh: '重办', en: 'reworked' },
  escalated: { zh: '督办或提级', en: 'escalated' },
  shelved: { zh: '挂账', en: 'shelved' },
  ended: { zh: '办结', en: 'ended' },
  open: { zh: '未办结', en: 'still open' },
  played: {
    zh: '用时 {seconds} 秒：{entries} 条记录（每秒 {rate} 条），定时触发 {timers} 次，被拒绝的操作 {refused} 次',
    en: '{seconds} s: {entries} entries ({rate} a second), {timers} timers fired, {refused} commands refused',
  },
  longest: {
    zh: '历时最长：{number}，{days} 天办结',
    en: 'longest: {number}, ended after {days} days',
  },
  longestOpen: {
    zh: '历时最长：{number}，已 {days} 天，未办结',
    en: 'longest open: {number}, {days} days and not ended',
  },
  why: {
    zh: '到期日逐日说明：{number} 的办理时限',
    en: 'one due date day by day: the handling limit of {number}',
  },
  ledger: {
    zh: '台账已封存并导出到 {file}，核验结果和树头：',
    en: 'the ledger, sealed and exported to {file}; verdict and head:',
  },
} as const satisfies Readonly<Record<string, Text>>
