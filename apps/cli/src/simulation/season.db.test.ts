import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeMemoryTerminal } from '../memory-terminal.ts'
import { runCommandLine } from '../program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-season-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function simulate(...args: readonly string[]) {
  const terminal = makeMemoryTerminal(folder)
  const code = await runCommandLine(['simulate', '--json', ...args], terminal)
  const report = JSON.parse(terminal.printed.join('\n'))
  return { code, report }
}

test('a played season is counted from its verified ledger, and the same seed plays the same', async () => {
  const one = await simulate('--limit', '12', '--seed', '3', '--database', 'one')
  const two = await simulate('--limit', '12', '--seed', '3', '--database', 'two')
  expect(one.code).toBe(0)
  const { tally, verified, head, explanation } = one.report
  expect(verified).toBe(true)
  expect(head).toMatch(/^duibiao-head\/1 district=1 /)
  expect(tally.received).toBe(12)
  expect(tally.direct + tally.ordered).toBe(12)
  expect(tally.onTime + tally.late + tally.running).toBe(tally.ordered)
  expect(tally.entries).toBeGreaterThan(80)
  expect(explanation.at(-1)).toMatch(/届满：/)
  const { longest: _one, ...counts } = tally
  const { longest: _two, ...others } = two.report.tally
  expect(others).toEqual(counts)
  const { lasted: _first, ...state } = one.report.played
  const { lasted: _second, ...other } = two.report.played
  expect(other).toEqual(state)
})

test('after a season every projection is what the entries say', async () => {
  const terminal = makeMemoryTerminal(folder, { DUIBIAO_DATA: 'one' })
  expect(await runCommandLine(['rebuild', '--json'], terminal)).toBe(0)
  const { matters, corrected, broken } = JSON.parse(terminal.printed.join('\n'))
  expect([matters, broken]).toEqual([12, []])
  expect(new Set(Object.values(corrected))).toEqual(new Set([0]))
})

test('a season may end before the work does', async () => {
  const { report } = await simulate('--limit', '6', '--days', '4', '--database', 'short')
  expect(report.tally.open).toBeGreaterThan(0)
  expect(report.verified).toBe(true)
})
