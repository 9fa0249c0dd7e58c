import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { DeskPerson } from './test-desk.ts'
import { openRegistryDesk } from './test-registry.ts'
import type { RegistryDesk } from './test-registry.ts'

describeOnBoth('looking into the registry over HTTP', (open) => {
  let desk: RegistryDesk

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock()
    desk = await openRegistryDesk({ database, now: () => clock.now(), source: shippedPack('hotline') })
  }, 120_000)

  afterAll(() => desk.close())

  describe('areas', () => {
    test('are listed page by page, with their shapes when asked for, by whoever asks', async () => {
      const first = (await desk.get('/api/v1/areas?limit=3', 'nobody')).json()
      expect(first.rows.map(({ level }: { level: string }) => level)).toEqual([
        'district',
        'street',
        'community',
      ])
      expect(first.rows[0]).not.toHaveProperty('geometry')
      const second = (
        await desk.get(`/api/v1/areas?limit=3&shapes=true&after=${first.next}`, 'nobody')
      ).json()
      expect(second).toMatchObject({ rows: [{ level: 'grid', geometry: { type: 'Polygon' } }] })
      expect(second).not.toHaveProperty('next')
    })

    test('have the fields that are asked for only, and one that no row has is told', async () => {
      const few = (await desk.get('/api/v1/areas?level=street&fields=id,name')).json()
      expect(few.rows).toEqual([{ id: '990101001', name: '东海街道' }])
      const wrong = await desk.get('/api/v1/areas?fields=id,owner')
      expect(wrong.json()).toMatchObject({ code: 'request_malformed', findings: [{ path: '/query/fields' }] })
    })

    test('are not sent again as long as none was changed', async () => {
      const first = await desk.get('/api/v1/areas?level=grid')
      const tag = String(first.headers.etag)
      expect(tag).toMatch(/^"[\w-]{16}"$/)
      const again = await desk.get('/api/v1/areas?level=grid', 'handler', {
        'if-none-match': `W/"x", ${tag}`,
      })
      expect([again.statusCode, again.body]).toEqual([304, ''])
      const other = await desk.get('/api/v1/areas?level=grid&on=2026-01-01', 'handler', {
        'if-none-match': tag,
      })
      expect(other.statusCode).toBe(200)
    })

    test('of a point are its grid and those above it, also for a point in GCJ-02', async () => {
      const at = (await desk.get('/api/v1/area-at?longitude=120.1&latitude=36.1', 'nobody')).json()
      expect(at.grid).toBe('990101001001001')
      expect(at.rows.map(({ level }: { level: string }) => level)).toEqual([
        'district',
        'street',
        'community',
        'grid',
      ])
      // GCJ-02 lies some hundred metres to the east here: what it calls 120.0003 is west of the border.
      const west = (
        await desk.get('/api/v1/area-at?longitude=120.0003&latitude=36.1&coordinates=gcj02')
      ).json()
      expect(west).toEqual({ rows: [] })
      const street = (await desk.get('/api/v1/area-at?longitude=120.7&latitude=36.1')).json()
      expect(street).not.toHaveProperty('grid')
      expect(street.rows.at(-1)).toMatchObject({ level: 'community' })
      expect((await desk.get('/api/v1/area-at?longitude=120.7')).statusCode).toBe(400)
    })

    test('that are grids tell everybody who walks them and where to complain, and no private number', async () => {
      const answer = await desk.get('/api/v1/areas/990101001001001', 'nobody')
      expect(answer.json()).toMatchObject({
        path: [{ name: '明湖区' }, { name: '东海街道' }, { name: '云湖社区' }],
        posted: { workers: [{ name: '王芳', phones: ['0999-6600123'] }], complaint_phone: '12345' },
      })
      expect(answer.body).not.toContain('13800001234')
      expect((await desk.get('/api/v1/areas/none', 'nobody')).statusCode).toBe(404)
    })
  })

  describe('people', () => {
    test('are seen by staff with contacts masked by level, and by nobody else [V14.2.6]', async () => {
      const answer = await desk.get('/api/v1/people?office=DH')
      expect(answer.json().rows).toEqual([
        {
          id: '0001',
          name: '王芳',
          office: 'YH',
          posts: ['YH-W'],
          post_names: ['网格员'],
          contacts: [
            { kind: 'office_phone', value: '0999-6600123', is_masked: false },
            { kind: 'mobile', value: '138****1234', is_masked: true },
          ],
        },
      ])
      expect((await desk.get('/api/v1/people', 'resident')).json()).toMatchObject({
        code: 'permission_missing',
      })
      expect((await desk.get('/api/v1/people', 'nobody')).json()).toMatchObject({ code: 'session_missing' })
      expect((await desk.get('/api/v1/posts', 'resident')).json()).toMatchObject({
        code: 'permission_missing',
      })
    })

    function reveal(name: DeskPerson, contact: string) {
      return desk.post('/api/v1/people/0001/reveals', { contact, reason: '通知到场' }, { name })
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
      const rows = (await desk.get('/api/v1/posts?office=YH')).json().rows
      expect(rows).toMatchObject([
        { id: 'YH-W', role: 'grid_worker', holders: [{ person: '0001', name: '王芳' }] },
      ])
      expect((await desk.get('/api/v1/posts?person=0002')).json().rows).toMatchObject([{ id: 'CG-H' }])
    })
  })

  describe('duties', () => {
    test('say whether an office may be given an item, with the row', async () => {
      const url = '/api/v1/duty-checks?office=DH&item=A1'
      expect((await desk.get(`${url}&as=assist`)).json()).toMatchObject({
        is_allowed: true,
        act: '劝导',
        row: { id: 'D1' },
      })
      const refused = (await desk.get(url)).json()
      expect(refused).toMatchObject({
        is_allowed: false,
        code: 'duty_assisting_only',
        row: { id: 'D1' },
        next: { kind: 'department', office: 'CG' },
      })
      expect(refused.reason).toContain('清单项 D1：劝导')
      expect((await desk.get('/api/v1/duty-checks?office=DH&item=ZZ')).json()).toMatchObject({
        code: 'duty_not_listed',
        next: { kind: 'consultation' },
      })
      expect((await desk.get('/api/v1/duty-checks?office=CG&item=ZZ')).json()).toEqual({ is_allowed: true })
      expect((await desk.get('/api/v1/duty-checks?office=NO&item=A1')).statusCode).toBe(404)
    })

    test('are listed for an office, and items with their versions', async () => {
      expect((await desk.get('/api/v1/duties?office=DH')).json().rows).toHaveLength(2)
      expect((await desk.get('/api/v1/duties?office=YH')).json().rows).toEqual([])
      expect((await desk.get('/api/v1/items/A1', 'nobody')).json().rows).toMatchObject([
        { version: 1, kind: 'penalty' },
      ])
      expect((await desk.get('/api/v1/items?name=楼道', 'nobody')).json().rows).toMatchObject([
        { code: 'A2' },
      ])
    })
  })
})
