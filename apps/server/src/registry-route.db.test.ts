import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPackFiles } from '@duibiao/packfile'
import { readWholeSheet } from '@duibiao/sheet'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { areaRoutes } from './area-route.ts'
import { itemRoutes } from './item-route.ts'
import { requestLimits } from './limit.ts'
import { officeRoutes } from './office-route.ts'
import { personRoutes } from './person-route.ts'
import { makeRegistryRoutes } from './registry-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

const square = (west: number, south: number, size: number) => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
]

function feature(
  code: string,
  name: string,
  level: string,
  ...place: readonly [number, number, number]
): object {
  return {
    type: 'Feature',
    properties: { code, name, level, validFrom: '2020-01-01' },
    geometry: { type: 'Polygon', coordinates: square(...place) },
  }
}

const areas = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    feature('990101', '明湖区', '区县', 120, 36, 2),
    feature('990101001', '东海街道', '街道', 120, 36, 1),
    feature('990101001001', '云湖社区', '社区', 120, 36, 1),
    feature('990101001001001', '云湖一格', '网格', 120, 36, 0.5),
  ],
})
const files = [
  ['areas', 'areas.geojson', areas],
  [
    'offices',
    'offices.csv',
    `编号,名称,类型,上级,区域,生效日期
GOV,明湖区政府,部门,,,2020-01-01
CG,城市管理局,部门,GOV,,2020-01-01
DH,东海街道办事处,街道,GOV,990101001,2020-01-01
YH,云湖社区居委会,社区,DH,990101001001,2020-01-01`,
  ],
  [
    'posts',
    'posts.csv',
    `编号,名称,机构,角色,生效日期
YH-W,网格员,YH,grid_worker,2020-01-01
CG-H,经办,CG,department_handler,2020-01-01`,
  ],
  [
    'people',
    'people.csv',
    `工号,姓名,机构,岗位,任职日期,手机,办公电话
0001,王芳,YH,YH-W,2020-01-01,13800001234,0999-6600123
0002,=李明,CG,CG-H,2020-01-01,13900005678,`,
  ],
  [
    'items',
    'items.csv',
    `编码,名称,类型,实施主体,层级,依据,生效日期
A1,占道经营查处,处罚,城市管理局,区级,《条例》第一条,2020-01-01
A2,楼道堆物,公共服务,街道,街道,,2020-01-01`,
  ],
  [
    'duties',
    'duties.csv',
    `编号,事项,名称,清单,类别,牵头部门,配合内容,生效日期
D1,A1,占道经营查处,街道,配合,CG,劝导,2020-01-01
D2,A2,楼道堆物,街道,基本,,,2020-01-01`,
  ],
] as const

describeOnBoth('the registry over HTTP', (open) => {
  let desk: TestDesk
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    const registry = makeRegistryRoutes({ config: { limits: requestLimits } })
    const routes = [...areaRoutes, ...officeRoutes, ...personRoutes, ...itemRoutes, ...registry]
    desk = await openTestDesk({ database, now: () => clock.now(), packs: [pack], routes })
    for (const [kind, name, text] of files) {
      const tried = await importFile({ kind, name }, text)
      expect(tried.json()).toMatchObject({ is_applied: false, findings: [] })
      const done = await importFile({ kind, name, digest: tried.json().digest }, text)
      expect(done.json()).toMatchObject({ is_applied: true })
    }
  }, 120_000)

  afterAll(() => desk.close())

  function importFile(query: Record<string, string>, text: string, name: DeskPerson = 'administrator') {
    return desk.application.inject({
      method: 'POST',
      url: '/api/v1/registry/imports',
      query,
      headers: { authorization: `Bearer ${name}`, 'content-type': 'application/octet-stream' },
      payload: Buffer.from(text),
    })
  }

  function get(url: string, name: DeskPerson = 'handler', headers: Record<string, string> = {}) {
    return desk.application.inject({ url, headers: { authorization: `Bearer ${name}`, ...headers } })
  }

  describe('an import', () => {
    const offices = `编号,名称,类型,上级
SL,水务局,部门,GOV
XX,某局,没有这种,GOV
YY,,部门,NO`

    test('is tried first: every fault by row and column in both languages, and nothing is written', async () => {
      const answer = await importFile({ kind: 'offices', name: 'offices.csv' }, offices)
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
      expect((await get('/api/v1/offices/SL')).statusCode).toBe(404)
    })

    test('with refused rows writes nothing unless the others are wanted alone; twice it does no harm', async () => {
      const query = { kind: 'offices', name: 'offices.csv' }
      const { digest } = (await importFile(query, offices)).json()
      const refused = await importFile({ ...query, digest }, offices)
      expect(refused.json()).toMatchObject({ code: 'registry_import_refused', status: 422 })
      expect((await get('/api/v1/offices/SL')).statusCode).toBe(404)
      const done = await importFile({ ...query, digest, partial: 'true' }, offices)
      expect(done.json()).toMatchObject({ is_applied: true, counts: { added: 1, refused: 2 } })
      expect((await get('/api/v1/offices/SL')).json()).toMatchObject({ name: '水务局' })
      const again = await importFile({ ...query, digest, partial: 'true' }, offices)
      expect(again.json()).toMatchObject({ counts: { added: 0, unchanged: 1 } })
    })

    test('is not written when the plan is another one than was shown', async () => {
      const query = { kind: 'offices', name: 'offices.csv' }
      const { digest } = (await importFile(query, '编号,名称,类型\nZZ,一局,部门')).json()
      const other = await importFile({ ...query, digest }, '编号,名称,类型\nZZ,二局,部门')
      expect(other.json()).toMatchObject({ code: 'registry_changed', status: 409 })
    })

    test('is for administrators, and too large a file is refused [V5.2.1]', async () => {
      const query = { kind: 'offices', name: 'offices.csv' }
      expect((await importFile(query, offices, 'handler')).json()).toMatchObject({
        code: 'permission_missing',
      })
      expect((await importFile(query, offices, 'nobody')).json()).toMatchObject({ code: 'session_missing' })
      const large = await importFile(query, 'x'.repeat(requestLimits.fileBytes + 1))
      expect(large.json()).toMatchObject({ code: 'request_too_large' })
    })

    test('of a file that is none says so', async () => {
      const none = await importFile({ kind: 'offices', name: 'offices.pdf' }, '%PDF')
      expect(none.json()).toMatchObject({ code: 'file_kind_unknown' })
      const broken = await importFile({ kind: 'areas', name: 'a.geojson' }, '{"type"')
      expect(broken.json()).toMatchObject({ code: 'sheet_unreadable' })
    })

    test('and a reveal are in the audit', async () => {
      await desk.tenant.audit.settle()
      const rows = await desk.tenant.database.query<{ kind: string }>(
        `select kind from audit_event where district_id = $1 and kind = 'data.imported'`,
        [1],
      )
      expect(rows.length).toBeGreaterThanOrEqual(files.length)
    })
  })

  describe('areas', () => {
    test('are listed page by page, with their shapes when asked for, by whoever asks', async () => {
      const first = (await get('/api/v1/areas?limit=3', 'nobody')).json()
      expect(first.rows.map(({ level }: { level: string }) => level)).toEqual([
        'district',
        'street',
        'community',
      ])
      expect(first.rows[0]).not.toHaveProperty('geometry')
      const second = (await get(`/api/v1/areas?limit=3&shapes=true&after=${first.next}`, 'nobody')).json()
      expect(second).toMatchObject({ rows: [{ level: 'grid', geometry: { type: 'Polygon' } }] })
      expect(second).not.toHaveProperty('next')
    })

    test('have the fields that are asked for only, and one that no row has is told', async () => {
      const few = (await get('/api/v1/areas?level=street&fields=id,name')).json()
      expect(few.rows).toEqual([{ id: '990101001', name: '东海街道' }])
      const wrong = await get('/api/v1/areas?fields=id,owner')
      expect(wrong.json()).toMatchObject({ code: 'request_malformed', findings: [{ path: '/query/fields' }] })
    })

    test('are not sent again as long as none was changed', async () => {
      const first = await get('/api/v1/areas?level=grid')
      const tag = String(first.headers.etag)
      expect(tag).toMatch(/^"[\w-]{16}"$/)
      const again = await get('/api/v1/areas?level=grid', 'handler', { 'if-none-match': `W/"x", ${tag}` })
      expect([again.statusCode, again.body]).toEqual([304, ''])
      const other = await get('/api/v1/areas?level=grid&on=2026-01-01', 'handler', { 'if-none-match': tag })
      expect(other.statusCode).toBe(200)
    })

    test('of a point are its grid and those above it, also for a point in GCJ-02', async () => {
      const at = (await get('/api/v1/area-at?longitude=120.1&latitude=36.1', 'nobody')).json()
      expect(at.grid).toBe('990101001001001')
      expect(at.rows.map(({ level }: { level: string }) => level)).toEqual([
        'district',
        'street',
        'community',
        'grid',
      ])
      // GCJ-02 lies some hundred metres to the east here: what it calls 120.0003 is west of the border.
      const west = (await get('/api/v1/area-at?longitude=120.0003&latitude=36.1&coordinates=gcj02')).json()
      expect(west).toEqual({ rows: [] })
      const street = (await get('/api/v1/area-at?longitude=120.7&latitude=36.1')).json()
      expect(street).not.toHaveProperty('grid')
      expect(street.rows.at(-1)).toMatchObject({ level: 'community' })
      expect((await get('/api/v1/area-at?longitude=120.7')).statusCode).toBe(400)
    })

    test('that are grids tell everybody who walks them and where to complain, and no private number', async () => {
      const answer = await get('/api/v1/areas/990101001001001', 'nobody')
      expect(answer.json()).toMatchObject({
        path: [{ name: '明湖区' }, { name: '东海街道' }, { name: '云湖社区' }],
        posted: { workers: [{ name: '王芳', phones: ['0999-6600123'] }], complaint_phone: '12345' },
      })
      expect(answer.body).not.toContain('13800001234')
      expect((await get('/api/v1/areas/none', 'nobody')).statusCode).toBe(404)
    })
  })

  describe('people', () => {
    test('are seen by staff with contacts masked by level, and by nobody else [V14.2.6]', async () => {
      const answer = await get('/api/v1/people?office=DH')
      expect(answer.json().rows).toEqual([
        {
          id: '0001',
          name: '王芳',
          office: 'YH',
          posts: ['YH-W'],
          contacts: [
            { kind: 'office_phone', value: '0999-6600123', is_masked: false },
            { kind: 'mobile', value: '138****1234', is_masked: true },
          ],
        },
      ])
      expect((await get('/api/v1/people', 'resident')).json()).toMatchObject({ code: 'permission_missing' })
      expect((await get('/api/v1/people', 'nobody')).json()).toMatchObject({ code: 'session_missing' })
      expect((await get('/api/v1/posts', 'resident')).json()).toMatchObject({ code: 'permission_missing' })
    })

    function reveal(name: DeskPerson, contact: string) {
      return desk.application.inject({
        method: 'POST',
        url: '/api/v1/people/0001/reveals',
        headers: { authorization: `Bearer ${name}` },
        payload: { contact, reason: '通知到场' },
      })
    }

    test('are revealed to those who have to reach them, with a reason that is kept [V16.3.3]', async () => {
      expect((await reveal('clerk', 'mobile')).json()).toEqual({ value: '13800001234' })
      expect((await reveal('handler', 'mobile')).json()).toMatchObject({ code: 'permission_missing' })
      expect((await reveal('clerk', 'identity_number')).statusCode).toBe(404)
      const rows = await desk.tenant.database.query<{ actor_name: string; subject: string }>(
        `select actor_name, subject from audit_event where district_id = $1 and kind = 'personal_data.revealed'`,
        [1],
      )
      expect(rows).toEqual([{ actor_name: 'zhou', subject: '0001' }])
    })

    test('hold posts, which list them', async () => {
      const rows = (await get('/api/v1/posts?office=YH')).json().rows
      expect(rows).toMatchObject([
        { id: 'YH-W', role: 'grid_worker', holders: [{ person: '0001', name: '王芳' }] },
      ])
      expect((await get('/api/v1/posts?person=0002')).json().rows).toMatchObject([{ id: 'CG-H' }])
    })
  })

  describe('duties', () => {
    test('say whether an office may be given an item, with the row', async () => {
      const url = '/api/v1/duty-checks?office=DH&item=A1'
      expect((await get(`${url}&as=assist`)).json()).toMatchObject({
        is_allowed: true,
        act: '劝导',
        row: { id: 'D1' },
      })
      const refused = (await get(url)).json()
      expect(refused).toMatchObject({
        is_allowed: false,
        code: 'duty_assisting_only',
        row: { id: 'D1' },
        next: { kind: 'department', office: 'CG' },
      })
      expect(refused.reason).toContain('清单项 D1：劝导')
      expect((await get('/api/v1/duty-checks?office=DH&item=ZZ')).json()).toMatchObject({
        code: 'duty_not_listed',
        next: { kind: 'consultation' },
      })
      expect((await get('/api/v1/duty-checks?office=CG&item=ZZ')).json()).toEqual({ is_allowed: true })
      expect((await get('/api/v1/duty-checks?office=NO&item=A1')).statusCode).toBe(404)
    })

    test('are listed for an office, and items with their versions', async () => {
      expect((await get('/api/v1/duties?office=DH')).json().rows).toHaveLength(2)
      expect((await get('/api/v1/duties?office=YH')).json().rows).toEqual([])
      expect((await get('/api/v1/items/A1', 'nobody')).json().rows).toMatchObject([
        { version: 1, kind: 'penalty' },
      ])
      expect((await get('/api/v1/items?name=楼道', 'nobody')).json().rows).toMatchObject([{ code: 'A2' }])
    })
  })

  describe('an export', () => {
    test('is imported again without a change, and holds no formula and no contact [V1.2.10]', async () => {
      for (const kind of ['areas', 'offices', 'posts', 'people', 'items', 'duties']) {
        for (const format of kind === 'areas' ? ['geojson'] : ['csv', 'xlsx']) {
          const answer = await get(`/api/v1/registry/exports/${kind}?format=${format}`, 'administrator')
          expect(answer.statusCode).toBe(200)
          expect(answer.headers['content-disposition']).toMatch(new RegExp(`${kind}-2026-.*\\.${format}`))
          const query = { kind, name: `${kind}.${format}`, complete: 'true' }
          const tried = await desk.application.inject({
            method: 'POST',
            url: '/api/v1/registry/imports',
            query,
            headers: { authorization: 'Bearer administrator', 'content-type': 'application/octet-stream' },
            payload: answer.rawPayload,
          })
          expect(tried.json()).toMatchObject({ findings: [], lines: [] })
        }
      }
      const people = (await get('/api/v1/registry/exports/people?format=csv', 'administrator')).body
      expect(people).toContain("'=李明")
      expect(people).not.toContain('13800001234')
    })

    test('is for those who work with the whole district, in forms that there are', async () => {
      expect((await get('/api/v1/registry/exports/offices', 'handler')).json()).toMatchObject({
        code: 'permission_missing',
      })
      const wrong = await get('/api/v1/registry/exports/offices?format=geojson', 'administrator')
      expect(wrong.json()).toMatchObject({ code: 'format_unavailable' })
    })

    test('has a template to fill in', async () => {
      const answer = await get('/api/v1/registry/templates/duties', 'administrator')
      const { records, findings } = await readWholeSheet({ name: 'duties.xlsx', bytes: answer.rawPayload })
      expect([records, findings]).toEqual([[], []])
      expect(answer.rawPayload.length).toBeGreaterThan(1000)
    })
  })

  describe('one row', () => {
    function change(kind: string, row: Record<string, string>, tag?: string) {
      return desk.application.inject({
        method: 'POST',
        url: `/api/v1/registry/rows/${kind}`,
        headers: { authorization: 'Bearer administrator', ...(tag !== undefined && { 'if-match': tag }) },
        payload: { row },
      })
    }

    test('is changed by who saw it as it stands, and by nobody who saw it before', async () => {
      const read = await get('/api/v1/registry/rows/office/CG', 'administrator')
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
      const posts = (await get('/api/v1/posts?office=YH')).json().rows
      expect(posts[0].holders).toContainEqual({ person: '0002', name: '=李明', deputy_for: '0001' })
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
    })

    test('has a log, the latest first, page by page', async () => {
      const url = '/api/v1/registry/changes?part=office'
      const first = (await get(`${url}&limit=1`, 'auditor')).json()
      expect(first.rows[0]).toMatchObject({
        subject: 'CG',
        act: 'changed',
        by: 'ding',
        after: { name: '城市管理局' },
      })
      const second = (await get(`${url}&limit=1&after=${first.next}`, 'auditor')).json()
      expect(second.rows[0]).toMatchObject({ after: { name: '综合行政执法局' } })
      expect((await get(`${url}&after=x`, 'auditor')).statusCode).toBe(400)
      expect((await get(url, 'handler')).json()).toMatchObject({ code: 'permission_missing' })
      const contacts = await get('/api/v1/registry/changes?part=contact', 'administrator')
      expect(contacts.json().rows.length).toBeGreaterThan(0)
      expect(contacts.body).not.toContain('13800001234')
    })

    test('of a contact is shown masked', async () => {
      const answer = await get('/api/v1/registry/rows/contact/0001%20mobile', 'administrator')
      expect(answer.json().row).toMatchObject({ value: '138****1234' })
    })
  })
})
