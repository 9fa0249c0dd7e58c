import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { DeskPerson } from './test-desk.ts'
import { openRegistryDesk } from './test-registry.ts'
import type { RegistryDesk } from './test-registry.ts'

describeOnBoth('packs over HTTP', (open) => {
  let desk: RegistryDesk

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock()
    desk = await openRegistryDesk({ database, now: () => clock.now(), source: shippedPack('hotline') })
  }, 120_000)

  afterAll(() => desk.close())

  test('are listed, and read with what is in them, in the language asked for', async () => {
    const listed = (await desk.get('/api/v1/packs')).json().rows
    expect(listed).toMatchObject([{ pack: 'hotline', number: 1, is_newest: true }])
    const answer = await desk.get('/api/v1/packs/hotline@1', 'handler', { 'accept-language': 'en' })
    expect(answer.json()).toMatchObject({
      manifest: { name: 'hotline', entry: 'hotline' },
      versions: [{ number: 1 }],
      procedures: [{ id: 'hotline', file: 'procedures/hotline.bpmn' }],
      texts: { 'form.accept.list_entry.basic': 'Basic duty' },
    })
    expect(answer.json().decisions.map(({ id }: { id: string }) => id)).toContain('list-check')
    expect(answer.json().forms).toContain('accept')
    const again = await desk.get('/api/v1/packs/hotline@1', 'handler', {
      'accept-language': 'en',
      'if-none-match': String(answer.headers.etag),
    })
    expect(again.statusCode).toBe(304)
    expect((await desk.get('/api/v1/packs/none')).json()).toMatchObject({ code: 'pack_not_installed' })
    expect((await desk.get('/api/v1/packs', 'resident')).json()).toMatchObject({ code: 'permission_missing' })
  })

  test('show a procedure as BPMN, which no browser opens as a page [V3.2.1]', async () => {
    const answer = await desk.get('/api/v1/packs/hotline/procedures/hotline')
    expect(answer.headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      'content-disposition': 'attachment; filename="hotline.bpmn"',
    })
    expect(answer.body).toContain('<process id="hotline"')
    expect((await desk.get('/api/v1/packs/hotline/procedures/none')).statusCode).toBe(404)
  })

  test('show a decision as its table', async () => {
    const { table, dmn, name } = (await desk.get('/api/v1/packs/hotline/decisions/list-check')).json()
    expect(name).toBe('履职清单校核')
    expect(table).toMatchObject({
      hit_policy: 'first',
      inputs: [{ label: '承办对象', expression: 'receiver_kind' }, {}, {}],
      outputs: [{ name: 'allowed', type: 'boolean' }, {}, {}],
    })
    expect(table.rules[1]).toMatchObject({
      id: 'list-check_02',
      inputs: ['"street"', '"basic"', '-'],
      outputs: ['true', '"lead"', '"street_basic"'],
    })
    expect(dmn).toContain('<decisionTable')
    expect((await desk.get('/api/v1/packs/hotline/decisions/none')).statusCode).toBe(404)
  })

  test('show a form to everybody who may fill one in', async () => {
    const form = (await desk.get('/api/v1/packs/hotline/forms/consult', 'resident')).json()
    expect(form).toMatchObject({ id: 'consult', schema: { required: expect.arrayContaining(['unit']) } })
    expect(form.fields[0]).toMatchObject({ name: 'consulted', widget: 'switch', level: 'internal' })
    expect(form.texts['form.consult.receiver_kind']).toBe('承办对象')
    expect((await desk.get('/api/v1/packs/hotline/forms/none', 'resident')).statusCode).toBe(404)
  })

  describe('are settled by the district', () => {
    const basis = { law: '明湖区政府常务会议纪要', article: '2026-7' }

    function settle(body: object, name: DeskPerson = 'administrator') {
      const url = '/api/v1/packs/hotline/settings'
      return desk.post(url, { legal_basis: basis, from: '2026-01-01', ...body }, { name })
    }

    async function parameters() {
      return (await desk.get('/api/v1/packs/hotline/parameters?limit=200')).json().rows
    }

    test('under the rules of the command; the parameters say it with what it rests on', async () => {
      const found = (await parameters()).find(
        ({ fixed, current }: { fixed?: object; current?: { value: unknown; is_unconfirmed: boolean } }) =>
          fixed === undefined &&
          typeof current?.value === 'number' &&
          current.is_unconfirmed &&
          current.value > 1,
      )
      const { name } = found
      const done = await settle({ kind: 'parameter', name, value: '1' })
      expect(done.json()).toMatchObject({
        setting: { number: 1, name, value: 1, legal_basis: basis, recorded_by: 'ding' },
        without_effect: [],
      })
      expect(done.statusCode).toBe(201)
      const changed = (await parameters()).find((one: { name: string }) => one.name === name)
      expect(changed.current).toMatchObject({ value: 1, origin: 'district', legal_basis: basis })
      expect(changed.values.at(-1)).toMatchObject({ origin: 'pack' })
      expect((await desk.get('/api/v1/packs/hotline/settings')).json().rows).toHaveLength(1)
      expect((await settle({ kind: 'parameter', name, value: 'soon' })).json()).toMatchObject({
        code: 'parameter_value_invalid',
      })
      expect((await settle({ kind: 'parameter', name: 'none', value: '1' })).json()).toMatchObject({
        code: 'parameter_unknown',
      })
      expect((await settle({ kind: 'preset', value: 'none-such' })).json()).toMatchObject({
        code: 'preset_unknown',
      })
      expect((await settle({ kind: 'preset', value: 'anyang' }, 'clerk')).json()).toMatchObject({
        code: 'permission_missing',
      })
    })
  })

  test('the calendar has the days of a year, and says of a year without a notice that it is provisional', async () => {
    const known = (await desk.get('/api/v1/calendars/2025?special=true', 'nobody')).json()
    expect(known.days.length).toBeLessThan(60)
    expect((await desk.get('/api/v1/calendars/2024', 'nobody')).json().days).toHaveLength(366)
    expect((await desk.get('/api/v1/calendars/2090', 'nobody')).json()).toMatchObject({
      is_provisional: true,
    })
    expect((await desk.get('/api/v1/calendars/soon', 'nobody')).statusCode).toBe(400)
  })
})
