/**
 * Figures of the start: `npm run bench -- start`. The demonstration is started in an empty folder, as `npm start` does, until
 * it answers; left alone; ended; and started again on what it has kept. Prints a table and one line of JSON.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { printTable } from './figure.ts'
import type { Figure } from './figure.ts'

const program = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-start-'))
const idleSeconds = 20

try {
  const port = await freePort()
  const figures = [...(await measure('first start', port)), ...(await measure('second start', port))]
  printTable(figures)
  console.log(JSON.stringify({ figures }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(title: string, port: number): Promise<readonly Figure[]> {
  const begun = performance.now()
  const child = spawn(process.execPath, [program, 'serve', '--demonstration'], {
    env: { ...process.env, DUIBIAO_DATA: path.join(folder, 'data'), DUIBIAO_PORT: String(port) },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`the demonstration ended with ${child.exitCode}`)
    await setTimeout(50)
  }
  const seconds = (performance.now() - begun) / 1000
  const used = cpuOf(child.pid)
  await setTimeout(idleSeconds * 1000)
  const idle = (cpuOf(child.pid) - used) / idleSeconds
  const memory = memoryOf(child.pid)
  child.kill('SIGTERM')
  await ended
  return [
    {
      title: `${title}: answers after`,
      value: seconds,
      unit: 's',
      ...(title === 'first start' && { aim: '< 60', holds: seconds < 60 }),
    },
    { title: `${title}: resident memory when idle`, value: memory.now, unit: 'MB' },
    { title: `${title}: most resident memory`, value: memory.most, unit: 'MB' },
    { title: `${title}: a core in use when idle`, value: idle * 100, unit: '%' },
  ]
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
  } catch {
    return false
  }
}

/** Megabytes, as Linux counts them. */
function memoryOf(pid: number | undefined): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  function read(name: string): number {
    return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024
  }
  return { now: read('VmRSS'), most: read('VmHWM') }
}

/** Seconds of processor time so far; Linux counts them in hundredths. */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
