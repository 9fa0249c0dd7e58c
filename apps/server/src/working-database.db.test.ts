import { describe, expect, test } from 'vitest'
import { makeFixedClock, openTestDatabase } from '@duibiao/testkit'
import { readConfig } from './config.ts'
import { openWorkingDatabase } from './working-database.ts'

describe('the database of the service', () => {
  test('cancels a statement of a request after its time, and lets reports take theirs [V15.2.2]', async () => {
    const opened = await openTestDatabase({ kind: 'postgres' })
    const environment = { DUIBIAO_DATABASE_URL: opened.url, DUIBIAO_STATEMENT_MILLISECONDS: '100' }
    const config = readConfig({ environment, folder: '/', home: '/', language: 'en' })
    const working = await openWorkingDatabase(config, { scheduler: makeFixedClock() })
    const slow = 'select pg_sleep(0.3)'
    await expect(working.database.query(slow)).rejects.toMatchObject({ code: 'statement_timeout' })
    await expect(working.patient.query(slow)).resolves.toHaveLength(1)
    const [row] = await working.patient.query(
      `select current_user as who, current_setting('statement_timeout') as span`,
    )
    expect(row).toEqual({ who: 'duibiao_app', span: '1min' })
    await working.close()
    await opened.close()
  }, 60_000)
})
