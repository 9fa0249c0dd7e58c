import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClient } from '@duibiao/contract'
import type { Client } from '@duibiao/contract'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import exceljs from 'exceljs'
import type { LightMyRequestResponse } from 'fastify'
import { formulaPayloads, linePayloads, scriptPayloads } from './test-injection.ts'
import { openPair } from './test-pair.ts'
import type { DistrictPair } from './test-pair.ts'

const scripts = scriptPayloads()

describeOnBoth('what people write', (open) => {
  let pair: DistrictPair
  let count = 0

  beforeAll(async () => {
    const { database } = await open()
    pair = await openPair({ database, scheduler: makeFixedClock() })
  }, 120_000)

  afterAll(() => pair.close())

  function headersOf(id: string): Readonly<Record<string, string>> {
    return pair.one.people.find((one) => one.id === id && one.scopes === undefined)?.headers ?? {}
  }

  const answers: LightMyRequestResponse[] = []

  function as(id: string): Client {
    return makeClient(async ({ method, path, headers, body }) => {
      const answer = await pair.application.inject({
        method: method as 'GET',
        url: path,
        headers: { ...headers, ...headersOf(id) },
        ...(body !== undefined && { payload: body }),
      })
      answers.push(answer)
      return { status: answer.statusCode, headers: {}, text: answer.body }
    })
  }

  async function valueOf<Value>(
    outcome: Promise<
      { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: object }
    >,
  ): Promise<Value> {
    const answer = await outcome
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  function aKey(): string {
    count += 1
    return `injection-${count}`
  }

  test('is text on its way in and out, whatever it looks like: no page is made of it [V1.2.1] [V1.3.1]', async () => {
    expect(scripts.length).toBeGreaterThan(200)
    const given = [...scripts, ...formulaPayloads, ...linePayloads].filter((text) => text.length <= 200)
    const clerk = as('district_dispatcher.centre')
    const ids = new Map<string, string>()
    for (const text of given) {
      const body = { pack: 'hotline', title: text, variables: { subject: text, body: text } }
      ids.set((await valueOf(clerk.call('matter.start', { body, key: aKey() }))).id, text)
    }
    let after: string | undefined
    const seen = new Map<string, string>()
    do {
      const query = { limit: 200, ...(after !== undefined && { after }) }
      const page = await valueOf(clerk.call('matter.list', { query }))
      for (const { id, title } of page.rows) seen.set(id, title)
      after = page.next
    } while (after !== undefined)
    expect([...ids].filter(([id, text]) => seen.get(id) !== text)).toEqual([])
    for (const [matter, text] of [...ids].slice(0, 20)) {
      const page = await valueOf(clerk.call('matter.read', { params: { matter } }))
      expect(page.variables).toMatchObject({ subject: text, body: text })
    }
    // Nothing of it is ever sent as what a browser would run, and no browser guesses.
    for (const { headers } of answers) {
      expect(String(headers['content-type'])).toMatch(/^application\/(problem\+)?json/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-security-policy']).toMatch(
        /script-src 'self'.*object-src 'none'.*base-uri 'none'/,
      )
    }
  }, 120_000)

  test('comes back in refusals as text too, and shows nothing of the inside [V16.5.1]', async () => {
    for (const text of [...scripts.slice(0, 60), ...linePayloads]) {
      const url = `/api/v1/matters/${encodeURIComponent(text.slice(0, 60))}?x=${encodeURIComponent(text)}`
      const answer = await pair.application.inject({
        method: 'GET',
        url,
        headers: headersOf('leader.government'),
      })
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode).toBeLessThan(500)
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(answer.headers['x-injected']).toBeUndefined()
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  })

  test('breaks no line of the log, and does not stand in it [V16.4.1] [V16.2.5]', async () => {
    const before = pair.logged.length
    for (const text of linePayloads) {
      const url = `/api/v1/areas?name=${encodeURIComponent(text)}`
      const agent = text.replace(/[^\x20-\x7e]/g, '')
      await pair.application.inject({
        method: 'GET',
        url,
        headers: { 'user-agent': agent, 'x-request-id': agent },
      })
    }
    const lines = pair.logged.slice(before)
    expect(lines.length).toBe(linePayloads.length)
    for (const line of lines) {
      expect(line.trimEnd()).not.toContain('\n')
      expect(JSON.parse(line)).toMatchObject({ level: 'info' })
      expect(line).not.toMatch(/forged|x-injected|Set-Cookie/)
    }
  })

  test('is no formula in what is exported, and comes back as it was [V1.2.10]', async () => {
    const names = formulaPayloads
      .map((text) => text.trim())
      .filter((text) => text !== '' && !/[\r\n\t]/.test(text))
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
    const rows = names.map((name, index) => `f${index},${cell(name)},部门,government,2020-01-01`)
    const file = `编号,名称,类型,上级,生效日期\r\n${rows.join('\r\n')}\r\n`
    const planned = await upload(file)
    expect(planned.json()).toMatchObject({ is_applied: false, counts: { added: names.length, refused: 0 } })
    expect((await upload(file, planned.json().digest)).json()).toMatchObject({ is_applied: true })
    const csv = await exported('csv')
    for (const line of csv.body
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n')
      .slice(1)) {
      for (const text of cellsOf(line)) expect(text).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
    }
    expect(csv.headers['content-disposition']).toMatch(/^attachment/)
    const workbook = new exceljs.Workbook()
    // The types of the library know older buffers only.
    await workbook.xlsx.load((await exported('xlsx')).rawPayload as never)
    const texts: string[] = []
    workbook.eachSheet((sheet) => {
      sheet.eachRow((row) =>
        row.eachCell((one) => {
          expect(one.type).not.toBe(exceljs.ValueType.Formula)
          expect(one.type).not.toBe(exceljs.ValueType.Hyperlink)
          texts.push(one.text)
        }),
      )
    })
    for (const name of names) expect(texts.some((text) => text === name || text === `'${name}`)).toBe(true)
    const again = await upload(csv.body)
    expect(again.json()).toMatchObject({ counts: { added: 0, changed: 0, refused: 0 } })
  })

  function upload(file: string, digest?: string) {
    const more = digest === undefined ? '' : `&digest=${digest}`
    return pair.application.inject({
      method: 'POST',
      url: `/api/v1/registry/imports?kind=offices&name=offices.csv${more}`,
      headers: { ...headersOf('administrator'), 'content-type': 'application/octet-stream' },
      payload: Buffer.from(file),
    })
  }

  function exported(format: 'csv' | 'xlsx') {
    const url = `/api/v1/registry/exports/offices?format=${format}`
    return pair.application.inject({ method: 'GET', url, headers: headersOf('administrator') })
  }

  function cellsOf(line: string): readonly string[] {
    return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    )
  }
})
