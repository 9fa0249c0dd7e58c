import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth, openSampleEngine } from '@duibiao/testkit'
import {
  addEvidence,
  clearEvidence,
  findKeptDigests,
  listEvidence,
  offerEvidence,
  tallyOffered,
} from './evidence.ts'
import { readEntries } from './entry.ts'
import { verifyLedger } from './ledger.ts'
import { receiptOf } from './order.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const day = 24 * 3_600_000

function aDigest(): string {
  return randomBytes(32).toString('hex')
}

describeOnBoth('evidence', (open) => {
  async function openScene() {
    const opened = await open()
    const { engine, clock } = await openSampleEngine(opened)
    const { district } = engine.setting
    const { database } = opened
    let count = 0
    async function upload(
      more: { readonly uploader?: string; readonly digest?: string; readonly name?: string } = {},
    ) {
      const { uploader = 'wu', digest = aDigest(), name = '现场.jpg' } = more
      const given = { digest, bytes: 1024, media: 'image/jpeg', name, uploader, isResident: false, level: 2 }
      return addEvidence(database, district, { ...given, now: clock.now(), random })
    }
    async function attach(ids: readonly { readonly id: string; readonly digest: string }[]) {
      count += 1
      const { matter } = receiptOf(await engine.start({ procedure: 'sample', key: `s${count}`, actor: {} }))
      const evidence = ids.map(({ id, digest }) => ({
        id,
        digest,
        name: '现场.jpg',
        media: 'image/jpeg',
        bytes: 1024,
      }))
      const command = { kind: 'note', text: '附件', evidence } as const
      receiptOf(await engine.act(matter, command, { key: `n${count}`, actor: {} }))
      return matter
    }
    return { engine, database, district, clock, upload, attach }
  }

  test('what a note names the matter has, and the record covers its digest', async () => {
    const { engine, database, district, upload, attach } = await openScene()
    const files = [await upload(), await upload()]
    const matter = await attach(files)
    const listed = await listEvidence(database, district, matter)
    expect(listed.map(({ id }) => id)).toEqual(files.map(({ id }) => id).toSorted())
    expect(listed.map(({ seq }) => seq)).toEqual([2, 2])
    const [, entry] = await readEntries(database, district, matter)
    expect(JSON.stringify(entry?.input)).toContain(files[0]?.digest)
    expect(await verifyLedger(database, district)).toMatchObject({ ok: true })
    const mention = {
      id: files[0]?.id ?? '',
      digest: aDigest(),
      name: '又一次',
      media: 'image/png',
      bytes: 1,
    }
    const again = { kind: 'note', text: '再次', evidence: [mention] } as const
    receiptOf(await engine.act(matter, again, { key: 'again', actor: {} }))
    expect((await listEvidence(database, district, matter)).map(({ seq }) => seq)).toEqual([2, 2])
  })

  test('a file that nobody uploaded cannot be named, and commands beside it are carried out', async () => {
    const { engine, database, district, upload, attach } = await openScene()
    const matter = await attach([await upload()])
    const mention = {
      id: '00000000-0000-7000-8000-000000000009',
      digest: aDigest(),
      name: 'x',
      media: 'x',
      bytes: 1,
    }
    const [wrong, right] = await Promise.allSettled([
      engine.act(matter, { kind: 'note', text: '无', evidence: [mention] }, { key: 'wrong', actor: {} }),
      engine.act(matter, { kind: 'note', text: '有' }, { key: 'right', actor: {} }),
    ])
    expect(wrong.status === 'rejected' || !wrong.value.ok).toBe(true)
    expect(right).toMatchObject({ status: 'fulfilled', value: { ok: true } })
    expect(await listEvidence(database, district, matter)).toHaveLength(1)
  })

  test('the same file of the same person is the same evidence; of somebody else it is another [V2.3.1]', async () => {
    const { upload } = await openScene()
    const digest = aDigest()
    const first = await upload({ digest })
    expect((await upload({ digest })).id).toBe(first.id)
    expect((await upload({ digest, name: '另名.jpg' })).id).not.toBe(first.id)
    expect((await upload({ digest, uploader: 'sun' })).id).not.toBe(first.id)
  })

  test('what no matter has is cleared a day after it was offered last, and what one has is kept [V5.2.4]', async () => {
    const { database, district, clock, upload, attach } = await openScene()
    const [used, renewed, left] = [await upload(), await upload(), await upload()]
    await attach([used])
    expect(await tallyOffered(database, district, 'wu')).toEqual({ files: 2, bytes: 2048 })
    await clock.advance(day)
    const others = { ids: [renewed.id, left.id], uploader: 'sun', now: clock.now() }
    expect(await offerEvidence(database, district, others)).toEqual([])
    const own = { ids: [renewed.id], uploader: 'wu', now: clock.now() }
    expect((await offerEvidence(database, district, own)).map(({ id }) => id)).toEqual([renewed.id])
    await clock.advance(1)
    expect(await clearEvidence(database, district, instantOf(clock.now() - day))).toEqual([left.digest])
    const digests = [used.digest, renewed.digest, left.digest]
    expect(await findKeptDigests(database, district, digests)).toEqual(new Set([used.digest, renewed.digest]))
  })
})
