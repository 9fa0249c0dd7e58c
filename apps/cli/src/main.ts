#!/usr/bin/env node
import { randomBytes } from 'node:crypto'
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
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
    }),
}

// A reader that has seen enough (`duibiao … | head`) is no fault.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runCommandLine(process.argv.slice(2), terminal)
