import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { listRaces, listRankings, listRecipes, objectToRace, readRace, readRanking } from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import type { Actor } from '@duibiao/kernel'
import {
  makeRaceRoutes,
  makeRankingRoutes,
  makeSecretBox,
  openTenant,
  rankingRule,
  readConfig,
  recipeRoutes,
} from '@duibiao/server'
import { checkRecord, makeFixedClock, openTestDatabase } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCast } from '../simulation/cast.ts'
import { makeChance } from '../simulation/chance.ts'
import { prepareDemonstration } from './demonstration.ts'
import { openDesk } from './desk.ts'
import type { Desk } from './desk.ts'

type Race = AnswerOf<typeof readRace>

const home = fileURLToPath(new URL('../../../..', import.meta.url))
// Noons of a season that began on the 25th of August: in the time for objections to September, and when it is made known.
const stopped = instantOf(Date.UTC(2026, 9, 12, 4))
const noon = instantOf(Date.UTC(2026, 9, 29, 4))
// In the time for objections to October, and long after it.
const objecting = instantOf(Date.UTC(2026, 10, 12, 4))
const later = instantOf(Date.UTC(2026, 10, 27, 4))

function plainBytes(): (count: number) => Uint8Array {
  const random = makeChance(7, 'bytes')
  return (count) => Uint8Array.from({ length: count }, () => Math.floor(random.next() * 256))
}

/** A district whose past can be played on, and asked as it stands. */
function makePast({ database }: TestDatabase) {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-demonstration-'))
  const random = plainBytes()
  const config = readConfig({ environment: { DUIBIAO_PORT: '0' }, folder, home, language: 'en' })
  async function playUntil(until: Instant): Promise<void> {
    await prepareDemonstration({
      config,
      database,
      terminal: { scheduler: makeFixedClock(until), randomBytes: random },
      size: 'short',
      seed: 2,
      days: 48,
      watch: () => {},
    })
  }
  async function standAt(now: Instant) {
    const tenant = await openTenant({
      database,
      district: parseDistrictId(1),
      now: () => now,
      random,
      secrets: makeSecretBox(new Uint8Array(32)),
      signIn: config.signIn,
      firstPacks: () => [],
    })
    const routes = [...recipeRoutes, ...makeRankingRoutes(rankingRule), ...makeRaceRoutes(rankingRule)]
    const desk = openDesk(tenant, routes)
    const cast = makeCast(tenant.registry.state())
    function holder(office: string, role: string): Actor {
      return cast.holderIn(office, role, makeChance(1, 'x')) ?? {}
    }
    async function readTheRace(): Promise<Race> {
      const leader = holder('district-government', 'leader')
      const { rows } = await desk.ask(listRaces, leader, {})
      expect(rows).toHaveLength(1)
      return desk.ask(readRace, leader, { params: { race: rows[0]?.id ?? '' } })
    }
    return { desk, holder, readTheRace }
  }
  return { playUntil, standAt }
}

describe('the race of zones of the demonstration', () => {
  let opened: TestDatabase
  let past: ReturnType<typeof makePast>
  let desk: Desk
  let leader: Actor
  let race: Race

  beforeAll(async () => {
    opened = await openTestDatabase()
    past = makePast(opened)
    // The past is stopped in the middle of the race, and goes on.
    for (const until of [stopped, noon]) await past.playUntil(until)
    const stand = await past.standAt(noon)
    desk = stand.desk
    leader = stand.holder('district-government', 'leader')
    race = await stand.readTheRace()
  }, 240_000)

  afterAll(() => opened.close())

  test('was announced before its first stage, under recipes that another person had approved', async () => {
    const { rows } = await desk.ask(listRecipes, leader, {})
    expect(rows.map(({ recipe, state }) => [recipe, state])).toEqual(
      expect.arrayContaining([
        ['zone-governance', 'approved'],
        ['street-service', 'approved'],
      ]),
    )
    expect(race.announced_at < '2026-09-01').toBe(true)
    expect(race.zones.flatMap(({ areas }) => areas)).toHaveLength(8)
    expect(race.zones.every(({ policy }) => policy.length > 10)).toBe(true)
  })

  test('its stages are whole months: the first is made known, with words on every zone', () => {
    const stages = race.stages.map(({ from, to, state }) => [from, to, state])
    expect(stages).toEqual([
      ['2026-09-01', '2026-09-30', 'known'],
      ['2026-10-01', '2026-10-31', 'planned'],
      ['2026-11-01', '2026-11-30', 'planned'],
    ])
    expect(race.stages.map(({ comments }) => comments.length)).toEqual([4, 0, 0])
  })

  test('every result is what was computed, from cases that the season has', () => {
    const results = race.stages.flatMap((stage) => stage.results)
    expect(results).toHaveLength(2)
    for (const { is_sound: isSound, places } of results) {
      expect(isSound).toBe(true)
      expect(places).toHaveLength(4)
      for (const { values } of places) {
        const [answered, handled, handedIn] = values
        expect(answered?.denominator).toBeGreaterThan(20)
        expect(handled?.denominator).toBeGreaterThan(5)
        expect(handedIn?.value).toBeGreaterThan(0)
      }
    }
  })

  test('an objection that was upheld led to a second result, with a reason, and the first is kept', () => {
    expect(race.objections.map(({ stage, zone, state }) => ({ stage, zone, state }))).toEqual([
      { stage: 1, zone: 3, state: 'upheld' },
    ])
    const [, corrected] = race.stages[0]?.results ?? []
    expect(corrected?.reason).toContain('漏报')
    expect(corrected?.changes).toEqual([{ zone: 3, indicator: 'small-projects', from: 6, to: 8 }])
  })

  test('the streets were ranked once for the first month', async () => {
    const { rows } = await desk.ask(listRankings, leader, { query: { recipe: 'street-service' } })
    expect(rows).toHaveLength(1)
    const ranked = await desk.ask(readRanking, leader, { params: { ranking: rows[0]?.ranking ?? '' } })
    expect(ranked.units).toBe(8)
    expect(ranked.ran_at.slice(0, 7)).toBe('2026-10')
  })

  test('what somebody real objects to is left to real people', async () => {
    await past.playUntil(objecting)
    const stand = await past.standAt(objecting)
    const { id, zones } = await stand.readTheRace()
    const voice = stand.holder(zones[0]?.office ?? '', 'department_handler')
    const body = { stage: 2, zone: 1, text: '湖滨步道两处修复没有计入' }
    await stand.desk.ask(objectToRace, voice, { params: { race: id }, body })
    await past.playUntil(later)
    const { objections, stages } = await (await past.standAt(later)).readTheRace()
    expect(objections.at(-1)).toMatchObject({ zone: 1, stage: 2, state: 'open' })
    expect(stages[1]).toMatchObject({ state: 'reviewing', results: [{ no: 1 }] })
  }, 240_000)

  test('breaks no invariant of the record', async () => {
    expect((await checkRecord(opened.database)).faults).toEqual([])
  })
})
