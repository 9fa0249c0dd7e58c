import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-boundaries-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: readonly string[]) {
  const terminal = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'data' })
  const code = await runCommandLine(args, terminal)
  return { code, lines: terminal.printed, out: terminal.printed.join('\n') }
}

function boundaries(file: string, ...more: readonly string[]) {
  const given = ['--coordinates', 'wgs84', '--source', '样例地图', '--approval', 'GS(2024)0650号']
  return run('import', 'boundaries', file, ...given, ...more)
}

function square(code: string, x: number): object {
  const ring = [
    [x, 30],
    [x + 1, 30],
    [x + 1, 31],
    [x, 31],
    [x, 30],
  ]
  return {
    type: 'Feature',
    properties: { code },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }
}

function write(name: string, ...features: readonly object[]): void {
  writeFileSync(path.join(folder, name), JSON.stringify({ type: 'FeatureCollection', features }))
}

write('good.geojson', square('110101', 110), square('110102', 111), square('310101', 120))
write('bad.geojson', square('110101', 110), square('110101', 111))

test('boundaries are tried, imported by the list of divisions, and a second time change nothing', async () => {
  const early = await boundaries('good.geojson', '--dry-run')
  expect(early.code).toBe(1)
  expect(early.lines[0]).toBe('good.geojson divisions_missing 还没有行政区划名录：请先导入名录')
  writeFileSync(
    path.join(folder, 'divisions.csv'),
    '代码,名称,上级\n110101,东城区,北京市\n110102,西城区,北京市\n',
  )
  expect((await run('import', 'divisions', 'divisions.csv')).code).toBe(0)
  const tried = await boundaries('good.geojson', '--dry-run', '--lang', 'en')
  expect([tried.code, tried.lines]).toEqual([
    0,
    [
      'good.geojson:3 code_unknown the code 310101 is not in the list of divisions and is passed over',
      expect.stringMatching(/^dry run, nothing written: 3 features \(1 .*, 2 divisions: 2 added, 0 changed/),
    ],
  ])
  const refused = await boundaries('bad.geojson')
  expect([refused.code, refused.lines.at(-1)]).toEqual([1, '有错误，什么都没有写入：请逐个图形改正'])
  expect(refused.lines[0]).toMatch(/^bad\.geojson:2 code_doubled 代码 110101 在第 1 个图形已经用过/)
  const done = await boundaries('good.geojson', '--json')
  expect(done.code).toBe(0)
  expect(JSON.parse(done.out)).toMatchObject({ written: true, counts: { added: 2, passed: 1 } })
  const again = await boundaries('good.geojson', '--json')
  expect(JSON.parse(again.out)).toMatchObject({ written: true, counts: { added: 0, changed: 0, removed: 0 } })
}, 90_000)

test('without its coordinates, source and approval no file is taken', async () => {
  expect((await run('import', 'boundaries', 'good.geojson')).code).toBe(2)
})
