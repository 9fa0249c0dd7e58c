import type { Database } from './database.ts'

/**
 * Runs work whose commits do not wait for the disk, for what can be made again after a power cut: nothing is torn, only the
 * last commits may be missing. When it ends everything is on the disk. On a server, whose sessions are shared, the work
 * simply runs.
 */
export async function withLooseCommits<Result>(
  database: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  if (database.kind !== 'embedded') return work()
  await database.runScript('set synchronous_commit = off')
  try {
    return await work()
  } finally {
    // A commit that waits takes with it all that was written before, and one that wrote nothing would not wait.
    await database.runScript(
      "set synchronous_commit = on; select pg_logical_emit_message(true, 'duibiao', 'flushed')",
    )
  }
}
