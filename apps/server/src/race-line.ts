import { dateAt, formatInstant, instantOf } from '@duibiao/base'
import type { AnswerOf, listRaces, readRace } from '@duibiao/contract'
import type { Caller } from './caller.ts'
import { defined } from './defined.ts'
import { mayAsk } from './permit.ts'
import { findLeadPost, findZonePost, isWaitingFor, openSteps } from './race-book.ts'
import type { HeldRace, RaceStageRecord } from './race-book.ts'
import { recipeOfRace } from './race-count.ts'
import { readKept, resultLine, standingLines } from './race-result.ts'
import type { KeptStage } from './race-result.ts'
import { shownOf } from './recipe-rule.ts'
import { officeName } from './supervision-line.ts'
import type { Tenant } from './tenant.ts'

type RaceAnswer = AnswerOf<typeof readRace>

/** A race in the form of a list. */
export function raceLine(
  tenant: Tenant,
  { matter, race }: HeldRace,
): AnswerOf<typeof listRaces>['rows'][number] {
  const { race_stages: stages } = race
  return {
    id: matter.matter,
    number: matter.number,
    name: race.race_name,
    status: matter.state.status,
    lead_office: race.lead_office,
    lead_office_name: officeName(tenant, race.lead_office),
    announced_at: formatInstant(matter.openedAt),
    from: stages.map(({ from }) => from).toSorted()[0] ?? '',
    to:
      stages
        .map(({ to }) => to)
        .toSorted()
        .at(-1) ?? '',
    zones: race.race_zones.length,
    stages: stages.map(({ no, name, state }) => ({ no, name, state })),
  }
}

/** A race whole, with what the asker may see and do of it. */
export async function racePage(tenant: Tenant, caller: Caller, held: HeldRace): Promise<RaceAnswer> {
  const { matter, race } = held
  const { content, found } = await recipeOfRace(tenant, held)
  const seen = race.race_stages.filter((stage) => isShown(caller, race, stage))
  const kept = await readKept(tenant, held, seen)
  const byStage = new Map(kept.map((one) => [one.stage.no, one]))
  return {
    ...raceLine(tenant, held),
    zones: race.race_zones.map((zone) => zoneLine(tenant, zone)),
    stages: race.race_stages.map((stage) => ({
      ...stageLine(tenant, held, stage),
      // What a leader says of a stage goes with its result.
      comments: byStage.has(stage.no) ? stage.comments.map((one) => ({ ...one })) : [],
      results: (byStage.get(stage.no)?.results ?? []).map((one) => resultLine(race, content, one)),
    })),
    objections: race.objections.map(objectionLine),
    standings: standingLines(race, withResults(kept), content),
    recipe: {
      ...race.race_recipe,
      name: content.name,
      ...content.period,
      shown: shownOf(content),
      indicators: content.indicators.map(({ code, name, source }) => ({ code, name, source })),
      ...defined({ approved_at: found.approved && formatInstant(found.approved.at) }),
    },
    steps: openSteps(tenant, matter),
    allowed: allowedTo(caller, held),
    own_zones: race.race_zones.flatMap(({ no, office }) =>
      mayAsk(caller, 'race.object') && findZonePost(caller, office) !== undefined ? [no] : [],
    ),
  }
}

function withResults(kept: readonly KeptStage[]): readonly KeptStage[] {
  return kept.filter(({ results }) => results.length > 0)
}

/** Results are shown to all staff from the day they are open to objections; before to who looks over the district, or leads. */
function isShown(caller: Caller, race: HeldRace['race'], { state }: RaceStageRecord): boolean {
  const isOpen = state === 'open' || state === 'reviewing' || state === 'known'
  return isOpen || mayAsk(caller, 'ranking.list') || findLeadPost(caller, race.lead_office) !== undefined
}

function zoneLine(
  tenant: Tenant,
  { no, name, office, group, areas, policy }: HeldRace['race']['race_zones'][number],
): RaceAnswer['zones'][number] {
  const { area } = tenant.registry.state()
  return {
    no,
    name,
    office,
    office_name: officeName(tenant, office),
    areas: areas.map((id) => ({ id, name: area.get(id)?.name ?? id })),
    policy,
    ...defined({ group: group ?? undefined }),
  }
}

function stageLine(
  tenant: Tenant,
  { matter }: HeldRace,
  { no, name, from, to, state, data_note: note, known_note: known, evidence = [] }: RaceStageRecord,
): Omit<RaceAnswer['stages'][number], 'comments' | 'results'> {
  const clock = Object.values(matter.state.clocks).find(
    ({ key, status }) => key === 'objecting' && status === 'running',
  )
  const until = state === 'open' && clock?.dueAt !== undefined ? clock.dueAt : undefined
  return {
    no,
    name,
    from,
    to,
    state,
    evidence: [...evidence],
    ...defined({
      data_note: note ?? undefined,
      known_note: known ?? undefined,
      // A limit ends with its last day.
      until: until === undefined ? undefined : dateAt(instantOf(until - 1), tenant.calendar()),
    }),
  }
}

/** An objection on the wire. */
export function objectionLine({
  no,
  zone,
  stage,
  text,
  at,
  state,
  reason,
  answer,
}: HeldRace['race']['objections'][number]): RaceAnswer['objections'][number] {
  return {
    no,
    zone,
    stage,
    text,
    at,
    state,
    ...defined({
      reason: state === 'inadmissible' ? (reason ?? undefined) : undefined,
      answer: answer ?? undefined,
    }),
  }
}

function allowedTo(caller: Caller, { matter, race }: HeldRace): RaceAnswer['allowed'] {
  const leads = mayAsk(caller, 'race.count') && findLeadPost(caller, race.lead_office) !== undefined
  const speaks =
    mayAsk(caller, 'race.object') &&
    race.race_zones.some(({ office }) => findZonePost(caller, office) !== undefined)
  const isOpen = race.race_stages.some(({ state }) => state === 'open')
  const acts: readonly [RaceAnswer['allowed'][number], boolean][] = [
    ['count', leads && isWaitingFor(matter.state, 'stage_counted')],
    ['correct', leads && isWaitingFor(matter.state, 'stage_corrected')],
    ['object', speaks && isOpen],
  ]
  return acts.flatMap(([act, holds]) => (holds ? [act] : []))
}
