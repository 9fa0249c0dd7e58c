#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { instantOf } from '@duibiao/base'
import { makeScheduler } from '@duibiao/store'
import { runCommandLine } from './program.ts'
import type { Terminal } from './terminal.ts'

const { stdout, stderr } = process

const terminal: Terminal = {
  print: (line) => void stdout.write(`${line}\n`),
  warn: (line) => void stderr.write(`${line}\n`),
  redraw: stderr.isTTY ? (line) => void stderr.write(`\r\u001b[2K${line}`) : undefined,
  width: stdout.columns ?? 100,
  environment: process.env,
  folder: process.cwd(),
  home: fileURLToPath(new URL('../../..', import.meta.url)),
  scheduler: makeScheduler(() => instantOf(Date.now())),
  randomBytes,
  buildWeb,
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
    }),
}

const webBuild = fileURLToPath(new URL('../../web/build.ts', import.meta.url))

/** In a process of its own, so that it works beside this one while the district is prepared. */
async function buildWeb(): Promise<string | undefined> {
  if (!existsSync(webBuild)) return undefined
  const child = spawn(process.execPath, [webBuild], { stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')))
  const code = await new Promise((resolve) => child.on('error', () => resolve(1)).on('close', resolve))
  return code === 0 ? undefined : told.trim()
}

// A reader that has seen enough (`duibiao … | head`) is no fault.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runCommandLine(process.argv.slice(2), terminal)
