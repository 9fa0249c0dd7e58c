/**
 * What the texts of Open311 GeoReport v2, its service discovery and the extension of service request updates demand of a
 * server, one test for each demand; here of what is sent.
 */
import { readPackFiles } from '@duibiao/packfile'
import { findMatter, readSealedValues } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodRequest, home, listElements, openOpen311Scene } from './test-open311.ts'
import type { Open311Scene } from './test-open311.ts'

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => listElements.includes(name) })
const parseXml = (text: string) => parser.parse(text)
const jurisdiction = 'jurisdiction_id=110001'

describeOnBoth('Open311 GeoReport v2, sending', (open) => {
  let scene: Open311Scene
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    scene = await openOpen311Scene({ database, clock, pack, parseXml })
  }, 120_000)
  afterAll(() => scene.close())

  test.each([
    ['no api_key', { api_key: '' }, 403],
    ['a wrong api_key', { api_key: 'bad' }, 403],
    ['a key without the scope', { api_key: 'weak' }, 403],
    ['a key of another district', { api_key: 'foreign' }, 403],
    ['an unknown jurisdiction', { jurisdiction_id: 'nowhere.gov' }, 404],
    ['no jurisdiction', { jurisdiction_id: '' }, 400],
    ['no service_code', { service_code: '' }, 400],
    ['an unknown service_code', { service_code: 'NONE' }, 404],
    ['no place', { lat: '', long: '' }, 400],
    ['half a place', { long: '' }, 400],
    ['a place that is none', { lat: '139.9' }, 400],
    ['a required attribute missing', { 'attribute[KIND]': '' }, 400],
    ['an attribute that is no option', { 'attribute[KIND]': 'sun' }, 400],
    ['a description of more than 4,000 characters', { description: 'x'.repeat(4001) }, 400],
    ['a media_url that is none', { media_url: 'javascript:alert(1)' }, 400],
  ])('a request with %s is refused', async (_, fields, status) => {
    for (const format of ['json', 'xml'] as const) {
      const answer = await scene.post('requests', { ...goodRequest, ...fields }, { format })
      expect(answer.status, answer.text).toBe(status)
      const [error] = format === 'json' ? answer.value : answer.value.errors.error
      expect(Number(error.code)).toBe(status)
    }
  })

  test('a request is answered with its id and without a token, in a list of one', async () => {
    const made = await scene.post('requests', goodRequest)
    expect(made).toMatchObject({
      status: 200,
      value: [
        {
          service_request_id: expect.stringMatching(/^JB-2026-\d{6}$/),
          service_notice: 'Mended within three working days as a rule',
          account_id: null,
        },
      ],
    })
    const asXml = await scene.post('requests', goodRequest, { format: 'xml' })
    expect(asXml.value.service_requests.request[0]).not.toHaveProperty('token')
    expect(asXml.value.service_requests.request[0].service_request_id).toMatch(/^JB-2026-/)
  })

  test.each([
    ['an address_string alone', { lat: '', long: '', address_string: '滨河路 12 号' }],
    ['an address_id alone', { lat: '', long: '', address_id: '545483' }],
    ['arguments that nobody knows', { colour: 'red', 'attribute[OTHER]': '1' }],
    ['empty optional arguments', { email: '', phone: '', media_url: '', description: '' }],
    ['a description of 4,000 characters', { description: '灯'.repeat(4000) }],
  ])('a request with %s is taken', async (_, fields) => {
    expect(await scene.make(fields)).toMatch(/^JB-2026-/)
  })

  test('attributes become what the mapping says, several values of one code a list', async () => {
    const raw = '&attribute[SIGNS][]=dark&attribute[SIGNS][]=blinking'
    const made = await scene.post('requests', { ...goodRequest, description: '第三盏灯' }, { raw })
    const { database } = scene.tenant
    const found = await findMatter(database, home, made.value[0].service_request_id)
    expect(found?.data['0']).toMatchObject({
      lamp_kind: 'road',
      lamp_signs: ['dark', 'blinking'],
      body: '第三盏灯',
      category: '城市管理/LAMP',
      channel_in: 'app',
    })
  })

  test('[V14.2.6] who reported it is sealed and never comes out, whatever a service shows', async () => {
    const reporter = {
      first_name: '明',
      last_name: '李',
      phone: '13912345678',
      email: 'liming@home.example',
      device_id: 'device-77',
      account_id: 'account-88',
    }
    const id = await scene.make({
      ...reporter,
      description: '打 13912345678 找我，身份证 11010519491231002X',
    })
    const { database } = scene.tenant
    const found = await findMatter(database, home, id)
    if (found === undefined) throw new Error('it was made')
    for (const value of ['李明', '13912345678"', 'liming@', 'device-77', 'account-88'])
      expect(JSON.stringify(found.data)).not.toContain(value)
    const sealed = await readSealedValues(database, home, found.matter)
    expect(new Set(sealed.map(({ value }) => value))).toEqual(
      new Set(['李明', '13912345678', 'liming@home.example', 'device-77', 'account-88']),
    )
    for (const path of [`/v2/requests/${id}.json`, '/v2/requests.xml', '/v2/servicerequestupdates.json']) {
      const { text } = await scene.get(`${path}?${jurisdiction}`)
      expect(text).not.toMatch(/李明|13912345678|liming|device-77|account-88|11010519491231002X/)
    }
  })

  test('a request given again with the same key is the same request', async () => {
    const once = async () => {
      const answer = await scene.application.inject({
        method: 'POST',
        url: '/open311/v2/requests.json',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': 'same-key-1' },
        payload: new URLSearchParams(goodRequest).toString(),
      })
      return answer.json()[0].service_request_id
    }
    expect(await once()).toBe(await once())
  })

  test('an update is noted once, sealed, and closes nothing', async () => {
    const id = await scene.make()
    const update = {
      api_key: 'good',
      jurisdiction_id: '110001',
      service_request_id: id,
      update_id: '777',
      status: 'closed',
      updated_datetime: '2026-03-02T10:00:00Z',
      description: '昨晚又灭了，电话 13900001111',
      email: 'liming@home.example',
      last_name: '李',
    }
    const first = await scene.post('servicerequestupdates', update)
    expect(first).toMatchObject({ status: 200, value: [{ update_id: `${id}.2` }] })
    expect((await scene.post('servicerequestupdates', update)).value).toEqual(first.value)
    const { database } = scene.tenant
    const found = await findMatter(database, home, id)
    expect(found).toMatchObject({ revision: 2, state: { status: 'open' } })
    expect(JSON.stringify(found?.data)).not.toContain('昨晚')
    const asXml = await scene.post(
      'servicerequestupdates',
      { ...update, update_id: '778' },
      { format: 'xml' },
    )
    expect(asXml.value.service_request_updates.request_update[0].update_id).toBe(`${id}.3`)
    expect(
      (await scene.post('servicerequestupdates', { ...update, service_request_id: 'none' })).status,
    ).toBe(404)
    expect((await scene.post('servicerequestupdates', { ...update, api_key: '' })).status).toBe(403)
    expect((await scene.post('servicerequestupdates', { ...update, update_id: '' })).status).toBe(400)
  })

  test('nothing of one district is seen in another [V8.4.1]', async () => {
    const id = await scene.make()
    expect((await scene.get(`/v2/requests/${id}.json?jurisdiction_id=110002`)).status).toBe(404)
    expect(await scene.read('/v2/requests.json?jurisdiction_id=110002')).toEqual([])
    expect(await scene.read('/v2/services.json?jurisdiction_id=110002')).toEqual([])
  })
})
