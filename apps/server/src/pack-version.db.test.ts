import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPackFiles } from '@duibiao/packfile'
import { openZip, writeZip } from '@duibiao/sheet'
import { listAuditEvents } from '@duibiao/store'
import { changePack, describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { packArchive } from './pack-archive.ts'
import { packVersionRoutes } from './pack-version-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

const hotline = shippedPack('hotline')

function nextVersion(title = '热线（新版）') {
  return changePack(hotline, {
    'pack.yaml': (text) =>
      text.replace('version: 0.1.0', 'version: 0.2.0').replace('12345 接诉即办,', `${title},`),
  })
}

describeOnBoth('versions of packs over HTTP', (open) => {
  let desk: TestDesk

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock()
    const { pack } = readPackFiles(hotline)
    if (pack === undefined) throw new Error('the pack has faults')
    desk = await openTestDesk({
      database,
      now: () => clock.now(),
      packs: [pack],
      routes: packVersionRoutes,
    })
  }, 120_000)

  afterAll(() => desk.close())

  async function install(bytes: Uint8Array, digest?: string, name: DeskPerson = 'administrator') {
    const answer = await desk.application.inject({
      method: 'POST',
      url: '/api/v1/packs',
      query: { name: 'hotline.zip', ...(digest !== undefined && { digest }) },
      headers: { authorization: `Bearer ${name}`, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(bytes),
    })
    return { status: answer.statusCode, body: answer.json() }
  }

  test('tell what is in them: posts, clocks with their grounds, forms, documents, examples', async () => {
    const read = await desk.as('analyst').call('pack.content', { params: { pack: 'hotline' } })
    if (!read.ok) throw new Error(read.problem.detail)
    const { clocks, posts, forms, documents, cases, sources } = read.value
    expect(clocks.find(({ clock }) => clock === 'accept')).toMatchObject({
      kind: 'pledged',
      parameter: 'accept_limit',
      limit: { value: 2, unit: 'hour', is_unconfirmed: true },
      consequence: 'breach',
    })
    expect(clocks.find(({ clock }) => clock === 'handle')).toMatchObject({
      chosen_by: 'limits.handle',
      warn_at: ['50%', '80%'],
      extensions_max: 1,
    })
    expect(posts.map(({ id }) => id)).toContain('unit-handler')
    expect(forms.find(({ id }) => id === 'accept')?.fields).toBeGreaterThan(5)
    expect(documents.length).toBeGreaterThan(3)
    expect(cases.every(({ steps }) => steps > 0)).toBe(true)
    expect(sources).toContain('Sources')
    const [document] = documents
    const text = await desk.as('analyst').call('pack.document', {
      params: { pack: 'hotline', document: document?.id ?? '' },
    })
    expect(text).toMatchObject({ value: { title: document?.title } })
    expect(await desk.as('resident').call('pack.content', { params: { pack: 'hotline' } })).toMatchObject({
      status: 403,
    })
  })

  test('are given out byte for byte, and installed from that archive they are known already', async () => {
    const answer = await desk.application.inject({
      url: '/api/v1/packs/hotline/archive',
      headers: { authorization: 'Bearer administrator' },
    })
    const zip = openZip(answer.rawPayload, { parts: 1000, unpacked: 100_000_000 })
    expect(zip.names().toSorted()).toEqual([...hotline.files.keys()].toSorted())
    expect(Buffer.from(await zip.bytes('pack.yaml'))).toEqual(
      Buffer.from(hotline.files.get('pack.yaml') ?? []),
    )
    const { body } = await install(answer.rawPayload)
    expect(body).toMatchObject({ is_applied: false, pack: { is_known: true, number: 1, changes: [] } })
  })

  test('are tried first, confirmed by their digest, and running matters stay on theirs', async () => {
    const started = await desk.as('clerk').call('matter.start', {
      body: { pack: 'hotline', title: '路灯不亮' },
      key: 'pack-version-1',
    })
    expect(started.ok).toBe(true)
    const bytes = await packArchive(nextVersion())
    const tried = await install(bytes)
    expect(tried.body).toMatchObject({
      is_applied: false,
      findings: [],
      pack: {
        version: '0.2.0',
        number: 2,
        is_known: false,
        is_newest: true,
        newest: { number: 1 },
        running: [{ number: 1, matters: 1 }],
      },
    })
    expect(tried.body.pack.changes).toContainEqual({
      part: 'manifest',
      name: 'pack.yaml',
      kind: 'changed',
      details: expect.arrayContaining(['~ version: 0.1.0 → 0.2.0']),
    })
    expect((await desk.as('clerk').call('pack.content', { params: { pack: 'hotline@2' } })).ok).toBe(false)
    const { digest } = tried.body.pack
    expect((await install(bytes, digest, 'clerk')).status).toBe(403)
    expect((await install(bytes, 'f'.repeat(64))).body).toMatchObject({ code: 'plan_changed' })
    const done = await install(bytes, digest)
    expect(done.body).toMatchObject({ is_applied: true, pack: { number: 2 } })
    // Given again because the answer was lost, it changes nothing.
    expect((await install(bytes, digest)).body).toMatchObject({ is_applied: true, pack: { is_known: true } })
    const old = await desk.as('clerk').call('pack.content', { params: { pack: 'hotline@1' } })
    expect(old).toMatchObject({ value: { running: 1 } })
    const { database, district } = desk.tenant
    const events = await listAuditEvents(database, district, { kind: 'pack.installed' })
    expect(events.map(({ subject, detail }) => [subject, JSON.parse(detail).number])).toEqual([
      ['hotline', 2],
    ])
    const compared = await desk.as('leader').call('pack.compare', {
      params: { pack: 'hotline@2' },
      query: { since: 'hotline@1' },
    })
    expect(compared).toMatchObject({ value: { old: { number: 1 }, new: { number: 2 } } })
    expect(compared.ok && compared.value.changes.length).toBeGreaterThan(0)
  })

  test('with faults are not installed, and every fault is told with its place', async () => {
    const broken = changePack(hotline, {
      'pack.yaml': (text) => text.replace('entry: hotline', 'entry: nowhere'),
      'forms/accept.json': () => '{',
    })
    const { status, body } = await install(await packArchive(broken))
    expect(status).toBe(200)
    expect(body.pack).toBeUndefined()
    expect(body.findings.map(({ file }: { file: string }) => file)).toEqual(
      expect.arrayContaining(['forms/accept.json', 'pack.yaml']),
    )
    expect(body.findings[0].message.zh).not.toBe('')
  })

  test('may lie in a folder of the archive, and leave what systems add aside', async () => {
    const files = [...nextVersion('又一版').files].map(([name, bytes]) => ({
      name: `hotline-new/${name}`,
      text: [bytes],
    }))
    const more = [
      { name: '__MACOSX/hotline-new/._pack.yaml', text: ['x'] },
      { name: 'hotline-new/.DS_Store', text: ['x'] },
    ]
    const { body } = await install(await writeZip([...files, ...more]))
    expect(body).toMatchObject({ findings: [], pack: { version: '0.2.0' } })
  })

  test('with names that lead out of the archive are refused [V5.3.3]', async () => {
    const files = [...hotline.files].map(([name, bytes]) => ({ name, text: [bytes] }))
    const { body } = await install(await writeZip([...files, { name: '../../etc/passwd', text: ['x'] }]))
    expect(body.pack).toBeUndefined()
    expect(body.findings).toContainEqual(
      expect.objectContaining({ code: 'pack_path_unsafe', file: '../../etc/passwd' }),
    )
  })

  test('what is no archive, or unpacks to more than a pack may hold, is refused in words [V5.2.3]', async () => {
    expect((await install(Buffer.from('no archive'))).body).toMatchObject({ code: 'archive_unreadable' })
    const bomb = await writeZip([
      { name: 'pack.yaml', text: Array.from({ length: 70 }, () => ' '.repeat(1_000_000)) },
    ])
    expect(bomb.length).toBeLessThan(1_000_000)
    expect((await install(bomb)).body).toMatchObject({ code: 'archive_unreadable' })
  })

  test('that are installed are held against the checks of today', async () => {
    const checked = await desk.as('administrator').call('pack.check', { params: { pack: 'hotline@1' } })
    expect(checked).toMatchObject({ value: { findings: [] } })
    expect(await desk.as('clerk').call('pack.check', { params: { pack: 'hotline@1' } })).toMatchObject({
      status: 403,
    })
  })
})
