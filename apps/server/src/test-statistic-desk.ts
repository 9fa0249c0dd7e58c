import type { AnswerOf, FileBytes, importStatistics, QueryOf } from '@duibiao/contract'
import type { Database } from '@duibiao/store'
import { makeFixedClock } from '@duibiao/testkit'
import { makeStatisticDivisionRoutes } from './statistic-division-route.ts'
import { makeStatisticRoutes } from './statistic-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { fillSmallRegistry } from './test-statistic.ts'

type Query = Partial<QueryOf<typeof importStatistics>>
type Report = AnswerOf<typeof importStatistics>

/** A desk of an analyst who brings tables in by one plan. */
export interface StatisticDesk {
  readonly desk: TestDesk
  /** Hands a plan in. @returns its digest */
  readonly keepPlan: (text: string) => Promise<string>
  /** Tries a list of divisions and puts it in the place of the one before. */
  readonly replaceDivisions: (text: string) => Promise<unknown>
  readonly ask: (text: string, query?: Query, by?: DeskPerson) => Promise<Outcome>
  /** As `ask`, where no refusal is meant. */
  readonly tried: (text: string, query?: Query) => Promise<Report>
  /** Tries a table and imports it as it was shown. */
  readonly taken: (text: string, query?: Query) => Promise<Report>
}

type Outcome =
  { readonly ok: true; readonly value: Report } | { readonly ok: false; readonly problem: object }

/** The most that a file may have in these tests. */
export const fileBytes = 1_000_000

export function bytesOf(text: string): FileBytes {
  return new TextEncoder().encode(text)
}

export async function openStatisticDesk(
  database: Database,
  {
    plan,
    divisions,
    limit = fileBytes,
  }: { readonly plan: string; readonly divisions: string; readonly limit?: number },
): Promise<StatisticDesk> {
  const clock = makeFixedClock()
  const parts = { config: { limits: { fileBytes: limit } } }
  const routes = [...makeStatisticRoutes(parts), ...makeStatisticDivisionRoutes(parts)]
  const desk = await openTestDesk({ database, now: () => clock.now(), packs: [], routes })
  await fillSmallRegistry(desk.tenant)
  const kept = await keepPlan(plan)
  await replaceDivisions(divisions)
  return { desk, keepPlan, replaceDivisions, ask, tried, taken }

  async function keepPlan(text: string): Promise<string> {
    const told = await desk.as('analyst').call('statistic_plan.keep', { body: bytesOf(text) })
    if (!told.ok || told.value.digest === undefined) throw new Error(JSON.stringify(told))
    return told.value.digest
  }

  async function replaceDivisions(text: string): Promise<unknown> {
    const query = { name: '区划.csv', plan: kept }
    const analyst = desk.as('analyst')
    const told = await analyst.call('statistic_division.replace', { query, body: bytesOf(text) })
    if (!told.ok) throw new Error(JSON.stringify(told.problem))
    const confirmed = { ...query, digest: told.value.digest }
    return analyst.call('statistic_division.replace', { query: confirmed, body: bytesOf(text) })
  }

  async function ask(text: string, query: Query = {}, by: DeskPerson = 'analyst'): Promise<Outcome> {
    const all = { name: '年鉴.csv', plan: kept, ...query }
    return desk.as(by).call('statistic.import', { query: all, body: bytesOf(text) })
  }

  async function tried(text: string, query: Query = {}): Promise<Report> {
    const told = await ask(text, query)
    if (!told.ok) throw new Error(JSON.stringify(told.problem))
    return told.value
  }

  async function taken(text: string, query: Query = {}): Promise<Report> {
    const { digest } = await tried(text, query)
    return tried(text, { ...query, digest })
  }
}
