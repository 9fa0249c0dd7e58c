/**
 * What the texts of Open311 GeoReport v2, its service discovery and the extension of service request updates demand of a
 * server, one test for each demand; here of what is read.
 */
import { readPackFiles } from '@duibiao/packfile'
import { findMatter, listOpen311Requests, receiptOf } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { home, listElements, openOpen311Scene } from './test-open311.ts'
import type { Open311Scene } from './test-open311.ts'

const w3 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/
const hour = 3_600_000
const day = 24 * hour
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => listElements.includes(name) })
const parseXml = (text: string) => parser.parse(text)
const jurisdiction = 'jurisdiction_id=110001'

describeOnBoth('Open311 GeoReport v2, reading', (open) => {
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

  test('discovery stands at an address that ends in /discovery.xml and .json, with every field', async () => {
    const value = await scene.read(`/discovery.json?${jurisdiction}`)
    expect(value).toEqual({
      changeset: expect.stringMatching(w3),
      contact: expect.stringContaining('110001'),
      key_service: expect.any(String),
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: 'https://duibiao.minghu.example/open311/v2',
          changeset: expect.stringMatching(w3),
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    })
    const { discovery } = await scene.read(`/discovery.xml?${jurisdiction}`)
    expect(discovery.endpoints.endpoint[0].formats.format).toEqual(['text/xml', 'application/json'])
  })

  test('text is UTF-8, says so in its header, and in XML in its declaration', async () => {
    const asXml = await scene.get(`/v2/services.xml?${jurisdiction}`, 'zh')
    expect(asXml.type).toBe('text/xml; charset=utf-8')
    expect(asXml.text.startsWith('<?xml version="1.0" encoding="UTF-8"?>')).toBe(true)
    expect(asXml.text).toContain('路灯不亮')
    expect(asXml.text).not.toContain('xmlns')
    expect((await scene.get(`/v2/services.json?${jurisdiction}`)).type).toBe(
      'application/json; charset=utf-8',
    )
  })

  test('services list code, name, description, metadata, type, keywords and group, without a key', async () => {
    expect(await scene.read(`/v2/services.json?${jurisdiction}`)).toEqual([
      {
        service_code: 'FLOOD',
        service_name: 'Flooding',
        description: 'Lights <broken> on roads & in parks',
        metadata: false,
        type: 'realtime',
        keywords: '',
        group: 'Public works',
      },
      {
        service_code: 'LAMP',
        service_name: 'Street light out',
        description: 'Lights <broken> on roads & in parks',
        metadata: true,
        type: 'realtime',
        keywords: '路灯, 照明',
        group: 'Public works',
      },
    ])
  })

  test('XML and JSON say the same (Spark convention)', async () => {
    const { services } = await scene.read(`/v2/services.xml?${jurisdiction}`)
    const listed = await scene.read(`/v2/services.json?${jurisdiction}`)
    const asText = (row: Record<string, string | boolean | null>) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')]))
    expect(services.service).toEqual(listed.map(asText))
  })

  test('a definition has the code asked for and attributes in an order that is used once', async () => {
    const value = await scene.read(`/v2/services/LAMP.json?${jurisdiction}`)
    expect(value).toMatchObject({
      service_code: 'LAMP',
      attributes: [
        {
          variable: true,
          code: 'KIND',
          datatype: 'singlevaluelist',
          required: true,
          datatype_description: null,
          order: 1,
          description: 'Which light',
          values: [
            { key: 'road', name: 'Road' },
            { key: 'park', name: 'Park' },
          ],
        },
        { code: 'SIGNS', datatype: 'multivaluelist', required: false, order: 2 },
        { variable: false, code: 'NOTE', datatype: 'text', order: 3 },
      ],
    })
    const { service_definition: definition } = await scene.read(`/v2/services/LAMP.xml?${jurisdiction}`)
    expect(definition.attributes.attribute[0].values.value[1]).toEqual({ key: 'park', name: 'Park' })
    expect(definition.attributes.attribute).toHaveLength(3)
  })

  test.each([
    ['/v2/services.FORMAT?jurisdiction_id=nowhere.gov', 404],
    ['/v2/services.FORMAT', 400],
    ['/v2/services.FORMAT?jurisdiction_id=', 400],
    [`/v2/services/NONE.FORMAT?${jurisdiction}`, 404],
    ['/v2/services/LAMP.FORMAT?jurisdiction_id=nowhere.gov', 404],
    [`/v2/requests/NONE.FORMAT?${jurisdiction}`, 404],
    ['/v2/requests.FORMAT?jurisdiction_id=nowhere.gov', 404],
    [`/v2/requests.FORMAT?${jurisdiction}&status=pending`, 400],
    [`/v2/requests.FORMAT?${jurisdiction}&start_date=2010-01-01`, 400],
    [
      `/v2/requests.FORMAT?${jurisdiction}&start_date=2025-01-01T00:00:00Z&end_date=2025-06-01T00:00:00Z`,
      400,
    ],
    [`/v2/tokens/12345.FORMAT?${jurisdiction}`, 404],
    ['/v2/tokens/12345.FORMAT', 400],
  ])('%s is an error in the form of the specification', async (path, status) => {
    const asXml = await scene.get(path.replace('FORMAT', 'xml'))
    const asJson = await scene.get(path.replace('FORMAT', 'json'))
    expect([asXml.status, asJson.status]).toEqual([status, status])
    const { errors } = parseXml(asXml.text)
    expect(errors.error).toEqual([{ code: String(status), description: expect.stringMatching(/\w/) }])
    expect(JSON.parse(asJson.text)).toEqual([{ code: status, description: errors.error[0].description }])
    expect([asXml.type, asJson.type]).toEqual(['text/xml; charset=utf-8', 'application/json; charset=utf-8'])
  })

  test('where only one jurisdiction is served nobody has to name it', async () => {
    expect((await scene.alone.inject('/open311/v2/services.json')).json()).toHaveLength(2)
    expect((await scene.alone.inject('/open311/v2/services.json?jurisdiction_id=nowhere')).statusCode).toBe(
      404,
    )
  })

  test('a request has every field of the specification, with times that name their zone', async () => {
    const id = await scene.make({
      description: '灯坏了\n两天了',
      address_string: '滨河路 12 号',
      address_id: '545483',
      media_url: 'https://pictures.example/1.jpg',
    })
    const [row] = await scene.read(`/v2/requests/${id}.json?${jurisdiction}`)
    expect(row).toEqual({
      service_request_id: id,
      status: 'open',
      status_notes: 'In progress',
      service_name: 'Street light out',
      service_code: 'LAMP',
      description: '灯坏了\n两天了',
      agency_responsible: null,
      service_notice: 'Mended within three working days as a rule',
      requested_datetime: expect.stringMatching(w3),
      updated_datetime: expect.stringMatching(w3),
      expected_datetime: expect.toSatisfy((value) => value === null || w3.test(value)),
      address: '滨河路 12 号',
      address_id: '545483',
      zipcode: null,
      lat: 39.9,
      long: 116.4,
      media_url: 'https://pictures.example/1.jpg',
    })
    const { service_requests: listed } = await scene.read(`/v2/requests/${id}.xml?${jurisdiction}`)
    expect(Object.keys(listed.request[0])).toEqual(Object.keys(row))
  })

  test('a service shows no more than it is set to', async () => {
    const fields = {
      service_code: 'FLOOD',
      description: '水深',
      address_string: '桥下',
      media_url: 'https://a.example/',
    }
    const [row] = await scene.read(`/v2/requests/${await scene.make(fields)}.json?${jurisdiction}`)
    expect(row).toMatchObject({ description: null, address: null, lat: null, long: null, media_url: null })
  })

  test('service_request_id takes several, and overrides all other arguments', async () => {
    const ids = [await scene.make(), await scene.make(), await scene.make()]
    const asked = ids.slice(0, 2).join(',')
    const range = 'start_date=2001-01-01T00:00:00Z&end_date=2001-01-02T00:00:00Z&status=closed'
    const found = await scene.read(`/v2/requests.json?${jurisdiction}&service_request_id=${asked}&${range}`)
    expect(new Set(found.map((row: { service_request_id: string }) => row.service_request_id))).toEqual(
      new Set(ids.slice(0, 2)),
    )
  })

  test('requests are found by service_code and status, several of each; both by default', async () => {
    const [opened, flooded] = [await scene.make(), await scene.make({ service_code: 'FLOOD' })]
    const closed = await scene.make()
    const { database, engine } = scene.tenant
    const found = await findMatter(database, home, closed)
    if (found === undefined) throw new Error('it was made')
    await clock.advance(hour)
    const cancel = { kind: 'cancel', reason: 'duplicate' } as const
    receiptOf(await engine.act(found.matter, cancel, { key: `cancel:${closed}`, actor: { person: 'li' } }))
    await clock.advance(hour)
    const idsOf = async (query: string) =>
      (await scene.read(`/v2/requests.json?${jurisdiction}${query}`)).map(
        (row: { service_request_id: string }) => row.service_request_id,
      )
    expect(await idsOf('&service_code=FLOOD')).toContain(flooded)
    expect(await idsOf('&service_code=FLOOD')).not.toContain(opened)
    expect(await idsOf('&service_code=FLOOD,LAMP')).toEqual(expect.arrayContaining([opened, flooded, closed]))
    expect(await idsOf('&service_code=FLOOD&service_code=LAMP')).toEqual(await idsOf(''))
    expect(await idsOf('&status=closed')).toEqual([closed])
    expect(await idsOf('&status=open')).not.toContain(closed)
    expect(await idsOf('&status=open,closed')).toEqual(await idsOf('&status='))
    // Of a closed request the last change is the day it was closed.
    const [row] = await scene.read(`/v2/requests/${closed}.json?${jurisdiction}`)
    expect(row.status).toBe('closed')
    expect(Date.parse(row.updated_datetime)).toBe(clock.now() - hour)
  })

  test('a list covers the most recent 90 days, or the days asked for, and at most so many', async () => {
    const old = await scene.make()
    const before = clock.now()
    await clock.advance(91 * day)
    const young = await scene.make()
    const idsOf = async (query: string) =>
      (await scene.read(`/v2/requests.json?${jurisdiction}${query}`)).map(
        (row: { service_request_id: string }) => row.service_request_id,
      )
    expect(await idsOf('')).toEqual([young])
    const start = encodeURIComponent(new Date(before - hour).toISOString())
    expect(await idsOf(`&start_date=${start}`)).toContain(old)
    expect(await idsOf(`&start_date=${start}`)).not.toContain(young)
    const end = encodeURIComponent(new Date(before).toISOString().replace('Z', '+00:00'))
    expect(await idsOf(`&end_date=${end}`)).toContain(old)
    const { database } = scene.tenant
    const wish = { by: 'opened', from: before, to: clock.now(), limit: 1 } as const
    expect(await listOpen311Requests(database, home, wish)).toHaveLength(1)
  })

  test('what came in otherwise is listed only where its service is public', async () => {
    const { engine, nextNumber } = scene.tenant
    const number = await nextNumber('hotline')
    const variables = { category: '城市管理/FLOOD', body: '电话来的', reporter_phone: 'x' }
    const start = { procedure: 'hotline', number, variables, key: 'phone', actor: { person: 'zhou' } }
    receiptOf(await engine.start(start))
    const path = `/v2/requests/${number}.json?${jurisdiction}`
    expect(await scene.get(path)).toMatchObject({ status: 404 })
    await scene.publishFlood(true)
    expect(await scene.read(path)).toMatchObject([{ service_request_id: number, service_code: 'FLOOD' }])
    const { text } = await scene.get(`/v2/requests.json?${jurisdiction}`)
    expect(text).toContain(number)
    await scene.publishFlood(false)
  })

  test('a token is the id of the matter and leads to the request', async () => {
    const id = await scene.make()
    const found = await findMatter(scene.tenant.database, home, id)
    const token = found?.matter ?? ''
    expect(await scene.read(`/v2/tokens/${token}.json?${jurisdiction}`)).toEqual([
      { service_request_id: id, token },
    ])
    expect(await scene.read(`/v2/tokens/${token}.xml?${jurisdiction}`)).toMatchObject({
      service_requests: { request: [{ service_request_id: id, token }] },
    })
  })

  test('updates tell how requests stand that changed within a time', async () => {
    await clock.advance(day)
    const id = await scene.make()
    const start = encodeURIComponent(new Date(clock.now() - hour).toISOString())
    const path = `?${jurisdiction}&start_date=${start}`
    const expected = {
      update_id: `${id}.1`,
      service_request_id: id,
      status: 'open',
      updated_datetime: expect.stringMatching(w3),
      description: 'In progress',
      media_url: null,
    }
    expect(await scene.read(`/v2/servicerequestupdates.json${path}`)).toEqual([expected])
    const { service_request_updates: listed } = await scene.read(`/v2/servicerequestupdates.xml${path}`)
    expect(listed.request_update).toHaveLength(1)
  })
})
