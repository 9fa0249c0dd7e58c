import { dateAt, instantOf, millisecondsPerHour, millisecondsPerMinute } from '@duibiao/base'
import type { Instant, LegalDate } from '@duibiao/base'
import { nextTimerAt, sealEntries, withLooseCommits } from '@duibiao/store'
import type { Signer } from '@duibiao/store'
import { makeChance } from './chance.ts'
import { startPlay } from './play.ts'
import type { PlaySetting, PlayState } from './play.ts'

/** A stretch of the past to be played. */
export interface History extends PlaySetting {
  readonly signer: () => Signer
  readonly from: Instant
  /** The play ends here at the latest; work that is open then stays open. */
  readonly until: Instant
  /** Moves the clock that the tenant reads. */
  readonly moveTo: (at: Instant) => void
  readonly watch: (state: PlayState) => void
  /** What people do each morning beside the tasks that wait for them. */
  readonly daily?: (today: LegalDate) => Promise<void>
}

/** Everybody acts together about so often, in minutes, so that tens of thousands of commands share two thousand commits. */
const together = 60

/** The hour at which offices have begun to work. */
const officeHour = 9

/** When work that was open before the stretch begins is looked at again: within so many working hours. */
const takeUpSpan = 8 * 60 * millisecondsPerMinute

/**
 * Plays a stretch of the past of a district through its engine, as if nobody had known what comes. What a power cut takes
 * of it can be played again, so a commit does not wait for the disk; at the end all of it is there.
 */
export function playHistory(history: History): Promise<PlayState> {
  return withLooseCommits(history.tenant.database, () => playThrough(history))
}

async function playThrough(history: History): Promise<PlayState> {
  const { tenant, from, until, moveTo, watch, seed } = history
  const calendar = tenant.calendar()
  moveTo(from)
  const play = startPlay(history, from)
  await play.takeUp(from, takeUpSpan)
  const chance = makeChance(seed, 'pace', from)
  /** The day whose morning has come. */
  function morningAt(at: Instant): LegalDate {
    return dateAt(instantOf(at - officeHour * millisecondsPerHour), calendar)
  }
  let sealedOn = dateAt(from, calendar)
  let attendedOn = morningAt(from)
  for (let now = from; now < until;) {
    const timerAt = await nextTimerAt(tenant.database, tenant.district)
    const next = earlier(play.nextAt(), timerAt)
    if (next === undefined || next > until) break
    const pause = chance.between(0.4, 1) * together * millisecondsPerMinute
    now = instantOf(Math.min(until, Math.floor(Math.max(next, now + 1) + pause)))
    moveTo(now)
    // Timers first: who acts now finds what they did.
    await play.runClockwork()
    await play.step(now)
    const today = morningAt(now)
    if (today > attendedOn) {
      await history.daily?.(today)
      attendedOn = today
    }
    sealedOn = await sealMonthly(history, now, sealedOn)
    watch(play.state())
  }
  return play.state()
}

function earlier(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one < other ? one : other
}

/** The ledger is sealed each month, as an office would each day. @returns the day of the last sealing */
async function sealMonthly(
  { tenant, signer }: History,
  now: Instant,
  sealedOn: LegalDate,
): Promise<LegalDate> {
  const today = dateAt(now, tenant.calendar())
  if (today.slice(0, 7) === sealedOn.slice(0, 7)) return sealedOn
  await sealEntries(tenant.database, tenant.district, { signer: signer(), at: now })
  return today
}
