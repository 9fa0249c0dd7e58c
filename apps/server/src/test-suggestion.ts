import { randomUUID } from 'node:crypto'
import { parseDistrictId, parseMatterId } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import { addTriageModel } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { aSheet, importSheet, readShippedPack, registrySheets } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { trainModel, writeModel } from '@duibiao/triage'
import { automaticDispatchRoutes } from './automatic-dispatch-route.ts'
import { notificationRoutes } from './notification-route.ts'
import { suggestionRoutes } from './suggestion-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { makeConfirmed } from './test-triage.ts'

export const sampleDistrict = parseDistrictId(1)

/** A demand that the model of the tests is sure of. */
export const lampDemand = { subject: '东街1号路灯不亮', body: '东街1号这里晚上没有照明，请处理' }

type Given = Readonly<Record<string, unknown>>

/** Offices beside those of the sample registry. */
const departments = aSheet(
  '编号|名称|类型|上级|区域|生效日期',
  'lamps|路灯管理处|部门|GOV||2020-01-01',
  'water|自来水公司|部门|GOV||2020-01-01',
)

/** What is filled in to give a demand to an office. */
export function dispatchTo(unit: string, category: string): Given {
  return { units: [unit], unit, category, receiver_kind: 'department' }
}

/** A desk of the hotline and of the cases of the city, and what its clerk does all day. */
export interface SuggestionDesk extends TestDesk {
  /** An idempotency key of its own. */
  readonly key: () => string
  readonly start: (
    variables: Given,
    by?: { readonly by?: DeskPerson; readonly pack?: string },
  ) => Promise<StartedMatter>
  readonly suggestionOf: (matter: MatterId) => ReturnType<typeof readSuggestion>
  readonly page: (matter: MatterId, by?: DeskPerson) => ReturnType<typeof readPage>
  /** Answers the form of intake. */
  readonly accept: (matter: MatterId, variables: Given) => Promise<{ readonly ok: boolean }>
  /** Makes a model of four categories the one that is asked. @returns its version */
  readonly useModel: () => Promise<number>
}

export interface StartedMatter {
  readonly id: MatterId
  readonly dangers?: readonly { readonly danger: string; readonly line: string }[]
}

/** Opens the desk in a district with the sample registry. */
export async function openSuggestionDesk(database: Database, clock: FixedClock): Promise<SuggestionDesk> {
  function now(): Instant {
    return clock.now()
  }
  const packs = [readShippedPack('hotline'), readShippedPack('city-events')]
  const routes = [...suggestionRoutes, ...automaticDispatchRoutes, ...notificationRoutes]
  const desk = await openTestDesk({ database, now, packs, routes })
  for (const sheet of [...registrySheets, ['offices', departments] as const]) {
    await importSheet({ database, district: sampleDistrict }, sheet)
  }
  await desk.tenant.registry.refresh()
  return {
    ...desk,
    key: randomUUID,
    async start(variables, { by = 'clerk', pack = 'hotline' } = {}) {
      const started = await desk.as(by).call('matter.start', { body: { pack, variables }, key: randomUUID() })
      if (!started.ok) throw new Error(started.problem.detail)
      return { ...started.value, id: parseMatterId(started.value.id) }
    },
    suggestionOf: (matter) => readSuggestion(desk, matter),
    page: (matter, by = 'clerk') => readPage(desk, matter, by),
    async accept(matter, variables) {
      const task = (await readPage(desk, matter, 'clerk')).tasks[0]?.task ?? 0
      const usual = { channel_in: 'web', demand_type: 'complaint', urgency: 'ordinary' }
      const body = { kind: 'completeTask', task, variables: { ...usual, ...variables } } as const
      return desk.as('clerk').call('matter.act', { params: { matter }, body, key: randomUUID() })
    },
    useModel: () => keepModel(database, now()),
  }
}

async function readSuggestion(desk: TestDesk, matter: MatterId) {
  const found = await desk.as('clerk').call('suggestion.read', { params: { matter } })
  if (!found.ok) throw new Error(found.problem.detail)
  return found.value
}

async function readPage(desk: TestDesk, matter: MatterId, by: DeskPerson) {
  const found = await desk.as(by).call('matter.read', { params: { matter } })
  if (!found.ok) throw new Error(found.problem.detail)
  return found.value
}

function keepModel(database: Database, at: Instant): Promise<number> {
  const examples = makeConfirmed(800).map(({ category, data }) => ({ category, texts: JSON.parse(data)[0] }))
  const bytes = writeModel(trainModel(examples, { fields: ['subject', 'body'], seed: 1 }))
  const model = {
    pack: 'hotline',
    reason: 'better',
    trainedAt: at,
    seed: 1,
    heldShare: 0.15,
    learnt: examples.length,
    held: 0,
    firstAt: undefined,
    lastAt: undefined,
    countedFrom: at,
    counted: examples.length,
    categoryHash: 'x',
    isBetter: true,
    bytes,
    score: undefined,
    detail: undefined,
    rival: undefined,
    rivalScore: undefined,
  }
  return database.transaction((transaction) => addTriageModel(transaction, sampleDistrict, model))
}
