import { applicationRole, openDatabase, openPostgres } from '@duibiao/store'
import type { Database, Scheduler } from '@duibiao/store'
import type { Config } from './config.ts'

/** The database of the service, for requests and for work that may take longer. */
export interface WorkingDatabase {
  readonly database: Database
  /** For reports and jobs: statements may take as long as the settings say. The same one where it is embedded. */
  readonly patient: Database
  readonly close: () => Promise<void>
}

/** Opens what is opened here; what the ports bring is used and left open. */
export async function openWorkingDatabase(
  { database: place, limits }: Config,
  { database: given, scheduler }: { readonly database?: Database; readonly scheduler: Scheduler },
): Promise<WorkingDatabase> {
  if (given !== undefined) return { database: given, patient: given, close: async () => {} }
  if ('folder' in place) {
    const database = await openDatabase({ ...place, scheduler })
    return { database, patient: database, close: () => database.close() }
  }
  const statementTimeout = limits.statementMilliseconds
  const database = await openDatabase({ ...place, statementTimeout })
  const patient = await openPatient(place.url, limits.reportMilliseconds).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  return {
    database,
    patient,
    async close() {
      await patient.close()
      await database.close()
    },
  }
}

function openPatient(url: string, statementTimeout: number): Promise<Database> {
  return openPostgres({ url, role: applicationRole, connections: 4, statementTimeout })
}
