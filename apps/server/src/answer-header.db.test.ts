import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '@duibiao/contract'
import type { Operation } from '@duibiao/contract'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { Database } from '@duibiao/store'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { openPair } from './test-pair.ts'
import type { DistrictPair } from './test-pair.ts'
import { sampleRequest } from './test-sample.ts'

/** Every operation is asked by people who may, by one who may not and by nobody; and what is no operation at all. */
describeOnBoth('every answer of the service', (open) => {
  let pair: DistrictPair
  let database: Database
  const answers: { readonly what: string; readonly answer: LightMyRequestResponse }[] = []

  const askers = ['district_dispatcher.centre', 'li', 'administrator', 'security_administrator', 'auditor']

  beforeAll(async () => {
    ;({ database } = await open())
    pair = await openPair({ database, scheduler: makeFixedClock() })
    for (const operation of operations) {
      for (const id of [...askers, 'nobody']) await ask(operation, id)
    }
    const strange = [
      '/',
      '/nothing',
      '/api/v1',
      '/api/v1/matters/',
      '/api/v1/%zz',
      `/api/v1/matters/${'x'.repeat(500)}`,
    ]
    for (const url of strange) await keep(url, { url })
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'PROPFIND', 'TRACE'] as const) {
      await keep(method, { method: method as 'HEAD', url: '/api/v1/matters', headers: foreign })
    }
    await keep('broken', {
      method: 'POST',
      url: '/api/v1/sessions',
      headers: { 'content-type': 'application/json' },
      payload: '{',
    })
    await keep('large', {
      method: 'POST',
      url: '/api/v1/sessions',
      payload: { account: 'x'.repeat(2_000_000), password: 'x' },
    })
  }, 240_000)

  afterAll(() => pair.close())

  const foreign = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }

  async function keep(what: string, request: InjectOptions): Promise<void> {
    answers.push({
      what,
      answer: await pair.application.inject({ remoteAddress: '203.0.113.9', ...request }),
    })
  }

  async function ask(operation: Operation, id: string): Promise<void> {
    // Of a stream only the refusal has an end; its headers are those of every other answer.
    if (operation.answer.kind === 'events' && id !== 'nobody') return
    // These would end what the others are asked with.
    if (['session.close', 'session.confirm', 'own_data.erase'].includes(operation.id) && id !== 'nobody')
      return
    const {
      path: url,
      query,
      body,
    } = sampleRequest(operation, {
      matter: pair.one.matter,
      evidence: pair.one.evidence,
      document: 'work-order',
    })
    const person = pair.one.people.find((one) => one.id === id && one.scopes === undefined)
    const hasBody = operation.method !== 'GET' && body !== undefined
    const headers = {
      ...person?.headers,
      'idempotency-key': `headers-${id}`,
      ...(operation.method === 'GET' && foreign),
      ...(hasBody && { 'content-type': 'application/json' }),
    }
    const payload = hasBody ? { payload: JSON.stringify(body) } : {}
    await keep(`${operation.id} ${id}`, { method: operation.method, url, query, headers, ...payload })
  }

  function without(holds: (answer: LightMyRequestResponse) => boolean): readonly string[] {
    return answers
      .filter(({ answer }) => !holds(answer))
      .map(({ what, answer }) => `${what} ${answer.statusCode}`)
  }

  function headerOf({ headers }: LightMyRequestResponse, name: string): string {
    return String(headers[name] ?? '')
  }

  test('was asked for: there are some of every kind', () => {
    const statuses = new Set(answers.map(({ answer }) => answer.statusCode))
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 413]))
    expect([...statuses].filter((status) => status >= 500)).toEqual([])
    expect(answers.filter(({ answer }) => answer.statusCode === 200).length).toBeGreaterThan(60)
  })

  test('binds the browser to TLS for a year, on all names below ours [V3.4.1]', () => {
    expect(
      without((one) => headerOf(one, 'strict-transport-security') === 'max-age=31536000; includeSubDomains'),
    ).toEqual([])
  })

  test('is shared with no other site: no header lets one read it, and a question beforehand is not answered [V3.4.2]', () => {
    expect(
      without(({ headers }) => !Object.keys(headers).some((name) => name.startsWith('access-control-'))),
    ).toEqual([])
    expect(without((one) => headerOf(one, 'cross-origin-resource-policy') === 'same-origin')).toEqual([])
  })

  test('lets a browser run and load what is ours alone, in no frame of anybody [V3.7.1] [V3.4.3] [V3.4.6] [V14.2.3]', () => {
    const wanted = ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"]
    const lacking = without((one) => {
      const rules = headerOf(one, 'content-security-policy')
        .split(';')
        .map((rule) => rule.trim())
      const scripts = rules.filter((rule) => /^(?:default|script|worker)-src/.test(rule)).join(' ')
      // Files that somebody sent and forms to be printed are sandboxed: nothing of them runs, and ours alone may frame them.
      const isSandboxed =
        rules.some((rule) => rule.startsWith('sandbox')) && rules.includes("default-src 'none'")
      const asked = isSandboxed ? wanted.slice(2) : wanted
      return asked.every((rule) => rules.includes(rule)) && !/unsafe|\*|https?:|data:/.test(scripts)
    })
    expect(lacking).toEqual([])
    const framed = without((one) =>
      headerOf(one, 'content-security-policy').includes("frame-ancestors 'none'"),
    )
    expect([...new Set(framed.map((what) => what.split(' ')[0]))]).toEqual(['document.read'])
  })

  test('is taken for what it says it is, and tells other sites nothing of ours [V3.4.4] [V3.4.5]', () => {
    expect(without((one) => headerOf(one, 'x-content-type-options') === 'nosniff')).toEqual([])
    expect(without((one) => headerOf(one, 'referrer-policy') === 'no-referrer')).toEqual([])
  })

  test('is kept by no browser and no server on its way [V14.3.2] [V14.2.2]', () => {
    const open = without((one) => headerOf(one, 'cache-control') === 'no-store')
    expect(open).toEqual([])
  })

  test('says what it is, and texts in which characters [V4.1.1]', () => {
    const faulty = without((one) => {
      const type = headerOf(one, 'content-type')
      // A file that somebody sent comes back in the characters that they wrote it in, to be kept and not shown.
      if (one.body === '' || headerOf(one, 'content-disposition').startsWith('attachment'))
        return type !== '' || one.body === ''
      return /^(?:text\/|application\/(?:problem\+)?json|application\/xml|[\w/.-]+\+xml)/.test(type)
        ? /; charset=utf-8$/i.test(type)
        : type !== ''
    })
    expect(faulty).toEqual([])
    const wrong = without((one) => !/json\b/.test(headerOf(one, 'content-type')) || isJson(one.body))
    expect(wrong).toEqual([])
  })

  test('tells nothing of what it runs on [V13.4.2] [V16.5.1]', () => {
    expect(
      without(({ headers }) => headers['server'] === undefined && headers['x-powered-by'] === undefined),
    ).toEqual([])
    expect(without(({ body }) => !/node_modules|\n\s+at |\.ts:\d|select .* from /.test(body))).toEqual([])
  })

  test('to what only reads changes nothing: whoever asks, the data are the same before and after [V3.5.3]', async () => {
    const before = await contentOf()
    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      for (const id of askers) await ask(operation, id)
    }
    expect(await contentOf()).toEqual(before)
  }, 120_000)

  // Reading is remembered in the audit, in counts of requests and in when somebody was last here.
  const aside = new Set(['audit_event', 'audit_head', 'rate', 'session', 'access_token'])

  async function contentOf(): Promise<Readonly<Record<string, string>>> {
    // Those that the service itself may read; parts of the record are read through its whole.
    const tables = await database.query<{ readonly name: string }>(
      `select relname as name from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
  and has_table_privilege(oid, 'select')
order by relname`,
      [],
    )
    expect(tables.length).toBeGreaterThan(30)
    const digests: [string, string][] = []
    for (const { name } of tables.filter((one) => !aside.has(one.name))) {
      const text = `select coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as digest from "${name}" t`
      const [row] = await database.query<{ readonly digest: string }>(text, [])
      digests.push([name, row?.digest ?? ''])
    }
    return Object.fromEntries(digests)
  }

  function isJson(text: string): boolean {
    try {
      JSON.parse(text)
      return true
    } catch {
      return text === ''
    }
  }
})
