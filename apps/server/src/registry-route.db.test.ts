import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readWholeSheet } from '@duibiao/sheet'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { requestLimits } from './limit.ts'
import { files, openRegistryDesk } from './test-registry.ts'
import type { RegistryDesk } from './test-registry.ts'

describeOnBoth('keeping the registry over HTTP', (open) => {
  let desk: RegistryDesk

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock()
    desk = await openRegistryDesk({ database, now: () => clock.now(), source: shippedPack('hotline') })
  }, 120_000)

  afterAll(() => desk.close())

  describe('an import', () => {
    const offices = `编号,名称,类型,上级
SL,水务局,部门,GOV
XX,某局,没有这种,GOV
YY,,部门,NO`

    test('is tried first: every fault by row and column in both languages, and nothing is written', async () => {
      const answer = await desk.importFile({ kind: 'offices', name: 'offices.csv' }, offices)
      const report = answer.json()
      expect(report.counts).toMatchObject({ added: 1, refused: 2 })
      expect(
        report.findings.map(({ row, column, code }: Record<string, unknown>) => [row, column, code]),
      ).toEqual([
        [3, 3, 'choice_unknown'],
        [4, 2, 'cell_missing'],
        [4, 4, 'reference_missing'],
      ])
      expect(report.findings[0].message).toEqual({
        zh: expect.stringContaining('没有这种'),
        en: expect.stringContaining('is none of'),
      })
      expect((await desk.get('/api/v1/offices/SL')).statusCode).toBe(404)
    })

    test('with refused rows writes nothing unless the others are wanted alone; twice it does no harm', async () => {
      const query = { kind: 'offices', name: 'offices.csv' }
      const { digest } = (await desk.importFile(query, offices)).json()
      const refused = await desk.importFile({ ...query, digest }, offices)
      expect(refused.json()).toMatchObject({ code: 'registry_import_refused', status: 422 })
      expect((await desk.get('/api/v1/offices/SL')).statusCode).toBe(404)
      const done = await desk.importFile({ ...query, digest, partial: 'true' }, offices)
      expect(done.json()).toMatchObject({ is_applied: true, counts: { added: 1, refused: 2 } })
      expect((await desk.get('/api/v1/offices/SL')).json()).toMatchObject({ name: '水务局' })
      const again = await desk.importFile({ ...query, digest, partial: 'true' }, offices)
      expect(again.json()).toMatchObject({ counts: { added: 0, unchanged: 1 } })
    })

    test('is not written when the plan is another one than was shown', async () => {
      const query = { kind: 'offices', name: 'offices.csv' }
      const { digest } = (await desk.importFile(query, '编号,名称,类型\nZZ,一局,部门')).json()
      const other = await desk.importFile({ ...query, digest }, '编号,名称,类型\nZZ,二局,部门')
      expect(other.json()).toMatchObject({ code: 'registry_changed', status: 409 })
    })

    test('is for administrators, and too large a file is refused [V5.2.1]', async () => {
      const query = { kind: 'offices', name: 'offices.csv' }
      expect((await desk.importFile(query, offices, 'handler')).json()).toMatchObject({
        code: 'permission_missing',
      })
      expect((await desk.importFile(query, offices, 'nobody')).json()).toMatchObject({
        code: 'session_missing',
      })
      const large = await desk.importFile(query, 'x'.repeat(requestLimits.fileBytes + 1))
      expect(large.json()).toMatchObject({ code: 'request_too_large' })
    })

    test('of a file that is none says so', async () => {
      const none = await desk.importFile({ kind: 'offices', name: 'offices.pdf' }, '%PDF')
      expect(none.json()).toMatchObject({ code: 'file_kind_unknown' })
      const broken = await desk.importFile({ kind: 'areas', name: 'a.geojson' }, '{"type"')
      expect(broken.json()).toMatchObject({ code: 'sheet_unreadable' })
    })

    test('is in the audit', async () => {
      await desk.tenant.audit.settle()
      const rows = await desk.tenant.database.query<{ kind: string }>(
        `select kind from audit_event where district_id = $1 and kind = 'data.imported'`,
        [1],
      )
      expect(rows.length).toBeGreaterThanOrEqual(files.length)
    })
  })

  describe('an export', () => {
    test('is imported again without a change, and holds no formula and no contact [V1.2.10]', async () => {
      for (const kind of ['areas', 'offices', 'posts', 'people', 'items', 'duties']) {
        for (const format of kind === 'areas' ? ['geojson'] : ['csv', 'xlsx']) {
          const answer = await desk.get(`/api/v1/registry/exports/${kind}?format=${format}`, 'administrator')
          expect(answer.statusCode).toBe(200)
          expect(answer.headers['content-disposition']).toMatch(new RegExp(`${kind}-2026-.*\\.${format}`))
          const query = { kind, name: `${kind}.${format}`, complete: 'true' }
          const tried = await desk.importFile(query, answer.rawPayload)
          expect(tried.json()).toMatchObject({ findings: [], lines: [] })
        }
      }
      const people = (await desk.get('/api/v1/registry/exports/people?format=csv', 'administrator')).body
      expect(people).toContain("'=李明")
      expect(people).not.toContain('13800001234')
    })

    test('is for those who work with the whole district, in forms that there are', async () => {
      expect((await desk.get('/api/v1/registry/exports/offices', 'handler')).json()).toMatchObject({
        code: 'permission_missing',
      })
      const wrong = await desk.get('/api/v1/registry/exports/offices?format=geojson', 'administrator')
      expect(wrong.json()).toMatchObject({ code: 'format_unavailable' })
    })

    test('has a template to fill in', async () => {
      const answer = await desk.get('/api/v1/registry/templates/duties', 'administrator')
      const { records, findings } = await readWholeSheet({ name: 'duties.xlsx', bytes: answer.rawPayload })
      expect([records, findings]).toEqual([[], []])
      expect(answer.rawPayload.length).toBeGreaterThan(1000)
    })
  })

  describe('one row', () => {
    function change(kind: string, row: Record<string, string>, tag?: string) {
      return desk.post(`/api/v1/registry/rows/${kind}`, { row }, { name: 'administrator', tag })
    }

    test('is changed by who saw it as it stands, and by nobody who saw it before', async () => {
      const read = await desk.get('/api/v1/registry/rows/office/CG', 'administrator')
      expect(read.json().row).toMatchObject({ name: '城市管理局' })
      const tag = String(read.headers.etag)
      expect((await change('offices', { id: 'CG', name: '综合行政执法局' })).json()).toMatchObject({
        code: 'precondition_failed',
      })
      const done = await change('offices', { id: 'CG', name: '综合行政执法局' }, tag)
      expect(done.json()).toMatchObject({
        outcome: 'changed',
        changes: [{ act: 'changed', fields: ['name'] }],
      })
      const again = await change('offices', { id: 'CG', name: '综合行政执法局' }, tag)
      expect(again.json()).toMatchObject({ outcome: 'unchanged', changes: [] })
      const late = await change('offices', { id: 'CG', name: '城市管理局' }, tag)
      expect(late.statusCode).toBe(412)
      const next = String(done.headers.etag)
      expect((await change('offices', { id: 'CG', name: '城市管理局' }, next)).statusCode).toBe(200)
    })

    test('is held against the rules of imports, by field', async () => {
      const answer = await change('offices', { id: 'NEW', name: '', kind: '部门', parent: 'NO', owner: 'me' })
      expect(answer.json().findings.map(({ path, code }: Record<string, string>) => [path, code])).toEqual(
        expect.arrayContaining([
          ['/body/row/owner', 'column_unknown'],
          ['/body/row/name', 'cell_missing'],
          ['/body/row/parent', 'reference_missing'],
        ]),
      )
    })

    test('may be a deputy or a shift, which no file holds', async () => {
      const deputy = { post: 'YH-W', person: '0002', deputyFor: '0001', validFrom: '2026-01-01' }
      expect((await change('deputies', deputy)).json()).toMatchObject({ outcome: 'added' })
      const posts = (await desk.get('/api/v1/posts?office=YH')).json().rows
      expect(posts[0].holders).toContainEqual({
        person: '0002',
        name: '=李明',
        deputy_for: '0001',
        since: '2026-01-01',
      })
      const own = (await desk.get('/api/v1/holdings?person=0001')).json().rows
      expect(own).toMatchObject([
        { kind: 'holding', post: 'YH-W', office_name: '云湖社区居委会', valid_from: '2020-01-01' },
        { kind: 'deputy', name: '=李明', deputy_for_name: '王芳' },
      ])
      const wrong = await change('deputies', { ...deputy, person: '0001', validFrom: 'soon' })
      expect(wrong.json().findings.map(({ code }: Record<string, string>) => code)).toEqual([
        'date_malformed',
        'deputy_self',
      ])
      const shift = {
        id: 'S1',
        office: 'YH',
        person: '0001',
        from: '18:00',
        to: '08:00',
        days: 'every_day',
        validFrom: '2026-01-01',
      }
      expect((await change('duty_times', shift)).json()).toMatchObject({ outcome: 'added' })
      expect((await change('duty_times', { ...shift, from: '25:00' })).statusCode).toBe(400)
      const shifts = (await desk.get('/api/v1/duty-times?office=YH')).json().rows
      expect(shifts).toEqual([
        {
          id: 'S1',
          office: 'YH',
          office_name: '云湖社区居委会',
          person: '0001',
          name: '王芳',
          kind: 'recurring',
          days: 'every_day',
          from: '18:00',
          to: '08:00',
          valid_from: '2026-01-01',
        },
      ])
    })

    test('has a log, the latest first, page by page', async () => {
      const url = '/api/v1/registry/changes?part=office'
      const first = (await desk.get(`${url}&limit=1`, 'auditor')).json()
      expect(first.rows[0]).toMatchObject({
        subject: 'CG',
        act: 'changed',
        by: 'ding',
        after: { name: '城市管理局' },
      })
      const second = (await desk.get(`${url}&limit=1&after=${first.next}`, 'auditor')).json()
      expect(second.rows[0]).toMatchObject({ after: { name: '综合行政执法局' } })
      expect((await desk.get(`${url}&after=x`, 'auditor')).statusCode).toBe(400)
      expect((await desk.get(url, 'handler')).json()).toMatchObject({ code: 'permission_missing' })
      const contacts = await desk.get('/api/v1/registry/changes?part=contact', 'administrator')
      expect(contacts.json().rows.length).toBeGreaterThan(0)
      expect(contacts.body).not.toContain('13800001234')
    })

    test('of a contact is shown masked', async () => {
      const answer = await desk.get('/api/v1/registry/rows/contact/0001%20mobile', 'administrator')
      expect(answer.json().row).toMatchObject({ value: '138****1234' })
    })
  })
})
