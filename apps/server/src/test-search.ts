import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AnswerOf, findInOneNet } from '@duibiao/contract'
import type { RegistryChange } from '@duibiao/registry'
import { applyRegistryChanges, workSearchQueue } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { makeFixedClock, readShippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { notificationRoutes } from './notification-route.ts'
import { makeMatterPieces } from './search-matter.ts'
import { makeSearchRoutes } from './search-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { watchRoutes } from './watch-route.ts'

export type Found = AnswerOf<typeof findInOneNet>

/** A desk with a search: two offices, somebody who works there, and matters of the hotline that a test begins. */
export interface SearchDesk {
  readonly desk: TestDesk
  readonly clock: FixedClock
  /** Reported by a resident, sent to an office, the water office when not said, and read by the search. */
  readonly begin: (variables: Record<string, unknown>, office?: string) => Promise<string>
  /** Has the search read what waits. */
  readonly read: () => Promise<void>
  readonly search: (name: DeskPerson, text: string, more?: Record<string, unknown>) => Promise<Found>
  /** Names of what is found. */
  readonly names: (
    name: DeskPerson,
    text: string,
    more?: Record<string, unknown>,
  ) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

export async function openSearchDesk(database: Database): Promise<SearchDesk> {
  const clock = makeFixedClock()
  const data = mkdtempSync(path.join(tmpdir(), 'duibiao-search-'))
  const packs = [readShippedPack('hotline')]
  const routes = [...makeSearchRoutes({ config: { data } }), ...watchRoutes, ...notificationRoutes]
  const desk = await openTestDesk({ database, now: () => clock.now(), packs, routes })
  await fillRegistry(desk, clock)
  const pieces = makeMatterPieces(desk.tenant)
  let count = 0
  async function read(): Promise<void> {
    const { tenant } = desk
    while ((await workSearchQueue(tenant.database, tenant.district, { makePieces: pieces })) > 0);
  }
  async function search(name: DeskPerson, text: string, more: Record<string, unknown> = {}): Promise<Found> {
    const answer = await desk.as(name).call('search.find', { query: { text, ...more } })
    if (!answer.ok) throw new Error(answer.problem.detail)
    return answer.value
  }
  return {
    desk,
    clock,
    read,
    search,
    async begin(variables, office = 'water') {
      await clock.advance(1000)
      count += 1
      const matter = await report(desk, variables, `begin-search-${count}`)
      await send(desk, { matter, office, key: `send-search-${count}` })
      await read()
      return matter
    },
    names: async (name, text, more) => (await search(name, text, more)).rows.map((row) => row.name),
    async close() {
      await desk.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function report(desk: TestDesk, variables: Record<string, unknown>, key: string): Promise<string> {
  const { subject } = variables
  const title = typeof subject === 'string' ? subject : ''
  const body = { pack: 'hotline', title, variables }
  const started = await desk.as('resident').call('matter.start', { body, key })
  if (!started.ok) throw new Error(started.problem.detail)
  return started.value.id
}

async function send(
  desk: TestDesk,
  { matter, office, key }: { readonly matter: string; readonly office: string; readonly key: string },
): Promise<void> {
  const page = await desk.as('clerk').call('matter.read', { params: { matter } })
  if (!page.ok) throw new Error(page.problem.detail)
  const variables = {
    channel_in: 'web',
    demand_type: 'help',
    urgency: 'ordinary',
    units: [office],
    unit: office,
    receiver_kind: 'utility',
  }
  const task = page.value.tasks[0]?.task ?? 0
  const told = await desk.as('clerk').call('matter.act', {
    params: { matter },
    body: { kind: 'completeTask', task, variables },
    key,
  })
  if (!told.ok) throw new Error(told.problem.detail)
}

async function fillRegistry({ tenant }: TestDesk, clock: FixedClock): Promise<void> {
  const { database, district, registry } = tenant
  const contact = { district: 1, person: 'wu', kind: 'mobile', value: '13800000001', level: 3 }
  await applyRegistryChanges(database, district, {
    changes: [
      added('office', 'water', { ...root('water'), name: '明湖区水务局', kind: 'department' }),
      added('office', 'parks', { ...root('parks'), name: '园林绿化局', kind: 'department' }),
      added('person', 'wu', { district: 1, id: 'wu', name: '吴德才', office: 'water' }),
      added('contact', 'wu mobile', contact),
    ],
    versions: registry.versions(),
    deed: { at: clock.now(), by: 'test' },
  })
  await registry.refresh()
}

function root(id: string) {
  return { district: 1, id, path: `/${id}/`, validFrom: '2020-01-01' }
}

function added(part: string, subject: string, after: object) {
  return { part, subject, act: 'added', fields: Object.keys(after), after } as unknown as RegistryChange
}
