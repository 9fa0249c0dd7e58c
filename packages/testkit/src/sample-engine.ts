import { randomBytes } from 'node:crypto'
import { parseDistrictId } from '@duibiao/base'
import type { Procedure } from '@duibiao/kernel'
import { makeEngine, openLibrary } from '@duibiao/store'
import type { Database, Engine, EngineSetting } from '@duibiao/store'
import type { FixedClock } from './fixed-clock.ts'
import { makeFixedClock } from './fixed-clock.ts'
import { plainCalendar } from './procedure-sketch.ts'
import { sampleProcedure } from './sample-procedure.ts'
import type { TestDatabase } from './test-database.ts'

/** An engine on a test database, with a clock that stands still. */
export interface SampleEngine {
  readonly engine: Engine
  readonly clock: FixedClock
}

/** What a test wants otherwise. */
export interface SampleEngineSettings extends Partial<Omit<EngineSetting, 'database' | 'now'>> {
  readonly procedures?: readonly Procedure[]
  readonly clock?: FixedClock
  /** On another connection than the test database's own. */
  readonly database?: Database
}

/** Enters a district into a test database. */
export async function enterDistrict(opened: TestDatabase, district = 1): Promise<void> {
  await opened.database.execute(
    `insert into district (district_id, code, name) values ($1, $2, '样例区') on conflict do nothing`,
    [district, String(110_000 + district)],
  )
}

/** Makes an engine with some procedures installed, the sample procedure when not said. */
export async function openSampleEngine(
  opened: TestDatabase,
  settings: SampleEngineSettings = {},
): Promise<SampleEngine> {
  const { clock = makeFixedClock(), district = parseDistrictId(1), database, ...rest } = settings
  await enterDistrict(opened, district)
  const engine = await openEngine(database ?? opened.database, { ...rest, district, now: () => clock.now() })
  return { engine, clock }
}

/** Makes an engine on any database, in a district that is there. */
export async function openEngine(
  database: Database,
  settings: Omit<SampleEngineSettings, 'clock' | 'database'> & Pick<EngineSetting, 'district' | 'now'>,
): Promise<Engine> {
  const { procedures = [sampleProcedure()], district, now, ...rest } = settings
  const known = new Map(procedures.map((procedure) => [procedure.hash, procedure]))
  const library = await openLibrary(database, {
    district,
    compile({ hash }) {
      const procedure = known.get(hash)
      if (procedure === undefined) throw new Error(`the test has no procedure ${hash}`)
      return procedure
    },
  })
  const wanted = procedures.map(({ hash, id }) => ({ hash, process: id }))
  await library.install(wanted, { pack: 'sample', at: now() })
  const calendar = plainCalendar()
  return makeEngine({
    district,
    library,
    now,
    random: (length) => new Uint8Array(randomBytes(length)),
    calendar: () => calendar,
    ...rest,
    database,
  })
}
