import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { openInstallation } from './installation.ts'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-learn-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function openTerminal() {
  return makeMemoryTerminal(folder, { DUIBIAO_DATA: 'data' })
}

async function learn(...args: readonly string[]) {
  const terminal = openTerminal()
  const code = await runCommandLine(['triage', 'learn', ...args], terminal)
  return { code, lines: terminal.printed, err: terminal.warned.join('\n') }
}

test('the models of the district are trained, a second time no better; a district that is not there is not made', async () => {
  expect((await learn()).err).toContain('data')
  const terminal = openTerminal()
  await (await openInstallation(terminal, readConfig(terminal, 'zh'))).close()
  const first = await learn()
  expect(first.lines).toEqual([
    'city-events：第 1 版已启用，学了 0 件，检验 0 件，宏平均 F1 –',
    'hotline：第 1 版已启用，学了 0 件，检验 0 件，宏平均 F1 –',
  ])
  const again = await learn('hotline', '--json')
  expect(again.lines.map((line) => JSON.parse(line))).toMatchObject([
    { pack: 'hotline', version: 2, state: 'refused', reason: 'not_compared', rival: 1 },
  ])
  const unknown = await learn('supervision')
  expect(unknown.code).not.toBe(0)
  expect(unknown.err).toContain('supervision')
}, 60_000)
