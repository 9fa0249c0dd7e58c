import { parseDistrictId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import type { Procedure, Trigger } from '@duibiao/kernel'
import type { Engine, Row } from '@duibiao/store'
import type { FixedClock } from './fixed-clock.ts'
import { makeFixedClock } from './fixed-clock.ts'
import { sketchStarter } from './procedure-sketch.ts'
import { openSampleEngine } from './sample-engine.ts'
import type { SampleEngineSettings } from './sample-engine.ts'
import type { TestDatabase } from './test-database.ts'

/** A district of its own in a test database, for procedures that begin by themselves: the record cannot be emptied. */
export interface StartScene {
  readonly district: DistrictId
  /** Monday, 2 March 2026, nine in the morning. */
  readonly clock: FixedClock
  /** A process at work: installs what is new of these procedures and gives an engine. */
  readonly install: (
    procedures: readonly Procedure[],
    settings?: Pick<SampleEngineSettings, 'decide'>,
  ) => Promise<Engine>
  /** The matters that there are, sorted: procedure, and which occurrence each stands for, as in `p 1 03-02T10:00`. */
  readonly started: () => Promise<readonly string[]>
  /** Process and next occurrence of each start timer. */
  readonly rows: () => Promise<readonly Row[]>
}

let districts = 0

/** A district of its own, with a clock that stands still, in which procedures begin by themselves. */
export function makeStartScene(opened: TestDatabase): StartScene {
  districts += 1
  const district = parseDistrictId(districts)
  const clock = makeFixedClock()
  return {
    district,
    clock,
    async install(procedures, settings = {}) {
      const { engine } = await openSampleEngine(opened, { ...settings, procedures, clock, district })
      return engine
    },
    async started() {
      const found = await opened.database.query<StartedRow>(startedText, [district])
      return found
        .map(({ procedure, body }) => `${procedure.replace('hash of ', '')} ${dueOf(body)}`)
        .toSorted()
    },
    rows: () => opened.database.query(rowsText, [district]),
  }
}

/** Started by an event → user task → end, in one of its versions; its hash is `hash of <id> <version>`. */
export function sketchVersion(id: string, trigger: Trigger, version = 1): Procedure {
  return { ...sketchStarter(id, trigger), hash: `hash of ${id} ${version}` }
}

interface StartedRow {
  readonly procedure: string
  readonly body: string
}

function dueOf(body: string): string {
  const { input }: { readonly input: { readonly by: { readonly dueAt: number } } } = JSON.parse(body)
  return new Date(input.by.dueAt + 8 * 3_600_000).toISOString().slice(5, 16)
}

const startedText = `select matter.procedure, entry.body
from entry
join matter on matter.district_id = entry.district_id
  and matter.matter_id = entry.matter_id
where entry.district_id = $1
  and entry.seq = 1`

const rowsText = `select process, firing
from start_timer
where district_id = $1
order by process`
