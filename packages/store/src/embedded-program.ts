/**
 * Programs that the fault tests run as processes of their own: they are killed, or their writes are recorded
 * from the first on. Usage: embedded-program.ts PROGRAM FOLDER [ARGUMENT …]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { serialize } from 'node:v8'
import { instantOf } from '@duibiao/base'
import { recordDisk } from './disk-recording.ts'

const [program, folder = '', ...rest] = process.argv.slice(2)

/** Opens the folder, says so, and holds it until the process is killed. */
async function holdFolder(): Promise<void> {
  const { openEmbedded } = await import('./embedded.ts')
  const { makeScheduler } = await import('./scheduler.ts')
  const now = instantOf(Date.UTC(2026, 2, 2))
  await openEmbedded({ folder, scheduler: makeScheduler(() => now) })
  process.stdout.write('open\n')
  setInterval(() => {}, 1_000)
}

/**
 * Creates a database below the folder and commits rows one by one, recording every file operation and noting
 * every commit that was acknowledged.
 */
async function recordCommits(kind: string, commits: number, recordFile: string): Promise<void> {
  const recording = recordDisk(folder)
  const target = path.join(folder, 'db')
  const run = kind === 'durable' ? await openDurable(target) : await openStock(target)
  recording.note('created')
  await run('create table kept (id int primary key)')
  for (let id = 1; id <= commits; id += 1) {
    if (id === Math.floor(commits / 2)) await run('checkpoint')
    await run(`insert into kept values (${id})`)
    recording.note(`committed ${id}`)
  }
  const { operations } = recording
  writeFileSync(recordFile, serialize(operations))
  // Without closing: a power loss does not close either.
  process.exit(0)
}

type RunText = (text: string) => Promise<unknown>

async function openDurable(target: string): Promise<RunText> {
  const { openEmbedded } = await import('./embedded.ts')
  const now = instantOf(Date.UTC(2026, 2, 2))
  const database = await openEmbedded({
    folder: target,
    scheduler: { now: () => now, every: () => () => {} },
  })
  return (text) => database.runScript(text)
}

/** PGlite as it comes, in the same place. */
async function openStock(target: string): Promise<RunText> {
  const { PGlite } = await import('@electric-sql/pglite')
  mkdirSync(target)
  const pglite = await PGlite.create(path.join(target, 'postgres'))
  return (text) => pglite.exec(text)
}

if (program === 'hold') await holdFolder()
else if (program === 'record') await recordCommits(rest[0] ?? '', Number(rest[1]), rest[2] ?? '')
else throw new Error(`no program ${program}`)
