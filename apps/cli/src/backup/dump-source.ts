import { isAppError } from '@duibiao/base'
import { readServedDump } from '@duibiao/server'
import type { Config } from '@duibiao/server'
import { dumpDatabase } from '@duibiao/store'
import type { Database, DumpLine, Scheduler } from '@duibiao/store'
import { openAsOwner } from './owner-database.ts'

/**
 * Reads the whole database, through the service when that serves the embedded one.
 * @returns rows by table
 * @throws AppError `database_folder_in_use` when the process that uses it is not the service, or not yet
 */
export async function takeDump(
  config: Config,
  scheduler: Scheduler,
  put: (line: DumpLine) => Promise<void>,
): Promise<Readonly<Record<string, number>>> {
  let counts: Readonly<Record<string, number>> = {}
  async function take(line: DumpLine): Promise<void> {
    if (line.line === 'end') counts = line.counts
    await put(line)
  }
  const opened = await openOrAsk(config, scheduler)
  if ('served' in opened) {
    for await (const line of opened.served) await take(line)
    return counts
  }
  try {
    await dumpDatabase(opened.database, scheduler.now(), take)
  } finally {
    await opened.database.close()
  }
  return counts
}

async function openOrAsk(
  config: Config,
  scheduler: Scheduler,
): Promise<{ readonly database: Database } | { readonly served: AsyncGenerator<DumpLine> }> {
  try {
    return { database: await openAsOwner(config, scheduler) }
  } catch (error) {
    const served = isAppError(error, 'database_folder_in_use') ? await readServedDump(config.data) : undefined
    if (served === undefined) throw error
    return { served }
  }
}
