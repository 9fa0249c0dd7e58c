import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { AppError, dateAt, instantOf, millisecondsPerDay } from '@duibiao/base'
import type { Instant, LegalDate } from '@duibiao/base'
import { countMatters, lockFolder, openDatabase } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { minuteText } from '../clock-view.ts'
import { sealLedger } from '../command-ledger.ts'
import type { Config } from '@duibiao/server'
import { openInstallation } from '../installation.ts'
import type { Installation } from '../installation.ts'
import { takeInMessage } from '../intake.ts'
import type { Text } from '../language.ts'
import type { Message } from '../message.ts'
import { startProgress } from '../progress.ts'
import type { Session } from '../session.ts'
import { playPeople } from './play.ts'
import type { PlayState } from './play.ts'

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

/** Everybody acts in one group each half hour. */
const tick = 30

type Look = (installation: Installation, end: SeasonEnd) => Promise<void>

/**
 * Plays a season on a district that is opened for it, then hands the district to `look` and closes it.
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
  const { messages, config } = season
  const first = instantOf(messages[0]?.sentAt ?? 0)
  let now = first
  const installation = await openInstallation(terminal, config, { now: () => now, database })
  const progress = startProgress(terminal, messages.length)
  const startedAt = terminal.scheduler.now()
  let sealedOn = dateAt(now, installation.calendar())
  let drawnAt = 0
  try {
    const state = await playPeople({
      ...installation,
      calendar: installation.calendar(),
      messages,
      async takeIn(message) {
        const { matter, isNew } = await takeInMessage(installation, message, terminal.randomBytes)
        return isNew ? matter : undefined
      },
      moveTo(at) {
        now = at
      },
      seed: season.seed,
      until: endOf(season, first),
      tick,
      async watch(played) {
        sealedOn = await sealMonthly(installation, sealedOn)
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

/** An empty folder for a database; one that another process uses is left alone. @throws AppError `database_folder_in_use` */
export function clearFolder(folder: string, now: Instant): void {
  mkdirSync(folder, { recursive: true })
  lockFolder(folder, now).release()
  rmSync(path.join(folder, 'postgres'), { recursive: true, force: true })
  for (const mark of ['creating', 'durable']) rmSync(path.join(folder, mark), { force: true })
}

function endOf({ messages, days }: Season, first: Instant): Instant {
  const last = messages.at(-1)?.sentAt ?? first
  return instantOf(days === undefined ? last + aftermath : first + days * millisecondsPerDay)
}

/** The ledger is sealed each month, as an office would each day. */
async function sealMonthly(installation: Installation, sealedOn: LegalDate): Promise<LegalDate> {
  const today = dateAt(installation.now(), installation.calendar())
  if (today.slice(0, 7) === sealedOn.slice(0, 7)) return sealedOn
  await sealLedger(installation)
  return today
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
