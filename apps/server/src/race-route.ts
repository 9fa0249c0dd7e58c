import { AppError, formatInstant, parseMatterId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { announceRace, correctRace, countRace, listRaces, objectToRace, readRace } from '@duibiao/contract'
import type { Variables } from '@duibiao/kernel'
import { listProcessMatters, readRecipe, receiptOf, sha256 } from '@duibiao/store'
import type { Receipt } from '@duibiao/store'
import { answerOnce } from './answer-once.ts'
import type { HeldPost } from './caller.ts'
import { defined } from './defined.ts'
import { actorOf } from './matter-act.ts'
import { findLeadPost, findZonePost, isWaitingFor, raceOf, raceProcesses, requireRace } from './race-book.ts'
import type { HeldRace } from './race-book.ts'
import { correctTable, keepCount, observeZones, recipeOfRace } from './race-count.ts'
import type { CountAsking, StageCount } from './race-count.ts'
import { objectionLine, raceLine, racePage } from './race-line.ts'
import { readKept } from './race-result.ts'
import { checkRace } from './race-rule.ts'
import { makeRankAside } from './ranking-aside.ts'
import type { RankingRule } from './ranking-rule.ts'
import type { ObservationTable } from './ranking-table.ts'
import { isFatal } from './recipe-fault.ts'
import { refuseFor } from './recipe-refusal.ts'
import { readContent } from './recipe-rule.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'

/**
 * 片区赛马: what a race knows of recipes, areas and numbers comes in by messages that only these routes give; everything else is
 * done with the tasks of its matter.
 */
export function makeRaceRoutes(rule: RankingRule): readonly Route[] {
  const rankAside = makeRankAside({ ...rule, atOnce: 1 })
  return [
    route(listRaces, async (asking) => ({ value: await list(asking) })),
    route(readRace, async ({ tenant, caller, params }) => ({
      value: await racePage(tenant, caller, await requireRace(tenant, params.race)),
    })),
    route(announceRace, async (asking) => ({ value: await announce(asking) })),
    route(countRace, async (asking) => {
      const { body } = asking
      const receipt = await deliverCount(asking, 'stage_counted', async (count) => {
        const observations = await observeZones(asking, count, body.values)
        return { stage_count: { ...(await keepCount(asking, count, { observations, rankAside })) } }
      })
      return { value: { race: receipt.matter, revision: receipt.seq } }
    }),
    route(correctRace, async (asking) => {
      const receipt = await deliverCount(asking, 'stage_corrected', async (count) => {
        const { table, changes } = await correctedOf(asking, count)
        const kept = await keepCount(asking, count, { observations: table, rankAside })
        const told = changes.map((one) => ({ ...one }))
        return { stage_correction: { ...kept, reason: asking.body.reason, changes: told } }
      })
      return { value: { race: receipt.matter, revision: receipt.seq } }
    }),
    route(objectToRace, async (asking) => ({ value: await object(asking) })),
  ]
}

async function list({ tenant, query }: Asking<typeof listRaces>) {
  const { database, district } = tenant
  const { after, limit = 50, open: isOpen } = query
  const named = raceProcesses(tenant)
  const found = await listProcessMatters(database, district, {
    packs: named.map(({ pack }) => pack),
    processes: named.map(({ process }) => process),
    // Races are announced to all staff; what is shown of their results is decided for each asker.
    sight: { kind: 'district' },
    isOpen,
    after: after === undefined ? undefined : idIn(after),
    limit: limit + 1,
  })
  const rows = found.slice(0, limit)
  const next = found.length > limit ? rows.at(-1)?.matter : undefined
  return {
    rows: rows.flatMap((matter) => {
      const held = raceOf(matter)
      return held === undefined ? [] : [raceLine(tenant, held)]
    }),
    ...defined({ next }),
  }
}

/** @throws AppError `request_malformed` */
function idIn(after: string): MatterId {
  try {
    return parseMatterId(after)
  } catch (cause) {
    throw new AppError('request_malformed', { reason: '/query/after' }, { cause })
  }
}

async function announce(asking: Asking<typeof announceRace>) {
  const { tenant, caller, body, key, language } = asking
  const { account, person } = requirePerson(caller)
  const post = findLeadPost(caller, body.lead_office)
  if (post === undefined) throw new AppError('permission_missing')
  const keyed = { key: `${account}:${key}`, matter: undefined }
  const receipt = await answerOnce(tenant, keyed, async () => {
    const found = await readRecipe(tenant.database, tenant.district, body)
    if (found === undefined) throw new AppError('resource_missing')
    if (found.state !== 'approved') throw new AppError('recipe_not_ready', { state: found.state })
    const content = readContent(found)
    const faults = (await checkRace(tenant, body, content)).filter(isFatal)
    if (faults.length > 0) throw refuseFor('race_refused', faults, language)
    const [named] = raceProcesses(tenant)
    if (named === undefined) throw new AppError('resource_missing')
    const answer = await tenant.engine.start({
      procedure: named.process,
      by: { kind: 'message', name: 'race_announced' },
      number: await tenant.nextNumber(named.pack),
      title: body.name,
      key: keyed.key,
      actor: actorOf({ person }, post),
      variables: variablesOf(body, found.hash),
    })
    return receiptOf(answer)
  })
  const opened = await requireRace(tenant, receipt.matter)
  return { race: receipt.matter, number: opened.matter.number }
}

function variablesOf(body: Asking<typeof announceRace>['body'], hash: string): Variables {
  const { name, lead_office, recipe, version, zones, stages } = body
  return {
    lead_office,
    race_name: name,
    race_recipe: { recipe, version, hash },
    race_zones: zones.map((zone, place) => ({
      no: place + 1,
      name: zone.name,
      office: zone.office,
      group: zone.group ?? null,
      areas: zone.areas,
      policy: zone.policy,
    })),
    race_stages: stages.map(({ name: stage, from, to }, place) => ({
      no: place + 1,
      name: stage,
      from,
      to,
      state: 'planned',
      comments: [],
      results: [],
    })),
    stage_no: 1,
    objections: [],
  }
}

/**
 * Gives a race the message with the result that it waits for, once.
 * @throws AppError `resource_missing`, `permission_missing`, `race_not_waiting`, `recipe_not_ready`, and those of `make`
 */
async function deliverCount(
  asking: CountAsking,
  name: 'stage_counted' | 'stage_corrected',
  make: (count: StageCount) => Promise<Variables>,
): Promise<Receipt> {
  const { tenant, caller, params, body } = asking
  const { key, person } = keyOf(asking)
  const held = await requireRace(tenant, params.race)
  const { matter } = held.matter
  const post = findLeadPost(caller, held.race.lead_office)
  if (post === undefined) throw new AppError('permission_missing')
  return answerOnce(tenant, { key, matter }, async () => {
    const stage = held.race.race_stages.find(({ no }) => no === body.stage && no === held.race.stage_no)
    if (stage === undefined || !isWaitingFor(held.matter.state, name)) throw new AppError('race_not_waiting')
    const { content, found } = await recipeOfRace(tenant, held)
    const isFrozen = found.state === 'approved' && found.hash === held.race.race_recipe.hash
    if (!isFrozen) throw new AppError('recipe_not_ready', { state: found.state })
    const variables = await make({ held, stage, content })
    const command = { kind: 'deliverMessage', name, variables } as const
    return receiptOf(await tenant.engine.act(matter, command, { key, actor: actorOf({ person }, post) }))
  })
}

function keyOf({ caller, key }: Pick<Asking<typeof countRace>, 'caller' | 'key'>) {
  const { account, person } = requirePerson(caller)
  return { key: `${account}:${key}`, person }
}

/** What is ranked again: the last table with cells corrected, or the computed indicators counted anew. */
async function correctedOf(
  asking: Asking<typeof correctRace>,
  count: StageCount,
): Promise<{
  readonly table: ObservationTable
  readonly changes: ReturnType<typeof correctTable>['changes']
}> {
  const { tenant, body } = asking
  const [kept] = await readKept(tenant, count.held, [count.stage])
  const last = kept?.results.at(-1)
  if (last === undefined) throw new AppError('race_not_waiting')
  if (last.found === undefined) throw new AppError('ranking_damaged', { digest: last.kept.result })
  const { table } = last.found
  if (body.changes.length > 0) return correctTable(asking, count, { table, changes: body.changes })
  const again = await observeZones(asking, count, handedIn(count, table))
  return { table: again, changes: differences(table, again) }
}

/** What was handed in, as it would be handed in again. */
function handedIn({ content }: StageCount, table: ObservationTable) {
  return content.indicators
    .filter(({ source }) => source !== 'computed')
    .flatMap(({ code: indicator }) =>
      table.units.map((_, row) => ({
        zone: row + 1,
        indicator,
        value: table.values[row]?.[table.indicators.indexOf(indicator)] ?? null,
      })),
    )
}

function differences(before: ObservationTable, after: ObservationTable) {
  return after.units.flatMap((_, row) =>
    after.indicators.flatMap((indicator, column) => {
      const from = before.values[row]?.[before.indicators.indexOf(indicator)] ?? null
      const to = after.values[row]?.[column] ?? null
      return from === to ? [] : [{ zone: row + 1, indicator, from, to }]
    }),
  )
}

async function object(asking: Asking<typeof objectToRace>) {
  const { tenant, params, body } = asking
  const { key, person } = keyOf(asking)
  const held = await requireRace(tenant, params.race)
  const { matter } = held.matter
  const post = zonePost(held, asking)
  // Given again with the same key it is the same objection that is answered.
  const mark = sha256.digest(key).slice(0, 16)
  const receipt = await answerOnce(tenant, { key, matter }, async () => {
    const given = { zone: body.zone, stage: body.stage, text: body.text, at: formatInstant(tenant.now()) }
    const variables = { objection_given: { ...given, key: mark } }
    const command = { kind: 'deliverMessage', name: 'race_objected', variables } as const
    const answer = await tenant.engine.act(matter, command, { key, actor: actorOf({ person }, post) })
    const isOver = !answer.ok && ['message_not_expected', 'matter_closed'].includes(answer.refusal.code)
    if (isOver) throw new AppError('race_not_waiting')
    return receiptOf(answer)
  })
  const { race } = await requireRace(tenant, receipt.matter)
  const found = race.objections.find((one) => one.key === mark)
  if (found === undefined) throw new AppError('race_not_waiting')
  return objectionLine(found)
}

/** Who speaks for the zone. @throws AppError `permission_missing` */
function zonePost(
  { race }: HeldRace,
  { caller, body }: Pick<Asking<typeof objectToRace>, 'caller' | 'body'>,
): HeldPost {
  const zone = race.race_zones.find(({ no }) => no === body.zone)
  const post = zone && findZonePost(caller, zone.office)
  if (post === undefined) throw new AppError('permission_missing')
  return post
}
