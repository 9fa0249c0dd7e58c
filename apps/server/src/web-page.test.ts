import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { openWebPages } from './web-page.ts'

function aBuild(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-pages-'))
  mkdirSync(path.join(folder, 'assets'))
  writeFileSync(path.join(folder, 'index.html'), '<meta name="csp-nonce" content="%NONCE%"><p>desk')
  writeFileSync(path.join(folder, 'public.html'), '<p>public')
  writeFileSync(path.join(folder, 'assets/desk-1a2b.js'), 'plain')
  writeFileSync(path.join(folder, 'assets/desk-1a2b.js.br'), 'small')
  writeFileSync(path.join(folder, 'source'), 'digest')
  return folder
}

async function ask(url: string, headers: Readonly<Record<string, string>> = {}) {
  const pages = openWebPages(aBuild())
  const application = Fastify()
  application.setNotFoundHandler((request, reply) => {
    if (pages?.send(request, reply) !== true) void reply.code(404).send('problem')
    return reply
  })
  return application.inject({ url, headers: { ...headers } })
}

const html = { accept: 'text/html,*/*' }

test('an address that the pages work out themselves gets the page, and a public one the page for everybody', async () => {
  expect((await ask('/matters/1?tab=record', html)).payload).toContain('desk')
  expect((await ask('/public/report', html)).payload).toContain('public')
})

test('a page is never kept, and names the number that its styles must carry [V3.4.3]', async () => {
  const one = await ask('/', html)
  const number = /content="([\w-]{20,})"/.exec(one.payload)?.[1]
  expect(one.headers['cache-control']).toBe('no-store')
  expect(one.headers['content-security-policy']).toContain(`'nonce-${number}'`)
  expect(one.headers['content-security-policy']).toContain("script-src 'self';")
  expect((await ask('/', html)).payload).not.toContain(number)
})

test('files go compressed and are kept for good', async () => {
  const answer = await ask('/assets/desk-1a2b.js?v=6', { 'accept-encoding': 'gzip, br' })
  expect(answer.payload).toBe('small')
  expect(answer.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
  })
  expect(answer.headers['cache-control']).toContain('immutable')
  expect((await ask('/assets/desk-1a2b.js')).payload).toBe('plain')
})

test('the interface stays the interface: what it does not know is a problem, for browsers too', async () => {
  for (const url of ['/api/v1/nothing', '/api', '/healthz/x', '/open311/v3']) {
    expect((await ask(url, html)).statusCode).toBe(404)
  }
})

test('a file that is gone is not answered with a page, and nothing beside the pages is given out', async () => {
  for (const url of ['/assets/desk-9z9z.js', '/source', '/../source', '/assets/..%2fsource']) {
    expect((await ask(url)).statusCode).toBe(404)
  }
})

test('without a build there are no pages', () => {
  expect(openWebPages(mkdtempSync(path.join(tmpdir(), 'duibiao-none-')))).toBeUndefined()
})
