import { randomBytes } from 'node:crypto'
import { instantOf } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { addAccounts, addToken, openSession } from '@duibiao/store'
import { tokenPrefix } from './authentication.ts'
import { sessionCookie } from './session-cookie.ts'
import { digestSecret, makeSecret } from './sign-in-secret.ts'
import type { Tenant } from './tenant.ts'

/** How somebody stands to the matter of the pair: it is of their place or office; it is not; they have none. */
export type Standing = 'here' | 'elsewhere' | 'nowhere'

/** Somebody of a district of the pair, signed in. */
export interface PairPerson {
  readonly id: string
  readonly role: Role | undefined
  readonly standing: Standing
  readonly isReporter: boolean
  /** What an access token is bounded by; undefined for a session. */
  readonly scopes?: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}

/** Roles that go with a post: where, here and elsewhere; the others serve the district. */
export const placed: readonly (readonly [role: Role, here: string, elsewhere?: string])[] = [
  ['grid_worker', 'east-grid', 'west-grid'],
  ['community_clerk', 'east-grid', 'west-grid'],
  ['street_dispatcher', 'east', 'west'],
  ['department_handler', 'water', 'parks'],
  ['department_head', 'water', 'parks'],
  ['window_clerk', 'water', 'parks'],
  ['district_dispatcher', 'centre'],
  ['supervision_officer', 'government'],
  ['leader', 'government'],
]
const unplaced: readonly Role[] = ['analyst', 'auditor', 'administrator', 'security_administrator']

/** Who they are, without being signed in. */
type Wish = Omit<PairPerson, 'headers'>

function wishesOf(): readonly Wish[] {
  return [
    { id: 'li', role: 'resident', standing: 'nowhere', isReporter: true },
    { id: 'zhao', role: 'resident', standing: 'nowhere', isReporter: false },
    { id: 'nobody', role: undefined, standing: 'nowhere', isReporter: false },
    ...unplaced.map((role): Wish => ({ id: role, role, standing: 'nowhere', isReporter: false })),
    ...placed.flatMap(([role, here, elsewhere]): readonly Wish[] => [
      { id: `${role}.${here}`, role, standing: 'here', isReporter: false },
      ...(elsewhere === undefined
        ? []
        : [{ id: `${role}.${elsewhere}`, role, standing: 'elsewhere', isReporter: false } as const]),
    ]),
  ]
}

/** What systems ask with: a token for matters, and one for something else. */
const tokens = [['matter.*'], ['area.list']].map((scopes) => ({
  id: 'district_dispatcher.centre',
  role: 'district_dispatcher',
  standing: 'here',
  isReporter: false,
  scopes,
})) satisfies readonly Wish[]

/** Everybody of a district, each signed in. Their accounts have the same ids in both. */
export async function openPeople(tenant: Tenant, mark: string): Promise<readonly PairPerson[]> {
  const { database, district, now, random } = tenant
  const wishes = wishesOf()
  const accounts = wishes.map(({ id, role }) => ({
    name: id,
    person: id,
    displayName: `${id} ${mark}`,
    roles: role === undefined || id.includes('.') ? [] : [role],
  }))
  const ids = await addAccounts(database, district, { accounts, now: now(), random: countedBytes() })
  const byPerson = new Map(wishes.map(({ id }, index) => [id, ids[index] ?? '']))
  const endsAt = instantOf(now() + 8 * 3_600_000)
  const people: PairPerson[] = []
  for (const wish of [...wishes, ...tokens]) {
    const secret = makeSecret({ district, random: (length) => new Uint8Array(randomBytes(length)) })
    const given = { account: byPerson.get(wish.id) ?? '', digest: digestSecret(secret), endsAt, most: 20 }
    const making = { now: now(), random }
    if (wish.scopes === undefined) {
      const origin = { address: '127.0.0.1', agent: 'test', means: 'password' } as const
      await openSession(database, district, { ...given, ...origin, ...making })
      people.push({ ...wish, headers: { cookie: `${sessionCookie.name}=${secret}` } })
    } else {
      await addToken(database, district, {
        ...given,
        ...making,
        name: wish.scopes.join(),
        scopes: wish.scopes,
      })
      people.push({ ...wish, headers: { authorization: `Bearer ${tokenPrefix}${secret}` } })
    }
  }
  return people
}

/** Bytes that are the same each time. */
function countedBytes(): (length: number) => Uint8Array {
  let drawn = 0
  return (length) => {
    drawn += 1
    return new Uint8Array(length).fill(7).fill(drawn, 0, 1)
  }
}
