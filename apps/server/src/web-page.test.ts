import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { makeApplication } from './application.ts'
import { requestLimits } from './limit.ts'
import type { Tenant } from './tenant.ts'
import { openWebPages } from './web-page.ts'

let application: FastifyInstance

const files = {
  'index.html': '<!doctype html><style nonce="%NONCE%"></style>',
  'assets/a-1f2e3d.js': 'export {}',
  'assets/a-1f2e3d.css': 'a{}',
  'assets/a-1f2e3d.svg': '<svg/>',
  'assets/a-1f2e3d.js.map': '{"sources":["secret.ts"]}',
  '.git/config': 'secret',
  '.git/packed.json': '"secret"',
  '.env': 'secret',
  'package.ts': 'secret',
}

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-pages-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, 'pages', name)), { recursive: true })
    writeFileSync(path.join(folder, 'pages', name), text)
  }
  writeFileSync(path.join(folder, 'beside.json'), '"secret"')
  const pages = openWebPages(path.join(folder, 'pages'))
  application = await makeApplication({
    operations: [],
    routes: [],
    // Nothing here is asked of the district.
    authenticate: async () => ({ caller: { kind: 'anonymous' }, tenant: {} as Tenant }),
    permit: () => {},
    observe: () => {},
    limits: requestLimits,
    logger: pino({ level: 'silent' }),
    makeRequestId: () => 'r-1',
    ...(pages !== undefined && { pages }),
  })
})

afterAll(() => application.close())

test('what lies beside the pages is not given out: no repository, no settings, no sources, nothing above [V13.4.1] [V13.4.2]', async () => {
  for (const url of [
    '/.git/config',
    '/.git/packed.json',
    '/.env',
    '/package.ts',
    '/assets/a-1f2e3d.js.map',
    '/../beside.json',
    '/%2e%2e/beside.json',
    '/assets/..%2f..%2fbeside.json',
    '/assets/%00',
  ]) {
    for (const accept of ['*/*', 'text/html']) {
      const answer = await application.inject({ url, headers: { accept } })
      expect([url, answer.body]).not.toContain('secret')
      expect(answer.body).not.toContain('secret')
    }
  }
})

test('no list of a folder is given out [V13.4.3]', async () => {
  for (const url of ['/assets', '/assets/', '/assets//', '/assets/.', '//']) {
    const answer = await application.inject({ url, headers: { accept: '*/*' } })
    expect([url, answer.statusCode]).toEqual([url, 404])
    expect((await application.inject({ url, headers: { accept: 'text/html' } })).body).not.toContain(
      'a-1f2e3d',
    )
  }
})

test('pages and their files say what they are, and bind the browser as every answer does [V4.1.1] [V3.4.3] [V3.4.4] [V3.4.6]', async () => {
  const types = {
    '/': 'text/html; charset=utf-8',
    '/assets/a-1f2e3d.js': 'text/javascript; charset=utf-8',
    '/assets/a-1f2e3d.css': 'text/css; charset=utf-8',
    '/assets/a-1f2e3d.svg': 'image/svg+xml; charset=utf-8',
  }
  for (const [url, type] of Object.entries(types)) {
    const { headers } = await application.inject({ url, headers: { accept: 'text/html,*/*' } })
    expect(headers).toMatchObject({ 'content-type': type, 'x-content-type-options': 'nosniff' })
    const rules = String(headers['content-security-policy'])
    expect(rules).toMatch(/script-src 'self';.*object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/)
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  }
})
