import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseInstant } from '@duibiao/base'
import { listTasks } from '@duibiao/kernel'
import { findMatter, keepNotice, receiptOf } from '@duibiao/store'
import { readConfig } from './config.ts'
import { openInstallation } from './installation.ts'
import { takeInMessage } from './intake.ts'
import { calendarId } from '@duibiao/server'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-calendar-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const monday = parseInstant('2026-12-28T09:00:00+08:00')
const invented = `year: 2027
sources: [made up for this test]
off:
  - { name: 元旦, from: 2027-01-01, to: 2027-01-03 }
work:
  - { name: 元旦, date: 2026-12-27 }
`
const faulty = `year: 2027
sources: []
of: []
off:
  - { name: 元旦, from: 2027-01-01 }
  - { name: 元旦, from: 2027-01-01 }
`

function openTerminal() {
  const terminal = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'data' })
  return { ...terminal, scheduler: { ...terminal.scheduler, now: () => monday } }
}

async function open() {
  const terminal = openTerminal()
  return { terminal, installation: await openInstallation(terminal, readConfig(terminal, 'zh')) }
}

async function run(...args: readonly string[]) {
  const terminal = openTerminal()
  const code = await runCommandLine(args, terminal)
  return { code, lines: terminal.printed, out: terminal.printed.join('\n'), err: terminal.warned.join('\n') }
}

const number = 'JB-2026-000001'

/** A message taken in and accepted, so that its five working days end in the year that has no notice yet. */
beforeAll(async () => {
  for (const [name, text] of Object.entries({ 'notice.yaml': invented, 'faulty.yaml': faulty }))
    writeFileSync(path.join(folder, name), text)
  const { terminal, installation } = await open()
  try {
    const { database, district, engine, library } = installation
    const message = { id: '1', user: '', subject: '路灯不亮', body: '三天没有路灯', sentAt: monday }
    const { matter } = await takeInMessage(installation, message, terminal.randomBytes)
    const found = await findMatter(database, district, number)
    if (found === undefined) throw new Error('no matter')
    const task = listTasks(found.state, (hash) => library.find(hash))[0]?.token ?? 0
    const variables = {
      channel_in: 'phone',
      demand_type: 'help',
      urgency: 'ordinary',
      units: ['城管局'],
      unit: '城管局',
      receiver_kind: 'department',
    }
    receiptOf(
      await engine.act(
        matter,
        { kind: 'completeTask', task, variables },
        { key: 'accept', actor: { person: 'clerk', post: 'hotline-clerk' } },
      ),
    )
  } finally {
    await installation.close()
  }
})

async function explain() {
  return (await run('clock', 'explain', number, '--clock', 'handle', '--lang', 'en')).lines[0]
}

test('a faulty notice is refused with all its faults, and nothing is kept', async () => {
  const { code, lines } = await run('calendar', 'load', 'faulty.yaml', '--lang', 'en')
  expect(code).toBe(1)
  expect(lines).toEqual([
    expect.stringMatching(/^faulty\.yaml:2 notice_malformed .*no source/),
    expect.stringMatching(/^faulty\.yaml:4 notice_malformed .*occurs twice/),
    expect.stringMatching(/^faulty\.yaml:3 notice_field_unknown .*"of"/),
  ])
  writeFileSync(path.join(folder, 'empty.json'), '{"year": 2027, "sources": ["x"]}')
  expect((await run('calendar', 'load', 'empty.json')).out).toContain('notice_empty')
  expect((await run('calendar', 'load', 'absent.json')).err).toContain('file_unreadable')
  expect((await run('calendar', 'show', '2027')).out).toContain('没有 2027 年的通知')
})

test('a due date in a year without notice is provisional, and final once the notice is loaded', async () => {
  expect(await explain()).toMatch(/2027-01-04 24:00 provisional$/)
  const tried = await run('calendar', 'load', 'notice.yaml', '--dry-run')
  expect(tried.code).toBe(0)
  expect(tried.lines[0]).toMatch(
    /可以载入（未载入）：将改变 2 个日期，重算 1 个事项的 [1-9]\d* 个运行中的时限$/,
  )
  expect(tried.lines).toContainEqual(
    expect.stringMatching(/^JB-2026-000001 +办理时限 +2027-01-04 24:00 暂定 +2027-01-05 24:00$/),
  )
  const english = await run('calendar', 'load', 'notice.yaml', '--dry-run', '--lang', 'en')
  expect(english.out).toMatch(/^JB-2026-000001 +Handling +2027-01-04 24:00 provisional +2027-01-05 24:00$/m)
  expect(english.out).not.toMatch(/\p{Script=Han}/u)
  const foreseen = JSON.parse((await run('calendar', 'load', 'notice.yaml', '--dry-run', '--json')).out)
  expect(await explain()).toMatch(/2027-01-04 24:00 provisional$/)

  const loaded = await run('calendar', 'load', 'notice.yaml', '--json')
  const version: number = JSON.parse(loaded.out).version
  expect(JSON.parse(loaded.out)).toEqual({
    year: 2027,
    isKnown: false,
    changedDates: ['2026-12-27', '2027-01-01'],
    version,
    matters: 1,
    clocks: expect.any(Number),
    findings: [],
  })
  expect(JSON.parse(loaded.out).clocks).toBeGreaterThan(0)
  expect(foreseen).toMatchObject({ matters: 1, clocks: JSON.parse(loaded.out).clocks, version })
  expect(await explain()).toMatch(/2027-01-05 24:00$/)

  const again = await run('calendar', 'load', 'notice.yaml')
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('此前已有')])
  const nothing = JSON.parse((await run('calendar', 'load', 'notice.yaml', '--dry-run', '--json')).out)
  expect(nothing).toMatchObject({ isKnown: true, clocks: 0, first: [] })
  const shown = JSON.parse((await run('calendar', 'show', '2027', '--json')).out)
  expect(shown).toMatchObject({ version, notices: [{ origin: 'loaded', version }] })
  expect((await run('calendar', 'show', '2027')).out).toMatch(/2026-12-27 +上班 +元旦/)
  expect((await run('calendar', 'show', '--lang', 'en')).lines.at(-1)).toMatch(/^2027 .*made up/)
})

test.each([
  ['show', '2026'],
  ['load', 'notice.yaml', '--dry-run'],
])('calendar %s makes no database where there is none, and tells of the notices shipped', async (...args) => {
  const terminal = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'mistyped' })
  expect(await runCommandLine(['calendar', ...args, '--lang', 'en'], terminal)).toBe(0)
  expect(existsSync(path.join(folder, 'mistyped'))).toBe(false)
  const out = terminal.printed.join('\n')
  if (args[0] === 'load') return expect(out).toMatch(/would change 2 dates and reckon 0 running clocks/)
  expect(terminal.warned.join()).toMatch(/no database here \(see DUIBIAO_DATA\)/)
  expect(out).toMatch(/^2026-02-17 +off +Spring Festival$/m)
})

test('what is rebuilt from the entries is what the load left', async () => {
  const report = JSON.parse((await run('rebuild', '--json')).out)
  expect(report.broken).toEqual([])
  expect(new Set(Object.values(report.corrected))).toEqual(new Set([0]))
  expect((await run('ledger', 'verify')).code).toBe(0)
})

test('a stored notice that cannot be read is named at the start', async () => {
  const { installation } = await open()
  const { database, district } = installation
  await keepNotice(database, district, { calendar: calendarId, notice: { year: 'soon' }, at: monday })
  await installation.close()
  expect((await run('calendar', 'show')).err).toMatch(/^notice_malformed.*calendar_notice\[2\]/)
})
