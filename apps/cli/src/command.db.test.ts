import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const messages = [
  '{"id":901,"user":"M0901","subject":"路灯不亮，请联系13812345678","time":"2026-03-01 20:15:00","body":"柳岸路三天没有路灯，我叫张某"}',
  '{"id":902,"user":"M0902","subject":"咨询老年证","time":"昨天","body":"需要什么材料"}',
  '{"id":903,"user":"M0903","subject":"夜间施工","time":"2026-03-02 07:40:00","body":"过了十二点还在打桩"}',
]

async function run(...args: readonly string[]) {
  const terminal = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'data' })
  const code = await runCommandLine(args, terminal)
  return { code, lines: terminal.printed, out: terminal.printed.join('\n'), err: terminal.warned.join('\n') }
}

beforeAll(async () => {
  writeFileSync(path.join(folder, 'messages.jsonl'), messages.join('\n'))
})

test('good messages are taken in, bad rows listed, and the same file twice makes no duplicates', async () => {
  const tried = await run('import', 'messages', 'messages.jsonl', '--dry-run')
  expect(tried.out).toContain('可以导入 2 件，1 行有问题')
  const first = await run('import', 'messages', 'messages.jsonl', '--lang', 'en')
  expect(first.lines).toEqual([
    'messages.jsonl:2 time_malformed "昨天" is no time: write 2026-03-02 09:30:00',
    '2 messages taken in, 0 were there before, 1 rows are bad',
  ])
  expect(first.code).toBe(1)
  const again = await run('import', 'messages', 'messages.jsonl', '--json')
  expect(JSON.parse(again.out)).toMatchObject({ good: 2, taken: 0, known: 2, findings: [{ line: 2 }] })
})

test('what names a person stays out of the record', async () => {
  expect((await run('ledger', 'export', 'ledger.jsonl')).code).toBe(0)
  const record = readFileSync(path.join(folder, 'ledger.jsonl'), 'utf8')
  expect(record).toContain('路灯不亮，请联系138****5678')
  for (const secret of ['13812345678', 'M0901', '张某', '柳岸路', '打桩'])
    expect(record).not.toContain(secret)
})

test('a matter is shown with its tasks, clocks and record, and its due date explained', async () => {
  const number = numbersOf(readFileSync(path.join(folder, 'ledger.jsonl'), 'utf8'))[0] ?? ''
  const shown = await run('matter', 'show', number)
  expect(shown.code).toBe(0)
  for (const words of ['路灯不亮', '在办', '受理登记', '热线受理员', '待认领', '受理时限', '绿', '立项']) {
    expect(shown.out).toContain(words)
  }
  expect(JSON.parse((await run('matter', 'show', number, '--json')).out)).toMatchObject({
    number,
    revision: 1,
  })
  const explained = await run('clock', 'explain', number, '--clock', 'accept', '--lang', 'en')
  expect(explained.lines[0]).toBe('Intake (accept)  2026-03-02 11:00')
  expect(explained.lines.at(-1)).toBe('  due 2026-03-02 11:00')
  expect(explained.lines[1]).toContain('counted under 民法典 201-204')
  expect(explained.lines[2]).toBe('  ground of the limit: default, not confirmed (after 北京 DB11 草案)')
  expect(shown.out).toContain('默认值，未经确认')
  const json = JSON.parse((await run('clock', 'explain', number, '--json')).out)
  expect(json).toMatchObject([{ id: 'accept', lines: expect.arrayContaining(['届满：2026-03-02 11:00']) }])
})

test('in English everything but titles and quotations of law is English', async () => {
  const number = numbersOf(readFileSync(path.join(folder, 'ledger.jsonl'), 'utf8'))[0] ?? ''
  const { lines, out } = await run('matter', 'show', number, '--lang', 'en')
  for (const words of ['Hotline 12345', 'Intake', 'Hotline clerk', 'clock started Intake', 'import'])
    expect(out).toContain(words)
  const quoting = lines.filter((line) => /\p{Script=Han}/u.test(line))
  expect(quoting).toEqual([
    expect.stringMatching(/^title +路灯不亮/),
    expect.stringMatching(/^green +Intake .*after 北京 DB11 草案/),
  ])
  const json = JSON.parse((await run('matter', 'show', number, '--json', '--lang', 'en')).out)
  expect(json.tasks).toMatchObject([{ element: 'accept', name: 'Intake' }])
})

test('a number nobody has and a clock that does not run are told with what to do', async () => {
  const unknown = await run('matter', 'show', '20260302-AAAAAAAA')
  expect(unknown.code).toBe(1)
  expect(unknown.err).toMatch(/^matter_unknown: 没有事项“20260302-AAAAAAAA”：请核对编号/)
  const number = numbersOf(readFileSync(path.join(folder, 'ledger.jsonl'), 'utf8'))[0] ?? ''
  expect((await run('clock', 'explain', number, '--clock', 'none')).err).toContain('clock_missing')
})

test('the ledger is verified where it lies and as a file; a change in the file is found and named', async () => {
  expect((await run('ledger', 'verify')).out).toMatch(
    /^核验通过：区县 1，事项 2，记录 2 条（检查点已封存 2 条）/,
  )
  const file = path.join(folder, 'ledger.jsonl')
  expect((await run('ledger', 'verify', 'ledger.jsonl')).code).toBe(0)
  writeFileSync(
    path.join(folder, 'changed.jsonl'),
    readFileSync(file, 'utf8').replace('夜间施工', '白天施工'),
  )
  const changed = await run('ledger', 'verify', 'changed.jsonl')
  expect([changed.code, changed.out]).toEqual([1, expect.stringMatching(/改动.*第 1 条/)])
  const other = await run('ledger', 'verify', 'ledger.jsonl', '--key', '0'.repeat(32))
  expect([other.code, other.out]).toEqual([1, expect.stringContaining('公钥不可信')])
  writeFileSync(path.join(folder, 'notes.txt'), 'no export\n')
  const stranger = await run('ledger', 'verify', 'notes.txt', '--json')
  expect([stranger.code, stranger.err]).toEqual([
    1,
    expect.stringMatching(/^export_unknown: .*ledger export/),
  ])
  expect(JSON.parse(stranger.out)).toMatchObject({ error: { code: 'export_unknown' } })
  expect((await run('ledger', 'export', 'no-such-folder/x.jsonl')).err).toContain('file_unwritable')
})

test('an export cut off together with its checkpoint says from where on nothing is sealed', async () => {
  const lines = readFileSync(path.join(folder, 'ledger.jsonl'), 'utf8').split('\n')
  const cut = lines.filter((line) => !line.includes('"line":"checkpoint"')).join('\n')
  writeFileSync(path.join(folder, 'cut.jsonl'), cut)
  const { code, out } = await run('ledger', 'verify', 'cut.jsonl', '--lang', 'en')
  expect(code).toBe(1)
  expect(out).toMatch(
    /^the ledger was cut off: district 1, from position 0 on nothing is sealed, the first of /,
  )
})

test('a kept head shows that a ledger was shortened', async () => {
  const exported = await run('ledger', 'export', 'whole.jsonl')
  writeFileSync(path.join(folder, 'head.txt'), exported.lines.at(-1) ?? '')
  expect((await run('ledger', 'verify', 'whole.jsonl', '--head', 'head.txt')).code).toBe(0)
  const forged = exported.lines.at(-1)?.replace(/root=\w{4}/, 'root=0000') ?? ''
  writeFileSync(path.join(folder, 'head.txt'), forged)
  expect((await run('ledger', 'verify', 'whole.jsonl', '--head', 'head.txt')).code).toBe(1)
})

test('projections that are as the entries say need no correction', async () => {
  const { code, out } = await run('rebuild')
  expect(code).toBe(0)
  expect(out).toContain('读取 2 个事项的 2 条记录')
  const corrected = JSON.parse((await run('rebuild', '--json')).out).corrected
  expect(new Set(Object.values(corrected))).toEqual(new Set([0]))
})

test.each([
  ['ledger', 'verify'],
  ['ledger', 'export', 'x.jsonl'],
  ['matter', 'show', '1'],
  ['clock', 'explain', '1'],
  ['rebuild'],
])('%s %s makes no database where there is none', async (...args) => {
  const terminal = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'mistyped' })
  expect(await runCommandLine(args, terminal)).toBe(1)
  expect(terminal.warned.join()).toMatch(/^data_missing: .*mistyped.*DUIBIAO_DATA/)
  expect(existsSync(path.join(folder, 'mistyped'))).toBe(false)
})

test('a season is not played among other matters', async () => {
  const refused = await run('simulate', '--limit', '2', '--database', 'data')
  expect(refused.code).toBe(1)
  expect(refused.err).toMatch(/^database_not_empty: .*已有 2 个事项/)
  expect((await run('ledger', 'verify')).out).toMatch(/^核验通过：区县 1，事项 2，/)
})

test('a new district without a folder of packs is refused; one that has its packs needs no folder', async () => {
  const fresh = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'fresh', DUIBIAO_PACKS: 'packs' })
  expect(await runCommandLine(['import', 'messages', 'messages.jsonl'], fresh)).toBe(1)
  expect(fresh.warned.join()).toContain('pack_missing')
  const there = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'data', DUIBIAO_PACKS: 'packs' })
  expect(await runCommandLine(['import', 'messages', 'messages.jsonl'], there)).toBe(1)
  expect(there.printed.join()).toContain('此前已有 2 件')
})

function numbersOf(record: string): readonly string[] {
  return [...record.matchAll(/"number":"(JB-\d{4}-\d{6})"/g)].map((match) => match[1] ?? '')
}
