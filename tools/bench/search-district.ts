import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { instantAt, parseDistrictId, parseLegalDate, chinaCalendar } from '@duibiao/base'
import type { AnswerOf, findInOneNet } from '@duibiao/contract'
import {
  groundFile,
  makeMatterPieces,
  makeSearchRoutes,
  makeSecretBox,
  openTenant,
  readPackFolder,
  signInRule,
} from '@duibiao/server'
import type { Caller, Tenant } from '@duibiao/server'
import { receiptOf, workSearchQueue } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { enterMinghu, fillRegistry, minghu } from '../../apps/cli/src/demonstration/enter-minghu.ts'
import { makeDistrict, makeSeason } from '../../apps/cli/src/minghu/district.ts'
import { groundText } from '../../apps/cli/src/minghu/ground.ts'
import type { PlannedMessage } from '../../apps/cli/src/minghu/season-plan.ts'
import { readWrittenDistrict } from '../../apps/cli/src/minghu/written-file.ts'

/** The demonstration district with some weeks of messages, asked through the route of the search as a dispatcher of the district. */
export interface SearchDistrict {
  readonly search: (text: string) => Promise<AnswerOf<typeof findInOneNet>['rows']>
  /** Numbers of its matters in the order they came. */
  readonly numbers: readonly string[]
  /** Name of who holds a post of an office. @param post as it is called, such as 局长 */
  readonly holderOf: (office: string, post: string) => string
  /** The syllables of a name of a person, as the words that names are made of have them. */
  readonly soundsOf: (name: string) => readonly string[]
  readonly close: () => Promise<void>
}

const from = parseLegalDate('2026-08-24')

/** @param data a folder of its own @param messages how many are opened as matters */
export async function openSearchDistrict(
  database: Database,
  { data, messages: wanted }: { readonly data: string; readonly messages: number },
): Promise<SearchDistrict> {
  const district = parseDistrictId(1)
  const begun = instantAt(from, '00:00', chinaCalendar())
  const made = makeDistrict(readWrittenDistrict(), { seed: 1, from })
  await enterMinghu(database, district)
  await fillRegistry(database, () => made, { district, at: begun, by: 'search' })
  const file = groundFile({ data }, minghu.code)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, groundText(made.geography))
  const { surnames, givenFirst, givenSecond, givenAlone } = made.written.stock
  const parts = [...givenFirst, ...givenSecond, ...givenAlone, ...surnames]
  const sounds = new Map(parts.map(({ zh, en }) => [zh, en.toLowerCase()]))
  const clock = { now: begun }
  const tenant = await openTenant({
    database,
    district,
    now: () => clock.now,
    random: (length) => new Uint8Array(randomBytes(length)),
    secrets: makeSecretBox(new Uint8Array(32)),
    signIn: signInRule,
    firstPacks: () => readPackFolder(fileURLToPath(new URL('../../packs', import.meta.url))),
  })
  const messages = makeSeason(made, { days: 60, perDay: 45 }).messages.slice(0, wanted)
  const numbers: string[] = []
  // As many at once as a group of the engine takes.
  for (let first = 0; first < messages.length; first += 40) {
    const some = messages.slice(first, first + 40)
    clock.now = some[0]?.at ?? clock.now
    const given = await Promise.all(
      some.map(async (message) => ({ message, number: await tenant.nextNumber('hotline') })),
    )
    await Promise.all(given.map(({ message, number }) => begin(tenant, message, number)))
    numbers.push(...given.map(({ number }) => number))
  }
  const makePieces = makeMatterPieces(tenant)
  while ((await workSearchQueue(tenant.database, district, { makePieces })) > 0);
  const [route] = makeSearchRoutes({ config: { data } })
  if (route === undefined) throw new Error('there is no search')
  const asking = { ...nothingElse, tenant, caller: dispatcher, language: 'zh' } as const
  return {
    numbers,
    async search(text) {
      const { value } = await route.handle({ ...asking, query: { text } } as never)
      return (value as AnswerOf<typeof findInOneNet>).rows
    },
    holderOf(office, post) {
      const { post: posts, holding, person } = tenant.registry.state()
      const id = [...posts.values()].find((one) => one.office === office && one.name === post)?.id
      const held = [...holding.values()].find((one) => one.post === id)
      const name = person.get(held?.person ?? '')?.name
      if (name === undefined) throw new Error(`nobody is ${post} of ${office}`)
      return name
    },
    soundsOf: (name) => Array.from(name, (character) => sounds.get(character) ?? ''),
    close: () => tenant.engine.drain(),
  }
}

async function begin(tenant: Tenant, message: PlannedMessage, number: string): Promise<void> {
  const { id, subject, body, grid, place, category, office } = message
  const answer = await tenant.engine.start({
    procedure: 'hotline',
    number,
    title: subject,
    variables: { subject, body, grid, place, category, unit: office },
    key: id,
    actor: { system: 'intake' },
  })
  receiptOf(answer)
}

const nothingElse = {
  params: undefined,
  body: undefined,
  request: 'r-1',
  key: '',
  ifMatch: undefined,
  lastEvent: undefined,
  transit: undefined,
  origin: { address: '127.0.0.1', agent: 'bench' },
} as const

const dispatcher: Caller = {
  kind: 'person',
  person: 'dispatcher',
  name: 'dispatcher',
  account: 'dispatcher',
  accountName: 'dispatcher',
  session: 'dispatcher',
  roles: [],
  posts: [
    {
      post: 'dispatcher',
      name: 'dispatcher',
      role: 'district_dispatcher',
      office: 'grid-centre.2',
      officeName: 'grid-centre.2',
      offices: ['grid-centre.2'],
      grids: [],
    },
  ],
}
