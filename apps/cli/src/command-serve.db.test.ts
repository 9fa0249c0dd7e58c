import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

test('serve tells where it answers and where it is described, and ends when it is asked to', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-serve-'))
  const terminal = makeMemoryTerminal(folder, {
    LANG: 'en_US',
    DUIBIAO_PORT: '0',
    DUIBIAO_WEB: 'no-pages',
  })
  const served = runCommandLine(['serve'], terminal)
  await expect.poll(() => terminal.printed.length, { timeout: 90_000 }).toBe(3)
  const address = terminal.printed[0]?.replace('serving at ', '') ?? ''
  expect(terminal.printed.slice(1)).toEqual([
    `description of the interface: ${address}/openapi.json`,
    `how it stands: ${address}/readyz`,
  ])
  const answer = await fetch(`${address}/openapi.json`)
  expect(await answer.json()).toMatchObject({ openapi: '3.1.1' })
  terminal.stop()
  expect(await served).toBe(0)
  expect(terminal.printed.join('\n')).toContain('SIGTERM')
  for (const line of terminal.warned) expect(JSON.parse(line)).toHaveProperty('msg')
}, 120_000)
