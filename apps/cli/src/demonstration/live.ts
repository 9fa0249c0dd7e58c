import type { Tenant } from '@duibiao/server'
import { plainOutbox } from '@duibiao/server'
import { millisecondsPerHour } from '@duibiao/base'
import { startJob } from '@duibiao/store'
import type { Scheduler } from '@duibiao/store'
import { startPlay } from '../simulation/play.ts'
import type { PlayState } from '../simulation/play.ts'
import type { Demonstration } from './demonstration.ts'

/** A living day: people of the district act from now on, beside the real ones. */
export interface Live {
  readonly state: () => PlayState
  /** Lets those who act now end. */
  readonly stop: () => Promise<void>
}

/** Within so many hours everything that is open is looked at by somebody. */
const takeUpHours = 8

/**
 * Lets people arrive and act on the service's own engine, whose jobs fire timers and carry messages. What a real user did
 * before them is refused to them, and nothing comes of it.
 * @param haste how many times quicker than life they are
 */
export async function startLive(
  tenant: Tenant,
  { world, arrivals, seed }: Demonstration,
  {
    scheduler,
    haste,
    tellFault,
  }: { scheduler: Scheduler; haste: number; tellFault: (error: unknown) => void },
): Promise<Live> {
  const now = scheduler.now()
  const play = startPlay({ tenant, outbox: plainOutbox, world, arrivals, seed, haste }, now)
  await play.takeUp(now, (takeUpHours * millisecondsPerHour) / haste)
  const stop = startJob(scheduler, 1000, () => play.step(scheduler.now()).catch(tellFault))
  return { state: play.state, stop }
}
