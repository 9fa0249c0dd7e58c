import { AppError } from '@duibiao/base'
import { objectionStates, raceStageStates } from '@duibiao/contract'
import type { MatterState } from '@duibiao/kernel'
import { listTasks } from '@duibiao/kernel'
import type { FoundMatter } from '@duibiao/store'
import { Type } from 'typebox'
import type { Static } from 'typebox'
import type { Caller, HeldPost } from './caller.ts'
import { matterIdIn } from './matter-access.ts'
import { ownVariables } from './matter-description.ts'
import { wordingOf } from './matter-page.ts'
import type { Tenant } from './tenant.ts'
import { makeValidator } from './validation.ts'

const text = Type.String()
const number = Type.Integer({ minimum: 1 })
const real = Type.Union([Type.Number(), Type.Null()])
const noted = Type.Optional(Type.Union([Type.String(), Type.Null()]))

const StageResult = Type.Object({
  no: number,
  ranking: text,
  input: text,
  result: text,
  at: text,
  reason: noted,
  objection: Type.Optional(Type.Union([number, Type.Null()])),
  changes: Type.Array(Type.Object({ zone: number, indicator: text, from: real, to: real })),
})

/** What a race keeps in its matter; docs/reference/packs.md has the names. */
const RaceVariables = Type.Object({
  lead_office: text,
  race_name: text,
  race_recipe: Type.Object({ recipe: text, version: number, hash: text }),
  race_zones: Type.Array(
    Type.Object({
      no: number,
      name: text,
      office: text,
      group: noted,
      areas: Type.Array(text),
      policy: text,
    }),
  ),
  race_stages: Type.Array(
    Type.Object({
      no: number,
      name: text,
      from: text,
      to: text,
      state: Type.Enum([...raceStageStates]),
      data_note: noted,
      known_note: noted,
      evidence: Type.Optional(Type.Array(text)),
      comments: Type.Array(
        Type.Object({ zone: number, by: text, strengths: text, shortfalls: text, requirements: text }),
      ),
      results: Type.Array(StageResult),
    }),
  ),
  stage_no: Type.Optional(Type.Union([number, Type.Null()])),
  objections: Type.Array(
    Type.Object({
      no: number,
      zone: number,
      stage: number,
      text,
      at: text,
      state: Type.Enum([...objectionStates]),
      reason: noted,
      answer: noted,
      /** Says which request raised it. */
      key: noted,
    }),
  ),
})

export type RaceRecord = Static<typeof RaceVariables>
export type RaceStageRecord = RaceRecord['race_stages'][number]
export type StageResultRecord = Static<typeof StageResult>

const validator = makeValidator(RaceVariables, 'body')

/** A race with its matter. */
export interface HeldRace {
  readonly matter: Pick<
    FoundMatter,
    'matter' | 'number' | 'title' | 'procedure' | 'state' | 'data' | 'openedAt'
  >
  readonly race: RaceRecord
}

/** The procedures that are races, by the packs that name them. */
export function raceProcesses({ packs }: Pick<Tenant, 'packs'>): readonly {
  readonly pack: string
  readonly process: string
}[] {
  return packs.list().flatMap(({ manifest: { name, benchmark } }) => {
    const process = benchmark?.race
    return process === undefined ? [] : [{ pack: name, process }]
  })
}

/** What a matter keeps of a race; undefined where somebody changed it into what is none. */
export function raceOf(matter: HeldRace['matter']): HeldRace | undefined {
  // JSON again, since the values of a matter are frozen and the validator may give defaults.
  const race: RaceRecord = JSON.parse(JSON.stringify(ownVariables(matter.data)))
  return validator.check(race).length === 0 ? { matter, race } : undefined
}

/** A race by its id. @throws AppError `resource_missing` also for a matter that is none */
export async function requireRace(tenant: Tenant, id: string): Promise<HeldRace> {
  const read = await tenant.readMatter(matterIdIn(id))
  const known = read && raceProcesses(tenant).some(({ process }) => process === processOf(tenant, read.found))
  const race = known === true ? raceOf(read.found) : undefined
  if (race === undefined) throw new AppError('resource_missing')
  return race
}

function processOf({ engine }: Tenant, { procedure }: Pick<FoundMatter, 'procedure'>): string {
  return engine.workshop.around.find(procedure).id
}

/** The messages that nobody but the service gives, for which a race waits. */
export function isWaitingFor(state: MatterState, name: 'stage_counted' | 'stage_corrected'): boolean {
  return Object.values(state.subscriptions).some((one) => one.kind === 'message' && one.name === name)
}

/** The steps of a race that somebody has to do. */
export function openSteps(
  tenant: Tenant,
  { state, procedure }: Pick<FoundMatter, 'state' | 'procedure'>,
): { readonly element: string; readonly name: { readonly zh: string; readonly en: string } }[] {
  const { find } = tenant.engine.workshop.around
  const pack = tenant.packs.ofProcedure(procedure)
  return listTasks(state, find).map(({ element, name }) => ({
    element,
    name: wordingOf(pack, 'task', { id: element, name }),
  }))
}

const leading = ['department_handler', 'department_head'] as const

/** The post in which somebody works for the office that leads a race. */
export function findLeadPost(caller: Caller, office: string): HeldPost | undefined {
  if (caller.kind === 'anonymous') return undefined
  return caller.posts.find((post) => post.office === office && leading.some((role) => role === post.role))
}

/** The post in which somebody speaks for a zone: of the office that the zone names. */
export function findZonePost(caller: Caller, office: string): HeldPost | undefined {
  if (caller.kind === 'anonymous') return undefined
  return caller.posts.find((post) => post.office === office)
}
