import path from 'node:path'
import { AppError, addDays, dateAt, instantOf, millisecondsPerDay } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Config } from '@duibiao/server'
import { countMatters, openDatabase } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { minuteText } from '../clock-view.ts'
import { enterMinghu, fillRegistry } from '../demonstration/enter-minghu.ts'
import { openInstallation } from '../installation.ts'
import type { Installation } from '../installation.ts'
import type { Text } from '../language.ts'
import type { Message } from '../message.ts'
import { makeDistrict, makeSeason } from '../minghu/district.ts'
import { readWrittenDistrict } from '../minghu/written-file.ts'
import { startProgress } from '../progress.ts'
import type { Session } from '../session.ts'
import { settleMessages } from './foreign-message.ts'
import { playHistory } from './history.ts'
import type { PlayState } from './play.ts'
import { makeWorld } from './world.ts'

/** What is played, and where. */
export interface Season {
  readonly config: Config
  /** In the order of their time; at least one. */
  readonly messages: readonly Message[]
  readonly seed: number
  /** Days played after the first message; without it until the work of the last one is done. */
  readonly days: number | undefined
}

/** How a season ended. */
export interface SeasonEnd {
  readonly state: PlayState
  /** Milliseconds of real time. */
  readonly lasted: number
}

/** Time in which open work may end after the last message. */
const aftermath = 60 * millisecondsPerDay

type Look = (installation: Installation, end: SeasonEnd) => Promise<void>

/**
 * Plays messages of another place by the people of the demonstration district, on a database that is opened for it, then
 * hands the district to `look` and closes it.
 * @throws AppError `database_not_empty`: played matters never get among others
 */
export async function playSeason(season: Season, session: Session, look: Look): Promise<void> {
  const { scheduler } = session.terminal
  const { config } = season
  const database = await openDatabase({ ...config.database, scheduler })
  try {
    const counts = Object.values(await countMatters(database, config.district))
    const count = counts.reduce((sum, matters) => sum + matters, 0)
    if (count > 0) throw new AppError('database_not_empty', { place: placeText(config), count })
    await playOn(database, { season, session, look })
  } finally {
    await database.close()
  }
}

/** A database as a sentence names it, without the password. */
function placeText({ database }: Config): string {
  return 'folder' in database ? path.dirname(database.folder) : database.url.replace(/\/\/[^@/]*@/, '//')
}

async function playOn(
  database: Database,
  { season, session, look }: { readonly season: Season; readonly session: Session; readonly look: Look },
): Promise<void> {
  const { terminal } = session
  const { messages, config, seed } = season
  const { district } = config
  const from = instantOf((messages[0]?.sentAt ?? 0) - 1)
  const clock = { now: from }
  const made = makeDistrict(readWrittenDistrict(), {
    seed,
    from: addDays(dateAt(from, { utcOffsetMinutes: 480 }), -1),
  })
  await enterMinghu(database, district)
  await fillRegistry(database, () => made, { district, at: from, by: 'simulation' })
  const installation = await openInstallation(terminal, config, { now: () => clock.now, database })
  const progress = startProgress(terminal, messages.length)
  const startedAt = terminal.scheduler.now()
  let drawnAt = 0
  try {
    const state = await playHistory({
      tenant: installation,
      outbox: installation.outbox,
      signer: installation.signer,
      world: makeWorld(made, makeSeason(made, { days: 1 }).behaviours),
      arrivals: settleMessages(messages, made, seed),
      seed,
      from,
      until: endOf(season, from),
      moveTo(at) {
        clock.now = at
      },
      watch(played) {
        const real = terminal.scheduler.now()
        if (terminal.redraw !== undefined && real - drawnAt < 100) return
        drawnAt = real
        progress.show(played.received, session.say(texts.progress, noteOf(played)))
      },
    })
    progress.finish()
    await look(installation, { state, lasted: terminal.scheduler.now() - startedAt })
  } finally {
    progress.finish()
    await installation.close()
  }
}

function endOf({ messages, days }: Season, first: Instant): Instant {
  const last = messages.at(-1)?.sentAt ?? first
  return instantOf(days === undefined ? last + aftermath : first + days * millisecondsPerDay)
}

function noteOf({ now, received, commands, timers }: PlayState): Readonly<Record<string, string | number>> {
  return { at: minuteText(now), received, commands, timers }
}

const texts = {
  progress: {
    zh: '{at}  收到 {received} 件，办理操作 {commands} 次，定时触发 {timers} 次',
    en: '{at}  {received} received, {commands} commands, {timers} timers fired',
  },
} as const satisfies Readonly<Record<string, Text>>
