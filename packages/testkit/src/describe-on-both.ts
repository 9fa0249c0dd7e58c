import { afterAll, describe } from 'vitest'
import type { TestDatabase, TestDatabaseSettings } from './test-database.ts'
import { openTestDatabase } from './test-database.ts'

/** Opens a database of the kind under test; it is closed after the last test of the group. */
export type OpenDatabase = (settings?: Pick<TestDatabaseSettings, 'migrated'>) => Promise<TestDatabase>

/** The two kinds and what their groups of tests are called. */
const kinds = [
  { kind: 'embedded', name: 'PGlite' },
  { kind: 'postgres', name: 'PostgreSQL' },
] as const

/** Runs the same tests on the embedded database and on a PostgreSQL server. */
export function describeOnBoth(title: string, define: (open: OpenDatabase) => void): void {
  for (const { kind, name } of kinds) {
    describe(`${title} (${name})`, () => {
      const opened: TestDatabase[] = []
      afterAll(async () => {
        for (const database of opened) await database.close()
      })
      define(async (settings = {}) => {
        const database = await openTestDatabase({ ...settings, kind })
        opened.push(database)
        return database
      })
    })
  }
}
