import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  addDays,
  chinaCalendar,
  dateAt,
  instantAt,
  millisecondsPerDay,
  millisecondsPerHour,
} from '@duibiao/base'
import type { Instant, LegalDate } from '@duibiao/base'
import { groundFile, makeSecretBox, openKeyFile, openTenant, readPackFolder } from '@duibiao/server'
import type { Config } from '@duibiao/server'
import { listRegistryChanges, openSigner, readLastChange } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { planBenchmarking } from '../minghu/benchmarking.ts'
import { makeDistrict, makeSeason } from '../minghu/district.ts'
import type { MinghuDistrict } from '../minghu/district.ts'
import { groundText } from '../minghu/ground.ts'
import { planRace } from '../minghu/race-plan.ts'
import type { SeasonPlan } from '../minghu/season-plan.ts'
import { readWrittenDistrict } from '../minghu/written-file.ts'
import { arrivalsOf, comparisonsOf } from '../simulation/arrival.ts'
import type { Arrival } from '../simulation/arrival.ts'
import { playHistory } from '../simulation/history.ts'
import type { PlayState } from '../simulation/play.ts'
import { makeWorld } from '../simulation/world.ts'
import type { World } from '../simulation/world.ts'
import type { Terminal } from '../terminal.ts'
import { lacksAccounts, makeAccounts } from './account.ts'
import { enterMinghu, fillRegistry, minghu } from './enter-minghu.ts'
import { fillBoundaries } from './fill-boundaries.ts'
import { fillStatistics, lacksStatistics } from './fill-statistics.ts'
import { connectOutside, makePastOutbox } from './outside.ts'
import { makeRaceKeeper } from './zone-race.ts'

/** How much of a past the demonstration begins with. `short` has as many days and about half as many messages. */
export type HistorySize = 'short' | 'full'

const messagesPerDay = { short: 22, full: 45 } as const
const patrolShare = { short: 0.12, full: 0.3 } as const

/** Days before today on which the history begins. */
const historyDays = 90

/** Days after today for which arrivals are planned, for a living day. */
const daysAhead = 30

/** What the district is played with: what came in and will come in by plan, and what its people know. */
export interface Demonstration {
  readonly seed: number
  readonly world: World
  readonly arrivals: readonly Arrival[]
}

/** What the demonstration is made with. */
export interface DemonstrationSetting {
  readonly config: Config
  readonly database: Database
  readonly terminal: Pick<Terminal, 'scheduler' | 'randomBytes'>
  readonly size: HistorySize
  readonly seed: number
  /** Days of history; 90 when not said. */
  readonly days?: number
  /** How much of the stretch that is played is over, 0 to 1. */
  readonly watch: (share: number, state: PlayState) => void
}

/**
 * Makes the demonstration district, or brings it up to date: enters it, fills its registry, plays its past up to now and makes
 * its accounts. What is there stays; days on which nobody ran it are played after.
 * @returns what a living day is played with, worked out when first asked for
 * @throws AppError `demonstration_elsewhere` when the database is that of real people
 */
export async function prepareDemonstration(setting: DemonstrationSetting): Promise<() => Demonstration> {
  const { config, database, terminal } = setting
  const { district } = config
  const until = terminal.scheduler.now()
  await enterMinghu(database, district)
  const begun = await readBeginning(setting)
  const plan = lazily(() => makePlan(begun, until))
  await fillRegistry(database, () => plan().made, { district, at: begun.at, by: signatureOf(begun) })
  keepGround(config, begun)
  const now = (await readLastChange(database, district)) ?? begun.at
  const isBehind = until - now > millisecondsPerHour
  const isBare = (await lacksAccounts(database, district)) || (await lacksStatistics(database, district))
  if (isBehind || isBare) {
    await bringUpToDate(setting, plan(), { from: now, until: isBehind ? until : now })
  }
  return plan
}

/** Puts the ground of the maps into the data folder, where it is not there yet. */
function keepGround(config: Config, { seed, from }: Beginning): void {
  const file = groundFile(config, minghu.code)
  if (existsSync(file)) return
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, groundText(makeDistrict(readWrittenDistrict(), { seed, from }).geography))
}

interface Plan extends Demonstration {
  readonly made: MinghuDistrict
  readonly season: SeasonPlan
}

function makePlan({ seed, size, from }: Beginning, until: Instant): Plan {
  const made = makeDistrict(readWrittenDistrict(), { seed, from })
  const days = Math.ceil((until - instantAt(from, '00:00', china)) / millisecondsPerDay) + daysAhead
  const choice = { days, perDay: messagesPerDay[size], perWorker: patrolShare[size] }
  const season = makeSeason(made, choice)
  const world = makeWorld(made, season.behaviours)
  const compared = comparisonsOf(planBenchmarking(from), china)
  const arrivals = [...arrivalsOf(season, china), ...compared].toSorted((one, other) => one.at - other.at)
  return { seed, made, season, world, arrivals }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

/** Plays what is missing, and makes the accounts for people who have something to do at its end. */
async function bringUpToDate(
  { config, database, terminal, watch }: DemonstrationSetting,
  { world, arrivals, seed, season, made }: Plan,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Promise<void> {
  const clock = { now: from }
  const tenant = await openTenant({
    database,
    district: config.district,
    now: () => clock.now,
    random: terminal.randomBytes,
    secrets: makeSecretBox(openKeyFile(config.secretKey, terminal.randomBytes)),
    signIn: config.signIn,
    firstPacks: () => readPackFolder(config.packs),
  })
  await connectOutside(tenant, made.written.categories.values())
  await playHistory({
    tenant,
    outbox: makePastOutbox(tenant, until),
    world,
    arrivals,
    seed,
    from,
    until,
    signer: () => openSigner(config.ledgerKey),
    moveTo(at) {
      clock.now = at
    },
    daily: makeRaceKeeper(tenant, planRace(made.from, china)),
    watch: (state) => watch((state.now - from) / (until - from), state),
  })
  clock.now = until
  await makeAccounts(tenant, { messages: season.messages.filter(({ at }) => at <= until) })
  await fillStatistics(tenant, { seed, from: made.from })
  await fillBoundaries(tenant, { seed, skeleton: made.written.skeleton })
  await tenant.engine.drain()
}

interface Beginning {
  readonly seed: number
  readonly size: HistorySize
  readonly from: LegalDate
  readonly at: Instant
}

/** With what the district was made: written in the log of its registry. */
async function readBeginning(setting: DemonstrationSetting): Promise<Beginning> {
  const { database, config, terminal, days = historyDays } = setting
  const [log] = (
    await listRegistryChanges(database, config.district, { part: 'area', subject: minghu.code })
  ).toReversed()
  const [, seed, size] = /^minghu seed=(\d+) history=(short|full)$/.exec(log?.by ?? '') ?? []
  if (log !== undefined && seed !== undefined) {
    const from = dateAt(log.at, china)
    return { seed: Number(seed), size: size === 'full' ? 'full' : 'short', from, at: log.at }
  }
  const from = addDays(dateAt(terminal.scheduler.now(), china), -days)
  return { seed: setting.seed, size: setting.size, from, at: instantAt(from, '00:00', china) }
}

const china = chinaCalendar()

function signatureOf({ seed, size }: Beginning): string {
  return `minghu seed=${seed} history=${size}`
}
