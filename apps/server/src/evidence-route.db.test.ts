import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPackFiles } from '@duibiao/packfile'
import { exportLedger, verifyLedger } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { clearUnattached } from './evidence-clearing.ts'
import { openEvidenceFiles } from './evidence-file.ts'
import { makeEvidenceRoutes } from './evidence-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aJpeg } from './test-file.ts'

const day = 24 * 3_600_000
const fileBytes = 200_000

describeOnBoth('evidence over HTTP', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let count = 0
  const data = mkdtempSync(path.join(tmpdir(), 'duibiao-evidence-'))

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    const routes = makeEvidenceRoutes({ config: { data, limits: { fileBytes } } })
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [pack], routes })
  }, 120_000)

  afterAll(async () => {
    await desk.close()
    rmSync(data, { recursive: true, force: true })
  })

  function headersOf(name: DeskPerson): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${name}`, 'accept-language': 'en' }
  }

  async function upload(
    as: DeskPerson,
    name: string,
    { content, level }: { content: Buffer | string; level?: string },
  ) {
    const query = new URLSearchParams({ name, ...(level !== undefined && { level }) }).toString()
    const headers = { ...headersOf(as), 'content-type': 'application/octet-stream' }
    const url = `/api/v1/evidence?${query}`
    const answer = await desk.application.inject({ method: 'POST', url, headers, payload: content })
    return { status: answer.statusCode, body: answer.json<Readonly<Record<string, string>>>() }
  }

  async function uploaded(
    as: DeskPerson,
    content: Buffer | string = aJpeg(),
    level?: string,
  ): Promise<string> {
    const name = typeof content === 'string' ? '说明.txt' : '现场.jpg'
    const given = level === undefined ? { content } : { content, level }
    const { status, body } = await upload(as, name, given)
    expect(status).toBe(201)
    return body['id'] ?? ''
  }

  async function download(as: DeskPerson, at: { matter: string; id: string; reason?: string }) {
    const query = at.reason === undefined ? '' : `?reason=${encodeURIComponent(at.reason)}`
    const url = `/api/v1/matters/${at.matter}/evidence/${at.id}${query}`
    return desk.application.inject({ url, headers: headersOf(as) })
  }

  function aKey(): string {
    count += 1
    return `evidence-${count}-key`
  }

  async function act(as: DeskPerson, matter: string, body: object) {
    return desk.as(as).call('matter.act', { params: { matter }, body: body as never, key: aKey() })
  }

  async function complete(as: DeskPerson, matter: string, variables: Record<string, unknown>) {
    const page = await desk.as(as).call('matter.read', { params: { matter } })
    const task = page.ok ? page.value.tasks[0]?.task : undefined
    return act(as, matter, { kind: 'completeTask', task, variables })
  }

  /** A matter of the hotline that the water office works on. */
  async function dispatched(more: Record<string, unknown> = {}): Promise<string> {
    const body = { pack: 'hotline', title: '水压不足', variables: { subject: '水压不足' } }
    const started = await desk.as('clerk').call('matter.start', { body, key: aKey() })
    if (!started.ok) throw new Error(JSON.stringify(started.problem))
    const kind = {
      channel_in: 'phone',
      demand_type: 'complaint',
      urgency: 'ordinary',
      receiver_kind: 'utility',
    }
    await complete('clerk', started.value.id, { ...kind, units: ['water'], unit: 'water', ...more })
    return started.value.id
  }

  async function attach(as: DeskPerson, matter: string, ...evidence: readonly string[]) {
    return act(as, matter, { kind: 'note', text: '附照片', evidence })
  }

  async function listed(as: DeskPerson, matter: string) {
    const answer = await desk.as(as).call('evidence.list', { params: { matter } })
    return answer.ok ? answer.value.rows : []
  }

  test('a file that is uploaded and attached belongs to the matter, and the record holds its digest', async () => {
    const matter = await dispatched()
    const id = await uploaded('handler')
    expect(await listed('handler', matter)).toEqual([])
    expect(await attach('handler', matter, id)).toMatchObject({ ok: true })
    const [row] = await listed('handler', matter)
    expect(row).toMatchObject({
      id,
      name: '现场.jpg',
      media: 'image/jpeg',
      uploader: 'wu',
      needs_reason: false,
    })
    const { database, district } = desk.tenant
    const lines: string[] = []
    for await (const line of exportLedger(database, district, clock.now())) lines.push(JSON.stringify(line))
    expect(lines.join('\n')).toContain(row?.digest)
    expect(await verifyLedger(database, district)).toMatchObject({ ok: true })
  })

  test('a file goes up by the typed client as well as by hand, byte for byte', async () => {
    const matter = await dispatched()
    const content = aJpeg()
    const query = { name: '现场.jpg' }
    const body = new Uint8Array(content)
    const uploadedBy = await desk.as('handler').call('evidence.add', { query, body })
    if (!uploadedBy.ok) throw new Error(uploadedBy.problem.detail)
    await attach('handler', matter, uploadedBy.value.id)
    const answer = await download('clerk', { matter, id: uploadedBy.value.id })
    expect(answer.rawPayload).toEqual(content)
  })

  test('a download is always kept as a file: attachment, sandboxed, of the type that was found [V5.4.1] [V5.4.2]', async () => {
    const matter = await dispatched()
    const content = aJpeg()
    const id = await uploaded('handler', content)
    await attach('handler', matter, id)
    const answer = await download('clerk', { matter, id })
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload).toEqual(content)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': expect.stringMatching(/^attachment; filename="/),
      'content-security-policy': expect.stringMatching(
        /^sandbox; default-src 'none'; .*frame-ancestors 'none'$/,
      ),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  test('through a matter that is not theirs nobody sees that there is a file [V8.2.2]', async () => {
    const matter = await dispatched()
    const id = await uploaded('handler')
    await attach('handler', matter, id)
    expect((await download('stranger', { matter, id })).statusCode).toBe(404)
    const other = await dispatched({ units: ['parks'], unit: 'parks' })
    expect((await download('stranger', { matter: other, id })).statusCode).toBe(404)
    expect((await download('nobody', { matter, id })).statusCode).toBe(401)
  })

  test('nobody attaches what somebody else uploaded [V8.2.2]', async () => {
    const matter = await dispatched()
    const id = await uploaded('clerk')
    expect(await attach('handler', matter, id)).toMatchObject({ problem: { code: 'evidence_unknown' } })
    expect(await listed('clerk', matter)).toEqual([])
  })

  test('files that a form names must be attached to the matter by whoever fills it in', async () => {
    const matter = await dispatched()
    await complete('handler', matter, { receipt: 'signed' })
    const [own, others] = [await uploaded('handler'), await uploaded('clerk', aJpeg({ width: 16 }))]
    const contact = { contacted_at: '2026-03-02T10:00:00+08:00', contact_way: 'phone', contact_reached: true }
    expect(await complete('handler', matter, contact)).toMatchObject({ ok: true })
    const page = await desk.as('handler').call('matter.read', { params: { matter } })
    const task = page.ok ? page.value.tasks[0] : undefined
    expect(task?.form).toBe('handle')
    const send = (evidence: readonly string[]) =>
      act('handler', matter, {
        kind: 'completeTask',
        task: task?.task,
        variables: { outcome: 'done', measures: '已换阀', evidence },
      })
    await attach('clerk', matter, others)
    expect(await send([own])).toMatchObject({ problem: { code: 'evidence_unattached' } })
    expect(await send([others])).toMatchObject({ problem: { code: 'evidence_unattached' } })
    await attach('handler', matter, own)
    expect(await send([own])).toMatchObject({ ok: true })
  })

  test('the most sensitive files are shown with a reason, which is kept [V16.3.2]', async () => {
    const matter = await dispatched()
    const id = await uploaded('clerk', '身份证信息', 'important')
    await attach('clerk', matter, id)
    expect((await listed('handler', matter))[0]).toMatchObject({ needs_reason: true, level: 'important' })
    expect((await download('handler', { matter, id })).json()).toMatchObject({
      code: 'evidence_reason_missing',
    })
    expect((await download('handler', { matter, id, reason: '核对身份' })).body).toBe('身份证信息')
    const events = await desk.tenant.database.query(
      `select subject, detail::text as detail from audit_event where district_id = 1 and kind = 'evidence.read'`,
    )
    expect(JSON.stringify(events)).toContain('核对身份')
    expect(await listed('analyst', matter)).toEqual([])
    expect((await download('analyst', { matter, id, reason: '看看' })).statusCode).toBe(404)
    // A name may say whose it is: the record holds a commitment to it.
    const entries = await desk.tenant.database.query(`select body from entry where matter_id = $1`, [matter])
    expect(JSON.stringify(entries)).not.toContain('说明.txt')
  })

  test('what a reporter sent who asked for secrecy tells nobody who it was (F7)', async () => {
    const matter = await dispatched({ keep_secret: true })
    const { database, district } = desk.tenant
    const photo = await uploaded('resident', aJpeg({ height: 9 }), 'internal')
    const paper = await uploaded('resident', '我是三号楼的', 'internal')
    await database.execute(
      `insert into matter_evidence select $1, $2::uuid, id, 2, now() from unnest($3::uuid[]) as id`,
      [district, matter, [photo, paper]],
    )
    const rows = await listed('handler', matter)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ id: photo, name: expect.not.stringContaining('现场') })
    expect(rows[0]).not.toHaveProperty('uploader')
    expect(rows[0]).not.toHaveProperty('digest')
    const seen = await download('handler', { matter, id: photo })
    expect(seen.statusCode).toBe(200)
    expect(seen.rawPayload.toString('latin1')).not.toContain('GPS')
    expect((await download('handler', { matter, id: paper })).statusCode).toBe(404)
    expect(await listed('clerk', matter)).toHaveLength(2)
  })

  test('too much, nothing, and what scanners know are refused, and nothing of it is kept [V5.2.1] [V5.4.3]', async () => {
    const before = readdirSync(data, { recursive: true }).length
    const mark = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
    expect(await upload('handler', 'a.txt', { content: 'x'.repeat(fileBytes + 1) })).toMatchObject({
      status: 413,
    })
    expect(await upload('handler', 'a.txt', { content: '' })).toMatchObject({
      body: { code: 'evidence_empty' },
    })
    expect(await upload('handler', 'a.txt', { content: `${' '.repeat(70_000)}${mark}` })).toMatchObject({
      body: { code: 'evidence_infected' },
    })
    expect(await upload('handler', '../a.txt', { content: 'x' })).toMatchObject({
      body: { code: 'evidence_name_refused' },
    })
    const headers = { ...headersOf('handler'), 'content-type': 'application/json' }
    const url = '/api/v1/evidence?name=a.txt'
    const answer = await desk.application.inject({ method: 'POST', url, headers, payload: '{}' })
    expect(answer.statusCode).toBe(415)
    expect(await upload('analyst', 'a.txt', { content: 'x' })).toMatchObject({ status: 403 })
    expect(readdirSync(data, { recursive: true })).toHaveLength(before)
  })

  test('the same content is kept once, and what no matter has is cleared after a day [V5.2.4] [V5.3.1]', async () => {
    const files = openEvidenceFiles(data)
    const { tenant } = desk
    const content = `同一内容 ${tenant.database.kind}`
    const [one, two] = [await uploaded('handler', content), await uploaded('clerk', content)]
    const alone = await uploaded('handler', `${content} 独有`)
    expect(one).not.toBe(two)
    const matter = await dispatched()
    await attach('clerk', matter, two)
    const kept = () =>
      readdirSync(path.join(data, 'evidence'), { recursive: true, withFileTypes: true }).filter((file) =>
        file.isFile(),
      ).length
    const before = kept()
    await clock.advance(day + 1)
    await clearUnattached(tenant, tenant.database, files)
    expect((await download('clerk', { matter, id: two })).body).toBe(content)
    expect(kept()).toBeLessThan(before)
    // Under names of ours, for the owner only, in a folder that no address leads to.
    for (const file of readdirSync(path.join(data, 'evidence'), { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      expect(file.name).toMatch(/^[0-9a-f]{64}$/)
      expect(statSync(path.join(file.parentPath, file.name)).mode & 0o777).toBe(0o600)
    }
    expect(await attach('handler', matter, one)).toMatchObject({ problem: { code: 'evidence_unknown' } })
    expect(await attach('handler', matter, alone)).toMatchObject({ problem: { code: 'evidence_unknown' } })
    expect(existsSync(path.join(data, 'incoming')) ? readdirSync(path.join(data, 'incoming')) : []).toEqual(
      [],
    )
  })
})
