import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAuditEvents } from '@duibiao/store'
import { readConfig } from './config.ts'
import { openInstallation } from './installation.ts'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-audit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function openTerminal() {
  return makeMemoryTerminal(folder, { DUIBIAO_DATA: 'data', LANG: 'en_US.UTF-8' })
}

async function run(...args: readonly string[]) {
  const terminal = openTerminal()
  const code = await runCommandLine(args, terminal)
  return { code, out: terminal.printed.join('\n') }
}

beforeAll(async () => {
  const terminal = openTerminal()
  const installation = await openInstallation(terminal, readConfig(terminal, 'en'))
  const { database, district, now } = installation
  try {
    const event = { kind: 'session.opened', outcome: 'done', actorName: 'zhao' } as const
    await database.transaction((transaction) =>
      addAuditEvents(transaction, district, { events: [event, event, event], now: now() }),
    )
  } finally {
    await installation.close()
  }
})

test('the audit is verified in the database, exported, and verified again without it [V16.4.2]', async () => {
  const whole = await run('audit', 'verify', '--json')
  expect(whole.code).toBe(0)
  const { count, head } = JSON.parse(whole.out) as {
    readonly count: number
    readonly head: { readonly seq: number; readonly hash: string }
  }
  expect(count).toBe(3)
  expect((await run('audit', 'export', 'audit.jsonl')).out).toContain('3 events')
  const noted = `${head.seq}:${head.hash}`
  expect((await run('audit', 'verify', 'audit.jsonl', '--noted', noted)).code).toBe(0)
  const file = path.join(folder, 'audit.jsonl')
  writeFileSync(file, readFileSync(file, 'utf8').replace('zhao', 'qian'))
  expect(await run('audit', 'verify', 'audit.jsonl')).toMatchObject({
    code: 1,
    out: 'line 1 is not as it was recorded',
  })
  const other = `${head.seq}:${'0'.repeat(64)}`
  expect((await run('audit', 'verify', '--noted', other)).out).toContain('event 3 is not as it was recorded')
})
