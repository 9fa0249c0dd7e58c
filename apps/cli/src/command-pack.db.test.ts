import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { instantAt, parseLegalDate } from '@duibiao/base'
import { listTasks } from '@duibiao/kernel'
import { findMatter, receiptOf } from '@duibiao/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { openInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'
import { writeSamplePack } from './sample-pack.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-pack-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A terminal at nine o'clock of a day; no folder of packs is there, so that all must come from the database. */
function terminalOn(date: string, district = '1') {
  const places = { DUIBIAO_DATA: 'data', DUIBIAO_PACKS: 'nowhere', DUIBIAO_DISTRICT: district }
  const terminal = makeMemoryTerminal(folder, { ...places, USER: 'zhou' })
  const now = instantAt(parseLegalDate(date), '09:00', { utcOffsetMinutes: 480 })
  return { ...terminal, scheduler: { ...terminal.scheduler, now: () => now } }
}

interface Call {
  readonly on?: string
  readonly district?: string
}

async function run(words: string, { on = '2026-03-02', district = '1' }: Call = {}) {
  const terminal = terminalOn(on, district)
  const args = [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const code = await runCommandLine(args, terminal)
  return { code, lines: terminal.printed, out: terminal.printed.join('\n'), err: terminal.warned.join('\n') }
}

async function work<T>(deed: (installation: Installation) => Promise<T>, on = '2026-03-02'): Promise<T> {
  const terminal = terminalOn(on)
  const installation = await openInstallation(terminal, readConfig(terminal, 'zh'), { first: 'none' })
  try {
    return await deed(installation)
  } finally {
    await installation.close()
  }
}

async function start(on?: string): Promise<string> {
  return work(async ({ engine, nextNumber }) => {
    const number = await nextNumber('sample')
    const request = { procedure: 'sample', number, key: `start ${number}`, actor: { person: 'li' } }
    receiptOf(await engine.start(request))
    return number
  }, on)
}

async function complete(number: string, on?: string): Promise<void> {
  await work(async ({ database, district, engine, library }) => {
    const found = await findMatter(database, district, number)
    if (found === undefined) throw new Error(`no matter ${number}`)
    const task = listTasks(found.state, (hash) => library.find(hash))[0]?.token ?? 0
    const circumstances = { key: `${number} ${found.revision}`, actor: { person: 'li' } }
    receiptOf(
      await engine.act(found.matter, { kind: 'completeTask', task, variables: { note: 'x' } }, circumstances),
    )
  }, on)
}

/** What the decision said, and what the clock of the second task runs by. */
async function chosen(number: string) {
  return work(async ({ database, district }) => {
    const found = await findMatter(database, district, number)
    return {
      chosen: found?.data[0]?.['chosen'],
      limit: found?.state.clocks['handle']?.rule.amount,
    }
  })
}

beforeAll(() => {
  writeSamplePack(path.join(folder, 'one', 'sample'))
  writeSamplePack(path.join(folder, 'two', 'sample'), { version: '0.2.0', answer: 'second', limit: 4 })
  const gone = { version: '0.3.0', answer: 'third', second: 'do_it', isLaw: true } as const
  writeSamplePack(path.join(folder, 'three', 'sample'), gone)
  writeSamplePack(path.join(folder, 'faulty', 'sample'), { second: 'no good' })
})

let early = ''

test('a pack with faults is not installed, nor is the good one given with it', async () => {
  const refused = await run('pack install one/sample faulty/sample --lang en')
  expect(refused.code).toBe(1)
  expect(refused.lines.length).toBeGreaterThan(0)
  for (const line of refused.lines) expect(line).toMatch(/^faulty\/sample\//)
  expect(refused.err).toBe('nothing was installed: mend faulty/sample first')
  expect((await run('pack list')).err).toContain('data_missing')
})

test('a pack is installed once, and the same again changes nothing and says so', async () => {
  const first = await run('pack install one/sample')
  expect([first.code, first.out]).toEqual([0, expect.stringMatching(/^已安装 sample@1（0\.1\.0，\w{12}）/)])
  const again = await run('pack install one/sample')
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('此前已安装，内容相同，没有改动')])
  const { versions } = JSON.parse((await run('pack list --json')).out)
  expect(versions).toMatchObject([{ name: 'sample', number: 1, installedBy: 'zhou', running: 0 }])
})

test('a matter begun under version 1 keeps its decision table and its limit after version 2 is installed', async () => {
  early = await start()
  const installed = await run('pack install two/sample --lang en')
  expect(installed.out).toContain('installed sample@2 (0.2.0')
  expect(installed.out).toContain('duibiao pack upgrade sample --dry-run')
  const late = await start()
  for (const number of [early, late]) await complete(number)
  expect(await chosen(early)).toMatchObject({ chosen: 'first', limit: 5 })
  expect(await chosen(late)).toMatchObject({ chosen: 'second', limit: 4 })
})

test('the older version again is told to be older', async () => {
  const again = await run('pack install one/sample --lang en')
  expect(again.out).toContain('note: sample@2 is newer, and new matters follow it')
})

test('what is rebuilt is what is there, and the ledger holds', async () => {
  const report = JSON.parse((await run('rebuild --json')).out)
  expect(report.broken).toEqual([])
  expect(new Set(Object.values(report.corrected))).toEqual(new Set([0]))
  expect((await run('ledger verify')).code).toBe(0)
})

test('an exported version is byte for byte what was installed, and has the same hash', async () => {
  expect((await run('pack export sample@1 out/sample')).out).toContain('out/sample')
  expect(filesIn('out/sample')).toEqual(filesIn('one/sample'))
  expect((await run('pack install out/sample')).out).toContain('没有改动')
  const occupied = await run('pack export sample out/sample --lang en')
  expect([occupied.code, occupied.err]).toEqual([1, expect.stringMatching(/^folder_occupied: /)])
  expect((await run('pack export sample@7 out/seven')).err).toMatch(/^pack_version_unknown: .*pack list/)
  expect((await run('pack export other out/other')).err).toMatch(/^pack_not_installed: /)
  expect(existsSync(path.join(folder, 'out', 'seven'))).toBe(false)
})

test('versions are compared by folder and as installed', async () => {
  const { code, lines } = await run('pack diff sample@1 two/sample --lang en')
  expect(code).toBe(0)
  expect(lines).toEqual(
    expect.arrayContaining([
      '~ manifest pack.yaml',
      '    ~ version: 0.1.0 → 0.2.0',
      '~ decision choose',
      '    ~ choose_01: - ⇒ "first" → - ⇒ "second"',
      '~ parameter handle_limit',
      expect.stringMatching(/^ {4}~ 2020-01-01: 5 working_day .*→ 4 working_day/),
    ]),
  )
  expect((await run('pack diff one/sample sample@1')).out).toBe('两个版本相同')
  const parts = JSON.parse((await run('pack diff sample@1 three/sample --json')).out).changes
  expect(parts.map(({ part }: { part: string }) => part)).toContain('procedure')
})

test('an upgrade tells beforehand which matters could move and what keeps the others', async () => {
  const plan = JSON.parse((await run('pack upgrade sample --dry-run --json')).out)
  expect(plan).toMatchObject({ isDry: true, versions: [{ version: 1, running: 1, movable: 1, moved: 0 }] })
  const held = await run('pack upgrade three/sample --dry-run --lang en')
  expect(held.out).toContain(`sample version 1 is kept by carry_out 1 (such as ${early})`)
  expect(held.out).toContain('nothing was moved')
  const mapped = JSON.parse(
    (await run('pack upgrade three/sample --dry-run --map carry_out=do_it --json')).out,
  )
  expect(mapped.versions).toMatchObject([{ movable: 1 }, { movable: 1 }])
  expect((await run('pack upgrade three/sample')).err).toMatch(/^pack_not_installed: /)
})

test('an upgrade moves what can be moved; the clock stays as it was started', async () => {
  const done = JSON.parse((await run('pack upgrade sample --json')).out)
  expect(done).toMatchObject({ isDry: false, versions: [{ version: 1, running: 1, moved: 1, held: {} }] })
  expect(JSON.parse((await run('pack list --json')).out).versions).toMatchObject([
    { running: 0 },
    { running: 2 },
  ])
  expect(await chosen(early)).toMatchObject({ chosen: 'first', limit: 5 })
  expect((await run('pack upgrade sample')).out).toContain('没有按 sample 其他版本办理的在办事项')
  const report = JSON.parse((await run('rebuild --json')).out)
  expect(report.broken).toEqual([])
})

test('an own value counts from its date on in every version, and clocks that run stay', async () => {
  const basis = "--basis '区政府会议纪要 2026-7'"
  const before = await start()
  await complete(before)
  const set = await run(`pack set sample handle_limit 3 --from 2026-04-01 ${basis}`, { on: '2026-03-10' })
  expect([set.code, set.out]).toEqual([
    0,
    expect.stringContaining('自 2026-04-01 起 handle_limit = 3 working_day'),
  ])
  const [march, april] = [await start('2026-03-31'), await start('2026-04-01')]
  await complete(march, '2026-03-31')
  await complete(april, '2026-04-01')
  const limits = [await chosen(before), await chosen(march), await chosen(april)].map(({ limit }) => limit)
  expect(limits).toEqual([4, 4, 3])
  const explained = await run(`clock explain ${april} --clock handle --lang en`, { on: '2026-04-01' })
  expect(explained.out).toContain('区政府会议纪要 2026-7')
  await run(`pack set sample handle_limit --reset --from 2026-06-01 ${basis}`, { on: '2026-04-02' })
  const june = await start('2026-06-01')
  await complete(june, '2026-06-01')
  expect((await chosen(june)).limit).toBe(4)
  const { settings } = JSON.parse((await run('pack list sample --json')).out)
  expect(settings).toMatchObject([
    { number: 1, value: 3, from: '2026-04-01', recordedBy: 'zhou', basis: { article: '2026-7' } },
    { number: 2, value: null, from: '2026-06-01' },
  ])
})

test('a preset and a place are settled the same way', async () => {
  const set = await run("pack set sample --preset quick --from 2026-07-01 --basis '纪要 9'", {
    on: '2026-06-02',
  })
  expect(set.code).toBe(0)
  await run("pack set sample --place 明湖区 --from 2026-07-01 --basis '纪要 9'", { on: '2026-06-02' })
  const number = await start('2026-07-01')
  await complete(number, '2026-07-01')
  expect((await chosen(number)).limit).toBe(1)
  expect((await run('pack list sample')).out).toMatch(/预设 = quick.*\n.*所在地 = 明湖区/)
})

test.each([
  ['sample nothing 3', 1, 'parameter_unknown'],
  ['sample handle_limit soon', 1, 'parameter_value_invalid'],
  ['sample handle_limit', 1, 'setting_incomplete'],
  ['sample handle_limit 3 --preset quick', 1, 'setting_incomplete'],
  ['sample --preset slow', 1, 'preset_unknown'],
  ['other handle_limit 3', 1, 'pack_not_installed'],
])('pack set %s is refused', async (words, code, fault) => {
  const set = await run(`pack set ${words} --from 2026-04-01 --basis '纪要 1'`)
  expect([set.code, set.err]).toEqual([code, expect.stringMatching(new RegExp(`^${fault}: `))])
  expect(JSON.parse((await run('pack list --json')).out).settings).toHaveLength(4)
})

test('a basis without an article and a command without a date are refused', async () => {
  const vague = await run('pack set sample handle_limit 3 --from 2026-04-01 --basis 纪要')
  expect([vague.code, vague.err]).toEqual([1, expect.stringMatching(/^legal_basis_malformed: /)])
  const undated = await run("pack set sample handle_limit 3 --basis '纪要 1'")
  expect([undated.code, undated.err]).toEqual([2, expect.stringContaining('缺少选项“--from <date>”')])
})

test('a law that comes with a new version stands against a looser value; the install tells it', async () => {
  const basis = "--basis '纪要 12'"
  await run(`pack set sample handle_limit 9 --from 2026-08-01 ${basis}`, { on: '2026-07-02' })
  const installed = await run('pack install three/sample', { on: '2026-08-03' })
  expect(installed.out).toContain('区县自定的 handle_limit 在此版本下不再生效（样例条例 8）')
  const loose = await run(`pack set sample handle_limit 9 --from 2026-08-01 ${basis}`, { on: '2026-08-03' })
  expect(loose.err).toMatch(/^parameter_loosens_law: .*样例条例 8 定为 5 working_day/)
})

test('two districts do not see each other’s packs and settings', async () => {
  const none = await run('pack list', { district: '2' })
  expect(none.out).toContain('没有安装治理包')
  const other = await run('pack install one/sample', { district: '2' })
  expect(other.out).toContain('已安装 sample@1')
  const { versions, settings } = JSON.parse((await run('pack list --json', { district: '2' })).out)
  expect([versions.length, settings]).toEqual([1, []])
})

function filesIn(name: string): Readonly<Record<string, string>> {
  const place = path.join(folder, name)
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name)
      return [path.relative(place, file), readFileSync(file).toString('hex')]
    }),
  )
}
