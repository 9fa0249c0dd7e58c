import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import { matterIdOf } from '@duibiao/base'
import type { Actor, Command, Context, NamedEvidence, Procedure, StartBy, Variables } from '@duibiao/kernel'
import type { Surroundings } from './bundle.ts'
import type { Database } from './database.ts'
import { sha256 } from './digest.ts'
import { makeMonthKeeper } from './entry-month.ts'
import type { Workshop } from './group.ts'
import type { GroupRule } from './group-commit.ts'
import { makeGroupCommit } from './group-commit.ts'
import { makeMatterCache } from './matter-cache.ts'
import type { DescribeMatter } from './listing.ts'
import { numberOf } from './matter-number.ts'
import { refusalOf } from './order.ts'
import type { Answer, Opening, PersonalValue } from './order.ts'
import type { ProcedureLibrary } from './procedure-library.ts'

/** What the engine of a district works with. Everything that is not its own comes in here. */
export interface EngineSetting {
  readonly database: Database
  readonly district: DistrictId
  readonly library: ProcedureLibrary
  /** The clock. It may jump: the record of a matter never goes back. */
  readonly now: () => Instant
  /** Random bytes, for ids. */
  readonly random: (length: number) => Uint8Array
  readonly calendar: Context['calendar']
  readonly parameter?: Context['parameter']
  readonly decision?: Context['decision']
  readonly group?: GroupRule
  /** What is listed of a matter and whom it concerns; without it lists by sight stay empty. */
  readonly describe?: DescribeMatter
  /** Number and title of a matter that a message or signal begins; without it a number made from its id, and no title. */
  readonly opening?: (procedure: Procedure, variables: Variables) => Promise<Opening>
  /** In place of the kernel's, for tests that need a decision to go wrong. */
  readonly decide?: NonNullable<Surroundings['decide']>
}

/** Who gives a command, and under which idempotency key. */
export interface Circumstances {
  readonly key: string
  readonly actor: Actor
  /** Personal values whose commitments stand in the command. */
  readonly personal?: readonly PersonalValue[]
}

export interface StartRequest extends Circumstances {
  /** Id of a process (its latest version is taken) or the content hash of a procedure. */
  readonly procedure: string
  readonly variables?: Variables
  readonly by?: StartBy
  readonly evidence?: readonly NamedEvidence[]
  /** What people call it by; made from its id when not said. */
  readonly number?: string
  readonly title?: string
  readonly id?: MatterId
}

/** Carries out commands on the matters of one district, each once. */
export interface Engine {
  readonly setting: EngineSetting
  readonly workshop: Workshop
  /**
   * Opens a matter, in one statement. A refusal is an answer; given again with the same key, the same receipt comes.
   * @throws AppError `database_unavailable` and the like: then it is unknown whether the command was carried out, and it
   * is given again with the same key
   */
  start(request: StartRequest): Promise<Answer>
  /** Gives a matter a command, in two statements, or in one when this process wrote it last. Throws as `start` does. */
  act(matter: MatterId, command: Command, circumstances: Circumstances): Promise<Answer>
  /** A new id, which sorts by time. */
  makeId(): MatterId
  /** Waits until no command is under way. */
  drain(): Promise<void>
}

/** The engine of one district on a database. It fires no timers by itself: `fireDueTimers` does. */
export function makeEngine(setting: EngineSetting): Engine {
  const { database, district, library, now, random, calendar } = setting
  const around: Surroundings = {
    district,
    digest: sha256.digest,
    now,
    find: (hash) => library.find(hash),
    called: (reference) => library.called(reference),
    decision: setting.decision ?? (() => undefined),
    calendar,
    parameter: setting.parameter ?? (() => undefined),
    ...(setting.decide && { decide: setting.decide }),
    ...(setting.describe && { describe: setting.describe }),
  }
  const cache = makeMatterCache(setting.group?.remembered ?? 2_000)
  const workshop: Workshop = { district, library, around, cache }
  const groups = makeGroupCommit(database, workshop, setting.group)
  const keepMonth = makeMonthKeeper(database)
  function makeId(): MatterId {
    return matterIdOf(now(), random(10))
  }
  return {
    setting,
    workshop,
    async start(request) {
      const { procedure: wanted, variables, by, evidence, key, actor, personal = [] } = request
      const procedure = library.latest(wanted)?.hash ?? (await findHash(library, wanted))
      if (procedure === undefined) return refusalOf('procedure_unknown', { procedure: wanted })
      const matter = request.id ?? makeId()
      const command: Command = {
        kind: 'start',
        procedure,
        ...(variables && { variables }),
        ...(by && { by }),
        ...(evidence && { evidence }),
      }
      const opening = { number: request.number ?? numberOf(matter), title: request.title ?? '' }
      await keepMonth(matter)
      return groups.submit({ matter, command, actor, key, opening, personal })
    },
    act: (matter, command, { key, actor, personal = [] }) =>
      groups.submit({ matter, command, actor, key, personal }),
    makeId,
    drain: () => groups.drain(),
  }
}

async function findHash(library: ProcedureLibrary, wanted: string): Promise<string | undefined> {
  await library.ensure([wanted])
  return library.latest(wanted)?.hash ?? library.list().find(({ hash }) => hash === wanted)?.hash
}
