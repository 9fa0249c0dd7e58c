import { describe, expect, test } from 'vitest'
import { describeFaults, makeRandom, postgresFaults, withstandFaults } from '@duibiao/testkit'
import { faultPort } from './test-fault-site.ts'

// Faults over HTTP, without a standby (docs/reference/faults.md). `npm run fuzz -- faults --count 60` is the long run.
describe('people who ask again under the same key see one effect', () => {
  test('the service and PostgreSQL are killed, restarted and frozen, and connections are cut on both sides [V16.5.3]', async () => {
    const random = makeRandom('faults over HTTP, PostgreSQL')
    const plan = { kind: 'postgres', faults: postgresFaults, clients: 16, random } as const
    const outcome = await withstandFaults(faultPort, plan)
    process.stdout.write(`${describeFaults(outcome)}\n`)
    expect(outcome.faults).toEqual([])
    expect(outcome.log.again).toBeGreaterThan(16)
  })

  test('the service is killed on the embedded database, and answers are cut', async () => {
    const random = makeRandom('faults over HTTP, PGlite')
    const plan = { kind: 'embedded', faults: ['service killed', 'answers cut'], clients: 6, random } as const
    const outcome = await withstandFaults(faultPort, plan)
    process.stdout.write(`${describeFaults(outcome)}\n`)
    expect(outcome.faults).toEqual([])
    expect(outcome.log.again).toBeGreaterThan(6)
  })
})
