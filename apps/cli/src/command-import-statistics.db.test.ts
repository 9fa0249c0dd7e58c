import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-statistics-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: readonly string[]) {
  const terminal = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'data' })
  const code = await runCommandLine(args, terminal)
  return { code, lines: terminal.printed, out: terminal.printed.join('\n') }
}

function write(name: string, ...lines: readonly string[]): void {
  writeFileSync(path.join(folder, name), lines.join('\n'))
}

write('divisions.csv', '代码,名称,上级', '110101,东城区,北京市', '110102,西城区,北京市')
write(
  'plan.yaml',
  'nameHeader: 区县',
  'source: 样例统计年鉴',
  'indicators:',
  '  - { code: gdp, headers: [地区生产总值], name: { zh: 地区生产总值, en: GRP }, measure: 万元, direction: more }',
)
const head = ['区县,地区生产总值', '单位,亿元']
write('table.csv', ...head, '东城区,1.5', '西城区,x')
write('later.csv', ...head, '东城区,1.6')

function statistics(file: string, ...more: readonly string[]) {
  return run('import', 'statistics', file, '--plan', 'plan.yaml', '--period', '2025', ...more)
}

test('divisions first, then a table that is tried, imported in part, and a second time changes nothing', async () => {
  const early = await statistics('table.csv', '--dry-run')
  expect(early.code).toBe(1)
  expect(early.lines[0]).toBe('table.csv divisions_missing 还没有行政区划名录：请先导入名录')
  const listed = await run('import', 'divisions', 'divisions.csv', '--lang', 'en')
  expect([listed.code, listed.out]).toEqual([0, expect.stringMatching(/^list of 2 imported .* 2 added/)])
  const refused = await statistics('table.csv')
  expect(refused.code).toBe(1)
  expect(refused.lines).toEqual([
    'table.csv:1:2 measure_converted 列“地区生产总值”的单位是亿元，已换算为万元',
    'table.csv:4:2 value_not_number “x”不是数字',
    expect.stringContaining('什么都没有写入'),
  ])
  const partial = await statistics('table.csv', '--partial', '--json')
  expect(JSON.parse(partial.out)).toMatchObject({ written: true, counts: { added: 1, units: 2 } })
  const again = await statistics('table.csv', '--partial', '--json')
  expect(JSON.parse(again.out)).toMatchObject({ written: true, counts: { added: 0, unchanged: 1 } })
}, 90_000)

test('a value that changes is told as a revision', async () => {
  const later = await statistics('later.csv')
  expect(later.code).toBe(0)
  expect(later.out).toContain('later.csv:3:2 value_revised 与第 1 次导入的数值不同：15000 → 16000')
  expect(later.lines.at(-1)).toBe('已导入：1 行、1 个单位；新增 0，修订 1，不变 0')
  const bad = await run('import', 'statistics', 'later.csv', '--plan', 'plan.yaml', '--period', '25')
  expect(bad.code).toBe(2)
}, 90_000)
