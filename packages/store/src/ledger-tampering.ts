import { assert, parseDistrictId } from '@duibiao/base'
import { bodyText, chainEntry, genesisLink, headOf } from '@duibiao/kernel'
import type { Anchor, Entry } from '@duibiao/kernel'
import { readLastCheckpoint } from './checkpoint.ts'
import type { Queryable } from './database.ts'
import { sha256 } from './digest.ts'

/** An entry with its place in the sealing order and its position in the database. */
export interface Placed {
  readonly entry: Entry
  readonly place: number
  readonly position: number
}

/** What a tampering is expected to be found as; `anchor` is what somebody kept elsewhere. */
export interface Found {
  readonly kind: string | RegExp
  readonly at?: Placed | Entry
  readonly anchor?: Anchor
}

export interface Ledger {
  readonly entries: readonly Placed[]
  /** How many are sealed; 40 by each checkpoint. */
  readonly sealed: number
  readonly random: Chance
}

/** Where a tampering happens is left to chance. */
interface Chance {
  integer(low: number, high: number): number
  pick<T>(items: readonly T[]): T
}

/** Tampers as the superuser, and tells what is to be found. */
export type Tamper = (owner: Queryable, ledger: Ledger) => Promise<Found>

const columns = 'district_id, matter_id, seq, position, kind, recorded_at, body, previous, hash'

export const tamperings: { readonly [title: string]: Tamper } = {
  async 'a body is changed'(owner, { entries, random }) {
    const at = random.pick(entries)
    await changeOne(owner, at, [`body = replace(body, '"actor":{', '"actor":{"deputyFor":"wang",')`])
    return { kind: 'changed', at }
  },
  async 'one bit of a hash is flipped'(owner, { entries, random }) {
    const at = random.pick(entries)
    await changeOne(owner, at, [`hash = set_bit(hash, ${random.integer(0, 255)}, 1 - get_bit(hash, 0))`])
    const [row] = await owner.query<{ readonly hash: string }>(
      `select encode(hash, 'hex') as hash from entry where position = $1`,
      [at.position],
    )
    // Setting a bit to what it was is no tampering: flip the first one instead.
    if (row?.hash === at.entry.hash)
      await changeOne(owner, at, ['hash = set_bit(hash, 0, 1 - get_bit(hash, 0))'])
    return { kind: 'changed', at }
  },
  async 'a body is no JSON any more'(owner, { entries, random }) {
    const at = random.pick(entries)
    await changeOne(owner, at, [`body = left(body, -1)`])
    return { kind: 'changed', at }
  },
  async 'a body is another kind of JSON'(owner, { entries, random }) {
    const at = random.pick(entries)
    await changeOne(owner, at, [
      'body = $2',
      random.pick(['null', '[]', '{}', '"x"', '7', '{"actor":{}}', '{"facts":{}}']),
    ])
    return { kind: 'changed', at }
  },
  async 'a body has a member more'(owner, { entries, random }) {
    const at = random.pick(entries)
    await changeOne(owner, at, [`body = left(body, -1) || ',"tail":1}'`])
    return { kind: 'changed', at }
  },
  async 'a body is spelled otherwise'(owner, { entries, random }) {
    const at = random.pick(entries)
    await changeOne(owner, at, [`body = ' ' || body`])
    return { kind: 'changed', at }
  },
  async 'an entry is dated beyond all time'(owner, { entries, random }) {
    const at = random.pick(entries)
    const time = random.pick(['infinity', '-infinity', '4000-01-01 BC', '20000-01-01'])
    await changeOne(owner, at, [`recorded_at = '${time}'`])
    return { kind: /^(changed|backdated)$/, at }
  },
  async 'the kind is changed'(owner, { entries, random }) {
    const at = random.pick(entries)
    await changeOne(owner, at, [`kind = 'cancel'`])
    return { kind: 'changed', at }
  },
  async 'an entry is replaced together with its hash and all that follow it'(
    owner,
    { entries, sealed, random },
  ) {
    const at = random.pick(entries.slice(0, sealed))
    const { matter, seq } = at.entry
    const chain = entries.filter(({ entry }) => entry.matter === matter).map(({ entry }) => entry)
    let end = chain.find((entry) => entry.seq === seq - 1) ?? genesisLink(1, matter, sha256.digest)
    for (const entry of chain.filter((one) => one.seq >= seq)) {
      const body = { ...entry, actor: { person: 'nobody' } }
      const forged = chainEntry(end, body, sha256.digest)
      await owner.execute(
        `update entry set body = $3, previous = decode($4, 'hex'), hash = decode($5, 'hex') where matter_id = $1 and seq = $2`,
        [matter, entry.seq, bodyText(body), forged.previous, forged.hash],
      )
      end = forged
    }
    return { kind: 'forged', at }
  },
  async 'an entry is deleted'(owner, { entries, sealed, random }) {
    const at = random.pick(entries.slice(0, sealed))
    await owner.execute('delete from entry where position = $1', [at.position])
    return { kind: 'missing', at }
  },
  async 'a matter is deleted with all its entries'(owner, { entries, sealed, random }) {
    const { matter } = random.pick(entries.slice(0, sealed)).entry
    await owner.execute('delete from entry where matter_id = $1', [matter])
    const at = entries.find(({ entry }) => entry.matter === matter)
    return { kind: 'missing', ...(at && { at }) }
  },
  async 'an entry is inserted, chained as it should be'(owner, { entries, sealed, random }) {
    const place = random.pick(entries.slice(0, sealed))
    const last = entries.findLast(({ entry }) => entry.matter === place.entry.matter)?.entry ?? place.entry
    const forged = chainEntry(last, { ...last, kind: 'note', at: place.entry.at }, sha256.digest)
    await owner.execute('update entry set position = -position where position >= $1', [place.position])
    await owner.execute('update entry set position = 1 - position where position < 0')
    await owner.execute('update checkpoint set bound = bound + 1 where bound >= $1', [place.position])
    await owner.execute(
      `insert into entry (${columns}) values (1, $1, $2, $3, 'note', $4, $5, decode($6, 'hex'), decode($7, 'hex'))`,
      [
        forged.matter,
        forged.seq,
        place.position,
        new Date(forged.at).toISOString(),
        bodyText(forged),
        forged.previous,
        forged.hash,
      ],
    )
    return { kind: 'inserted', at: forged }
  },
  async 'two entries of one checkpoint change places'(owner, { entries, sealed, random }) {
    const first = random.integer(0, sealed - 2)
    const end = Math.min(sealed, (Math.floor(first / 40) + 1) * 40) - 1
    const [one, other] = [entries[first], entries[random.integer(Math.min(first + 1, end), end)]]
    if (one === undefined || other === undefined || one === other) return { kind: 'sound' }
    await owner.execute('update entry set position = -1 where position = $1', [one.position])
    await owner.execute('update entry set position = $2 where position = $1', [other.position, one.position])
    await owner.execute('update entry set position = $1 where position = -1', [other.position])
    return { kind: 'reordered', at: one }
  },
  async 'two entries exchange their contents'(owner, { entries, random }) {
    const [one, other] = [random.pick(entries), random.pick(entries)]
    if (one.entry.hash === other.entry.hash || bodyText(one.entry) === bodyText(other.entry))
      return { kind: 'sound' }
    await changeOne(owner, one, ['body = $2', bodyText(other.entry)])
    await changeOne(owner, other, ['body = $2', bodyText(one.entry)])
    return { kind: 'changed', at: one.place < other.place ? one : other }
  },
  async 'an entry is moved to another matter'(owner, { entries, sealed, random }) {
    const at = random.pick(entries.slice(0, sealed))
    await changeOne(owner, at, [`matter_id = '019cac0f-0000-7000-8000-000000000000'`])
    return { kind: /^(changed|missing|inserted|broken_link)$/, at }
  },
  async 'an entry is dated back'(owner, { entries, random }) {
    const at = random.pick(entries)
    const { matter, seq } = at.entry
    const hours = random.integer(1, 4000)
    await changeOne(owner, at, [`recorded_at = recorded_at - interval '${hours} hours'`])
    const before = entries.find(({ entry }) => entry.matter === matter && entry.seq === seq - 1)?.entry
    const isBefore = before !== undefined && at.entry.at - hours * 3_600_000 < before.at
    return { kind: isBefore ? 'backdated' : 'changed', at }
  },
  async 'the tail is cut off, the checkpoints stay'(owner, { entries, sealed, random }) {
    const at = random.pick(entries.slice(0, sealed))
    await owner.execute('delete from entry where position >= $1', [at.position])
    return { kind: 'missing', at }
  },
  async 'the tail is cut off together with its checkpoints'(owner, { entries, sealed, random }) {
    const last = await readLastCheckpoint(owner, parseDistrictId(1))
    const number = random.integer(0, sealed / 40 - 1)
    const first = entries[number * 40]
    await owner.execute('delete from entry where position >= $1', [first?.position ?? 0])
    await owner.execute('delete from checkpoint where number > $1', [number])
    // What was printed, mailed or kept in a second store.
    return {
      kind: 'truncated',
      anchor: { heads: last === undefined ? [] : [headOf(last.checkpoint, sha256.digest)] },
    }
  },
  async 'a checkpoint is deleted'(owner, { entries, sealed, random }) {
    const number = random.integer(1, sealed / 40 - 1)
    await owner.execute('delete from checkpoint where number = $1', [number])
    const at = entries[(number - 1) * 40]
    return { kind: 'checkpoint_missing', ...(at && { at }) }
  },
  async 'a checkpoint is changed'(owner, { entries, sealed, random }) {
    const number = random.integer(1, sealed / 40)
    const [row] = await owner.query<{ readonly body: string }>(
      'select body from checkpoint where number = $1',
      [number],
    )
    const body = row?.body.replace(/(?<="root":")./, (digit) => (digit === '0' ? '1' : '0')) ?? ''
    await owner.execute('update checkpoint set body = $2 where number = $1', [number, body])
    const at = entries[(number - 1) * 40]
    return { kind: 'signature_invalid', ...(at && { at }) }
  },
  async 'a checkpoint or its roll cannot be read any more'(owner, { entries, sealed, random }) {
    const number = random.integer(1, sealed / 40)
    const column = random.pick(['body', 'roll'])
    const text = random.pick(['', 'null', '{}', '[]', '{"matters":7}'])
    await owner.execute(`update checkpoint set ${column} = $2 where number = $1`, [number, text])
    const at = entries[(number - 1) * 40]
    return { kind: 'key_unknown', ...(at && { at }) }
  },
}

async function changeOne(
  owner: Queryable,
  { position }: Placed,
  [set, ...values]: readonly [set: string] | readonly [set: string, value: string],
): Promise<void> {
  const changed = await owner.execute(`update entry set ${set} where position = $1`, [position, ...values])
  assert(changed === 1, 'one entry is changed')
}
