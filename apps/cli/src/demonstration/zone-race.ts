import { addDays, dayKind, isAppError, parseLegalDate, parseMatterId } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import {
  announceRace,
  approveRecipe,
  correctRace,
  countRace,
  draftRecipe,
  listRaces,
  listRankings,
  listRecipes,
  objectToRace,
  proposeRecipe,
  readRace,
  runRanking,
} from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import { listTasks } from '@duibiao/kernel'
import type { Actor, Variables } from '@duibiao/kernel'
import {
  makeIndicatorJob,
  makeRaceRoutes,
  makeRankingRoutes,
  rankingRule,
  recipeRoutes,
  takePersonal,
} from '@duibiao/server'
import type { Tenant } from '@duibiao/server'
import { findMatter } from '@duibiao/store'
import { handedInIndicator } from '../minghu/race-plan.ts'
import type { RacePlan } from '../minghu/race-plan.ts'
import { makeCast } from '../simulation/cast.ts'
import { makeChance } from '../simulation/chance.ts'
import { openDesk } from './desk.ts'
import type { Desk } from './desk.ts'

type Race = AnswerOf<typeof readRace>
type Stage = Race['stages'][number]

/** Who acts in a race. */
interface People {
  readonly analyst: Actor
  readonly leader: Actor
  readonly lead: Actor
  readonly reviewer: Actor
  /** Speaks for the zone that objects. */
  readonly voice: Actor
}

interface Parts {
  readonly tenant: Tenant
  readonly plan: RacePlan
  readonly desk: Desk
  readonly people: People
}

/** Days after the end of a month on which its data are put together: its numbers are closed then. */
const afterMonth = 7

/**
 * People who hold a race of zones and rank the streets of its first month: each working day they do what is to be done next, at
 * its time and by the rules of any request. What stands they find in the district itself, so that a past that was stopped goes on
 * where it ended. Where one of them holds no post any more, nobody does anything.
 */
export function makeRaceKeeper(tenant: Tenant, plan: RacePlan): (today: LegalDate) => Promise<void> {
  const people = findPeople(tenant, plan)
  if (people === undefined) return async () => {}
  const routes = [...recipeRoutes, ...makeRankingRoutes(rankingRule), ...makeRaceRoutes(rankingRule)]
  const parts = { tenant, plan, people, desk: openDesk(tenant, routes) }
  return async (today) => {
    if (!dayKind(tenant.calendar(), today).working) return
    try {
      await attend(parts, today)
    } catch (error) {
      // Somebody real may have gone on with it in between: what is refused to people then is left to them.
      if (!isAppError(error)) throw error
    }
  }
}

async function attend(parts: Parts, today: LegalDate): Promise<void> {
  const { desk, plan, people } = parts
  if (today < plan.content.period.from) return prepare(parts)
  const { rows } = await desk.ask(listRaces, people.leader, {})
  const found = rows.find(({ name }) => name === plan.body.name)
  if (found?.status === 'open') await goOn(parts, found.id, today)
  await rankStreets(parts, today)
}

function findPeople({ registry }: Tenant, { body, objection }: RacePlan): People | undefined {
  const cast = makeCast(registry.state())
  const chance = makeChance(1, 'race')
  function holder(office: string, role: string): Actor | undefined {
    return cast.holderIn(office, role, chance)
  }
  const objecting = body.zones[objection.zone - 1]?.office ?? ''
  const analyst = holder('statistics.1', 'analyst')
  const leader = holder('district-government', 'leader')
  const lead = holder(body.lead_office, 'department_handler')
  const reviewer = holder('supervision-office.1', 'supervision_officer')
  const voice = holder(objecting, 'department_handler')
  if (!analyst || !leader || !lead || !reviewer || !voice) return undefined
  return { analyst, leader, lead, reviewer, voice }
}

/** Recipes are drafted, approved by somebody else another day, and the race announced under its own, all before the first stage. */
async function prepare({ tenant, plan, desk, people }: Parts): Promise<void> {
  const { body } = plan
  const races = await desk.ask(listRaces, people.leader, {})
  const known = races.rows.find(({ name }) => name === body.name)
  if (known !== undefined) return approvePlan({ tenant, plan, desk, people }, known.id)
  const { rows } = await desk.ask(listRecipes, people.analyst, {})
  for (const { recipe, content } of [plan, plan.streets]) {
    const newest = rows.find((one) => one.recipe === recipe)
    const params = { recipe, version: 1 }
    if (newest === undefined) {
      await desk.ask(draftRecipe, people.analyst, { body: { recipe, content } })
      await desk.ask(proposeRecipe, people.analyst, { params, body: { revision: 1 } })
    } else if (newest.state === 'proposed') {
      await desk.ask(approveRecipe, people.leader, { params, body: { revision: newest.revision } })
    }
  }
  if (!rows.some(({ recipe }) => recipe === plan.recipe)) return
  await countIndicators(tenant)
  await desk.ask(announceRace, people.lead, { body })
}

async function approvePlan(parts: Parts, id: string): Promise<void> {
  await complete(parts, id, { who: parts.people.leader, element: 'approve_race', variables: approval })
}

/** The streets are ranked once, when the numbers of the first month are closed. */
async function rankStreets({ tenant, plan, desk, people }: Parts, today: LegalDate): Promise<void> {
  const { recipe, content } = plan.streets
  if (today < addDays(parseLegalDate(content.period.to), afterMonth)) return
  const { rows } = await desk.ask(listRankings, people.analyst, { query: { recipe } })
  if (rows.length > 0) return
  await countIndicators(tenant)
  const source = { kind: 'observed', level: 'street' } as const
  await desk.ask(runRanking, people.analyst, { body: { recipe, version: 1, source } })
}

/** What is to be done next of a race, at most what people do in one day. */
async function goOn(parts: Parts, id: string, today: LegalDate): Promise<void> {
  const { desk, people, plan } = parts
  const race = await desk.ask(readRace, people.lead, { params: { race: id } })
  const stage = race.stages.find(({ state }) => state !== 'known')
  if (stage === undefined) return
  const isOver = today >= addDays(parseLegalDate(stage.to), afterMonth)
  const [step] = race.steps
  switch (step?.element ?? '') {
    case 'approve_race':
      return approvePlan(parts, race.id)
    case 'prepare_stage':
      if (isOver)
        await complete(parts, race.id, { who: people.lead, element: 'prepare_stage', variables: prepared })
      return
    case 'comment_zone':
      return comment(parts, race, stage)
    case 'review_objection': {
      if (!isPlanned(plan, race, stage)) return
      const variables = { objection_result: 'upheld', objection_answer: plan.objection.answer }
      return complete(parts, race.id, { who: people.reviewer, element: 'review_objection', variables })
    }
    case 'make_known':
      return complete(parts, race.id, { who: people.leader, element: 'make_known', variables: known })
    default:
      await actByRequest(parts, { race, stage, isOver })
  }
}

const approval = { race_approved: true, race_opinion: '同意，结果只用于比较和改进' }
const prepared = { data_note: '响应率和按期处置率由记录计算，民生微实事由民政局按验收单提供' }
const known = { known_note: '异议已办结，公布本阶段结果' }

/** Whether the objection that waits for an answer is that of the plan; one that somebody real raised is answered by real people. */
function isPlanned({ objection }: RacePlan, race: Race, stage: Stage): boolean {
  const [first] = race.objections.filter((one) => one.stage === stage.no && one.state === 'open')
  return first?.text === objection.text
}

/** The leader says something of each zone of which nothing was said yet. */
async function comment(parts: Parts, race: Race, stage: Stage): Promise<void> {
  const { plan, people } = parts
  const isSaid = new Set(stage.comments.map(({ zone }) => zone))
  for (const [place, words] of plan.comments(stage.no).entries()) {
    const zone = plan.body.zones[place]
    if (zone === undefined || isSaid.has(place + 1)) continue
    const variables = { comment_on: zone.name, commented_by: '分管副区长', ...words }
    await complete(parts, race.id, { who: people.leader, element: 'comment_zone', variables })
  }
}

interface Waiting {
  readonly race: Race
  readonly stage: Stage
  readonly isOver: boolean
}

/** What the service itself knows comes in by its own requests: counts, corrections, objections. */
async function actByRequest(
  { tenant, desk, people, plan }: Parts,
  { race, stage, isOver }: Waiting,
): Promise<void> {
  const params = { race: race.id }
  const { zone, text, reason, corrected } = plan.objection
  if (race.allowed.includes('count') && isOver) {
    await countIndicators(tenant)
    const values = plan
      .handedIn(stage.no)
      .map((value, place) => ({ zone: place + 1, indicator: handedInIndicator, value }))
    await desk.ask(countRace, people.lead, { params, body: { stage: stage.no, values } })
  } else if (race.allowed.includes('correct') && isPlanned(plan, race, stage)) {
    const changes = [{ zone, indicator: handedInIndicator, value: corrected }]
    await desk.ask(correctRace, people.lead, { params, body: { stage: stage.no, reason, changes } })
  } else if (stage.no === 1 && stage.state === 'open' && race.objections.length === 0) {
    await desk.ask(objectToRace, people.voice, { params, body: { stage: stage.no, zone, text } })
  }
}

/** In the past nobody asks for anything while indicators are counted: large steps, and to the end. */
const pace = { entriesAtOnce: 5000, mattersAtOnce: 500, share: 60_000 }

/** All that was recorded until now is counted, as the service does it all the time. */
async function countIndicators(tenant: Tenant): Promise<void> {
  await makeIndicatorJob(tenant, tenant.database, pace).run(() => false)
}

/** Somebody completes the open task of an element; where there is none nothing happens. */
async function complete(
  { tenant }: Parts,
  id: string,
  {
    who,
    element,
    variables,
  }: { readonly who: Actor; readonly element: string; readonly variables: Variables },
): Promise<void> {
  const { database, district, engine, packs } = tenant
  const matter = parseMatterId(id)
  const found = await findMatter(database, district, matter)
  if (found === undefined) return
  const task = listTasks(found.state, engine.workshop.around.find).find((one) => one.element === element)
  if (task === undefined) return
  const pack = packs.ofProcedure(found.procedure)
  const given = { kind: 'completeTask', task: task.token, variables } as const
  const { command, personal } = takePersonal(given, pack, tenant)
  const key = `past:${id}:${task.token}`
  // What somebody real did before is refused, and nothing comes of it.
  await engine.act(matter, command, { key, actor: who, personal })
}
