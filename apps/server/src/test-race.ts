import { expect } from 'vitest'
import { instantOf } from '@duibiao/base'
import type { announceRace, AnswerOf, BodyOf, countRace, Outcome, readRace } from '@duibiao/contract'
import { dispatchOutbox, fireDueTimers } from '@duibiao/store'
import type { OutboxPort } from '@duibiao/store'
import { makeFixedClock, readShippedPack } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { makeIndicatorJob } from './indicator-job.ts'
import { makeRaceRoutes } from './race-route.ts'
import { makeRankingRoutes } from './ranking-route.ts'
import { rankingRule } from './ranking-rule.ts'
import { recipeRoutes } from './recipe-route.ts'
import type { AnyContent } from './recipe-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aRecipe } from './test-recipe.ts'
import { fillSmallRegistry } from './test-statistic.ts'

/** The indicator of the recipe that is counted from entries. */
export const computedCode = 'hotline.response_rate'

function named(text: string): AnyContent['name'] {
  return { zh: text, en: text }
}

/** One indicator counted from entries, one handed in; which weighs more is in doubt. */
export const zonesRecipe = aRecipe({
  name: named('片区治理评价'),
  units: 'area',
  period: { from: '2026-04-01', to: '2026-06-30' },
  indicators: [
    {
      code: computedCode,
      name: named('响应率'),
      direction: 'more',
      parent: 'whole',
      weight: 1,
      source: 'computed',
    },
    {
      code: 'projects',
      name: named('项目'),
      direction: 'more',
      parent: 'whole',
      weight: 1,
      source: 'entered',
    },
  ],
  nodes: [{ code: 'whole', name: named('whole'), weight: 1 }],
  steps: [
    { kind: 'normalise', method: { kind: 'min_max', from: 1, to: 100 } },
    { kind: 'aggregate', method: 'arithmetic' },
    { kind: 'rank' },
  ],
  uncertainty: { seed: 7, runs: 200, of: [{ kind: 'weights', share: 0.5 }], points: 0 },
})

type RaceBody = BodyOf<typeof announceRace>

const raceBody: RaceBody = {
  name: '基层治理示范片区赛马',
  lead_office: 'water',
  recipe: 'zones',
  version: 1,
  zones: [
    { name: '东街片区', office: 'parks', areas: ['s1'], policy: '文商旅居融合' },
    { name: '西街片区', office: 'water', areas: ['s2'], policy: '老旧小区改造' },
  ],
  stages: [
    { name: '四月', from: '2026-04-01', to: '2026-04-30' },
    { name: '全期', from: '2026-04-01', to: '2026-06-30' },
  ],
}

/** Services and people outside: taken to have been told. */
const port: OutboxPort = { callService: async () => [], notify: async () => {} }

/** The code of a refusal, or `done`. */
export async function codeOf<Value>(asked: Promise<Outcome<Value>>): Promise<string> {
  const told = await asked
  return told.ok ? 'done' : told.problem.code
}

/** A desk with packs, areas and offices for races, on the second of March 2026. */
export async function openRaceDesk({ database }: Pick<TestDatabase, 'database'>) {
  const clock = makeFixedClock(instantOf(Date.UTC(2026, 2, 2, 4)))
  const desk = await openTestDesk({
    database,
    now: () => clock.now(),
    packs: ['benchmark', 'hotline'].map((name) => readShippedPack(name)),
    routes: [...recipeRoutes, ...makeRankingRoutes(rankingRule), ...makeRaceRoutes(rankingRule)],
  })
  await fillSmallRegistry(desk.tenant)
  let keys = 0
  function aKey(): string {
    keys += 1
    return `race-request-${keys}`
  }
  const work = makeWork({ desk, clock, aKey })
  return { desk, aKey, ...work, ...makeRaceActs({ desk, clock, aKey }, work) }
}

interface RaceDesk {
  readonly desk: TestDesk
  readonly clock: FixedClock
  readonly aKey: () => string
}

function makeWork({ desk, clock, aKey }: RaceDesk) {
  async function follow(): Promise<void> {
    await makeIndicatorJob(desk.tenant, desk.tenant.database).run(() => false)
  }

  async function approve(recipe: string, content: AnyContent): Promise<void> {
    const params = { recipe, version: 1 }
    const body = { revision: 1 }
    await desk.as('analyst').call('recipe.draft', { body: { recipe, content } })
    await desk.as('analyst').call('recipe.propose', { params, body })
    expect(await codeOf(desk.as('mayor').call('recipe.approve', { params, body }))).toBe('done')
  }

  async function goTo(month: number, day: number): Promise<void> {
    clock.jumpTo(instantOf(Date.UTC(2026, month - 1, day, 4)))
    await fireDueTimers(desk.tenant.engine)
    await dispatchOutbox(desk.tenant.engine, port)
  }

  /** Completes the open task of an element, or of the asker where none is named. */
  async function complete(
    matter: string,
    work: DeskPerson | `${DeskPerson}/${string}`,
    variables: object,
  ): Promise<void> {
    const [name = '', element] = work.split('/')
    const page = await desk
      .as(element === undefined ? (name as DeskPerson) : 'leader')
      .call('matter.read', { params: { matter } })
    const tasks = page.ok ? page.value.tasks : []
    const found = tasks.find((one) =>
      element === undefined ? one.allowed.length > 0 : one.element === element,
    )
    const body = { kind: 'completeTask', task: found?.task ?? 0, variables: { ...variables } } as const
    const asked = desk.as(name as DeskPerson).call('matter.act', { params: { matter }, body, key: aKey() })
    expect({ work, outcome: await codeOf(asked) }).toEqual({ work, outcome: 'done' })
  }

  /** An order in an area, whose caller is reached in time or not at all. */
  async function order(area: string, isContacted: boolean): Promise<void> {
    const body = { pack: 'hotline', variables: { subject: '水压不足', grid: area } }
    const started = await desk.as('clerk').call('matter.start', { body, key: aKey() })
    if (!started.ok) throw new Error(started.problem.detail)
    const { id } = started.value
    const sent = { urgency: 'ordinary', receiver_kind: 'utility', units: ['water'], unit: 'water' }
    await complete(id, 'clerk', { channel_in: 'web', demand_type: 'complaint', ...sent })
    await complete(id, 'handler', { receipt: 'signed' })
    const contact = { contact_way: 'phone', contact_reached: true }
    if (isContacted) await complete(id, 'handler', { contacted_at: '2026-04-02T09:00:00+08:00', ...contact })
  }

  return { follow, approve, goTo, complete, order }
}

function makeRaceActs({ desk, aKey }: RaceDesk, { complete }: Pick<ReturnType<typeof makeWork>, 'complete'>) {
  function announce(change: Partial<RaceBody> = {}, as: DeskPerson = 'handler') {
    return desk.as(as).call('race.announce', { body: { ...raceBody, ...change }, key: aKey() })
  }

  async function announced(change: Partial<RaceBody> = {}): Promise<string> {
    const told = await announce(change)
    if (!told.ok) throw new Error(JSON.stringify(told.problem))
    expect(told.value.number).toMatch(/^DB-2026-\d{6}$/)
    return told.value.race
  }

  async function read(race: string, as: DeskPerson = 'leader'): Promise<AnswerOf<typeof readRace>> {
    const page = await desk.as(as).call('race.read', { params: { race } })
    if (!page.ok) throw new Error(JSON.stringify(page.problem))
    return page.value
  }

  function count(race: string, body: BodyOf<typeof countRace>, as: DeskPerson = 'handler') {
    return desk.as(as).call('race.count', { params: { race }, body, key: aKey() })
  }

  function object(
    race: string,
    as: DeskPerson,
    { zone, key = aKey() }: { readonly zone: number; readonly key?: string },
  ) {
    const body = { stage: 1, zone, text: '漏报项目' }
    return desk.as(as).call('race.object', { params: { race }, body, key })
  }

  async function comment(race: string, zone: string): Promise<void> {
    const words = {
      commented_by: '刘',
      strengths: '夜间经济',
      shortfalls: '停车',
      requirements: '年内建两处',
    }
    await complete(race, 'leader/comment_zone', { comment_on: zone, ...words })
  }

  return { announce, announced, read, count, object, comment }
}
