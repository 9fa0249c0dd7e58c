import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-registry-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: readonly string[]) {
  const terminal = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'data' })
  const code = await runCommandLine(args, terminal)
  return { code, lines: terminal.printed, out: terminal.printed.join('\n'), err: terminal.warned.join('\n') }
}

function write(name: string, ...lines: readonly string[]): void {
  writeFileSync(path.join(folder, name), lines.join('\n'))
}

const head = '编号,名称,类型,上级'
write('offices.csv', head, 'GOV,区政府,部门,', 'CG,城管局,部门,GOV', 'DH,东海街道,街道,GOV')
write('faulty.csv', head, 'SL,水务局,部门,GOV', 'XX,,部门,GOV', 'YY,某局,没有,NO')

test('a file is tried first, then imported, and a second time changes nothing', async () => {
  const tried = await run('import', 'offices', 'offices.csv', '--dry-run')
  expect([tried.code, tried.lines]).toEqual([
    0,
    ['试运行（未写入）：新增 3，变更 0，失效 0，不变 0，未通过 0'],
  ])
  const done = await run('import', 'offices', 'offices.csv', '--lang', 'en')
  expect(done.lines).toEqual(['imported: 3 added, 0 changed, 0 ended, 0 unchanged, 0 refused'])
  const again = await run('import', 'offices', 'offices.csv')
  expect(again.lines).toEqual(['已导入：新增 0，变更 0，失效 0，不变 3，未通过 0'])
}, 60_000)

test('faults are told by row and column, and nothing is written unless the other rows are wanted alone', async () => {
  const refused = await run('import', 'offices', 'faulty.csv')
  expect(refused.code).toBe(1)
  expect(refused.lines).toEqual([
    'faulty.csv:3:2 cell_missing “名称”不能为空',
    expect.stringMatching(/^faulty\.csv:4:3 choice_unknown “没有”不在可选值内：/),
    'faulty.csv:4:4 reference_missing “上级”所指的“NO”不存在',
    '2 行未通过，什么都没有写入：请改正，或加 --partial 只导入其余的行',
  ])
  const partial = await run('import', 'offices', 'faulty.csv', '--partial', '--json')
  expect(partial.code).toBe(1)
  expect(JSON.parse(partial.out)).toMatchObject({ written: true, counts: { added: 1, refused: 2 } })
}, 60_000)

test('what a complete file does not name ends', async () => {
  const tried = await run('import', 'offices', 'offices.csv', '--complete', '--dry-run', '--on', '2027-01-01')
  expect(tried.lines).toContain('失效：SL')
  expect(tried.code).toBe(0)
}, 60_000)

test('an export is imported again without a change', async () => {
  for (const file of ['out.csv', 'out.xlsx']) {
    expect((await run('export', 'offices', file)).lines).toEqual([`已导出 4 行到 ${file}`])
    const again = await run('import', 'offices', file, '--complete', '--json')
    expect(JSON.parse(again.out)).toMatchObject({ findings: [], lines: [], counts: { unchanged: 4 } })
  }
  const below = await run('export', 'offices', 'below.csv', '--below', 'CG')
  expect(below.lines).toEqual(['已导出 1 行到 below.csv'])
  expect(readFileSync(path.join(folder, 'below.csv'), 'utf8')).toContain('城管局')
}, 60_000)

test('files that cannot be read or written are told', async () => {
  expect(await run('import', 'offices', 'none.csv')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^file_unreadable/),
  })
  expect(await run('import', 'offices', 'data')).toMatchObject({ code: 1 })
  expect(await run('export', 'offices', 'a.pdf')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^file_kind_unknown/),
  })
  expect(await run('export', 'offices', 'a.geojson')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^format_unavailable/),
  })
  expect(await run('export', 'offices', 'none/a.csv')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^file_unwritable/),
  })
}, 60_000)
