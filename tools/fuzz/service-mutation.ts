import type { Operation } from '@duibiao/contract'
import type { Random } from '@duibiao/testkit'
import { sampleRequest } from '../../apps/server/src/test-sample.ts'
import type { Known } from '../../apps/server/src/test-sample.ts'
import { mutateText } from './text-mutation.ts'

/** A request as it is injected. */
export interface DamagedRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Buffer | undefined
}

/** What is likely to hurt whoever takes a value for what it should be. */
const strange: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  -0.1,
  2 ** 53,
  9223372036854775808n.toString(),
  'NaN',
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u202E开单\u202C',
  '\uD800',
  '\uFFFF',
  '＝1+1',
  '=cmd|calc!A1',
  '+1',
  '@SUM(1)',
  '\t=1',
  '<script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "' or 1=1 --",
  "'; drop table matter; --",
  '%27%20or%201=1',
  '${7*7}',
  '{{7*7}}',
  '../../etc/passwd',
  '..%2f..%2f',
  'file:///etc/passwd',
  'http://169.254.169.254/',
  'http://[::ffff:127.0.0.1]/',
  'javascript:alert(1)',
  '\r\nx-injected: 1',
  '%0d%0ax-injected:%201',
  '2026-02-30',
  '2026-02-30T25:61:61Z',
  '0000-00-00',
  '+275760-09-13T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
  '0195a000-0000-7000-8000-000000000002',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '00000000-0000-0000-0000-000000000000',
  '__proto__',
  'constructor',
  'toString',
  '(a+)+$',
  '%',
  '_%',
  '\\',
  '😀'.repeat(50),
  'x'.repeat(10_000),
  [],
  {},
  [[]],
  [null],
  { __proto__: { isAdministrator: true } },
  { constructor: { prototype: { role: 'administrator' } } },
  { $ne: null },
]

/** Fields that somebody would like to set and may not. */
const wishes = [
  'district_id',
  'district',
  'role',
  'roles',
  'status',
  'state',
  'owner',
  'person',
  'actor',
  'due_at',
  'account',
  '__proto__',
  'constructor',
  'reporter_id',
  'keep_secret',
]

const mediaTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'application/json;charset=',
  'text/plain',
  'text/xml',
  'application/xml',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json\u0000',
  'APPLICATION/JSON',
  ';',
  '',
]

/** Makes a request for an operation and damages it in some places. */
export function damageRequest(
  random: Random,
  operation: Operation,
  { known, headers }: { readonly known: Known; readonly headers: Readonly<Record<string, string>> },
): DamagedRequest {
  const { path, query, body } = sampleRequest(operation, known)
  return {
    url: damagePath(random, operation, { path, query }),
    headers: damageHeaders(random, {
      ...headers,
      'idempotency-key': `fuzz-${random.integer(0, 1e9)}`,
      ...(operation.body !== undefined && { 'content-type': mediaOf(operation) }),
    }),
    payload:
      operation.method === 'GET' && random.next() < 0.95 ? undefined : damageBody(random, operation, body),
  }
}

function mediaOf({ media }: Operation): string {
  if (media === 'bytes') return 'application/octet-stream'
  return media === 'form' ? 'application/x-www-form-urlencoded' : 'application/json'
}

function damagePath(
  random: Random,
  operation: Operation,
  { path, query }: { readonly path: string; readonly query: Readonly<Record<string, string>> },
): string {
  const segments = path.split('/')
  const damaged = segments.map((segment, index) => {
    const isParameter = operation.path.split('/')[index]?.startsWith('{') === true
    return random.next() < (isParameter ? 0.3 : 0.01) ? encode(random, random.pick(strange)) : segment
  })
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  for (const name of queryNames(operation)) {
    if (random.next() < 0.3) pairs.push(`${name}=${encode(random, random.pick(strange))}`)
  }
  if (random.next() < 0.1) pairs.push(`${random.pick(wishes)}=${encode(random, random.pick(strange))}`)
  if (random.next() < 0.05 && pairs.length > 0) pairs.push(random.pick(pairs))
  return `${damaged.join('/')}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`
}

function queryNames({ query }: Operation): readonly string[] {
  return Object.keys(query?.properties ?? {})
}

/** As an address carries it; sometimes not as it should. */
function encode(random: Random, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const short = text.toWellFormed().slice(0, 2_000)
  return random.next() < 0.05 ? '%E0%A4%A' : encodeURIComponent(short)
}

const headerNames = [
  'accept-language',
  'if-match',
  'if-none-match',
  'idempotency-key',
  'last-event-id',
  'content-type',
  'authorization',
  'cookie',
  'origin',
  'sec-fetch-site',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-http-method-override',
  'host',
  'accept',
  'user-agent',
  'range',
  'expect',
]

function damageHeaders(random: Random, headers: Record<string, string>): Record<string, string> {
  const result = { ...headers }
  if (random.next() < 0.1) result['content-type'] = random.pick(mediaTypes)
  for (let changes = random.next() < 0.3 ? random.integer(1, 3) : 0; changes > 0; changes -= 1) {
    const value = random.pick(strange)
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    // Line breaks and wide characters do not get past a socket: `node:http` refuses them before the service sees them.
    result[random.pick(headerNames)] = text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 4_000)
  }
  return result
}

function damageBody(random: Random, operation: Operation, body: unknown): string | Buffer | undefined {
  if (random.next() < 0.02) return undefined
  if (random.next() < 0.002) return JSON.stringify({ name: 'x'.repeat(10_000_000) })
  if (random.next() < 0.01) return `${'['.repeat(5_000)}${']'.repeat(5_000)}`
  if (operation.media === 'bytes') return Buffer.from(mutateText(random, '编号,名称\n1,东街\n'))
  const damaged = damageValue(random, body ?? {}, operation)
  const text = operation.media === 'form' ? formOf(damaged) : JSON.stringify(damaged)
  return random.next() < 0.15 ? Buffer.from(mutateText(random, text)) : text
}

function formOf(value: unknown): string {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return new URLSearchParams(
    entries.map(([name, one]) => [name, typeof one === 'string' ? one : JSON.stringify(one)]),
  ).toString()
}

/** Puts something strange in the place of parts, leaves parts out, and adds what nobody asked for. */
function damageValue(random: Random, value: unknown, operation: Operation): unknown {
  if (random.next() < 0.03) return random.pick(strange)
  if (Array.isArray(value)) return value.map((one) => damageValue(random, one, operation))
  if (typeof value !== 'object' || value === null) return random.next() < 0.15 ? random.pick(strange) : value
  const entries = Object.entries(value)
    .filter(() => random.next() > 0.03)
    .map(([name, one]): [string, unknown] => [name, damageValue(random, one, operation)])
  for (const name of bodyNames(operation)) {
    if (random.next() < 0.1) entries.push([name, random.pick(strange)])
  }
  if (random.next() < 0.1) entries.push([random.pick(wishes), random.pick(strange)])
  return Object.fromEntries(entries)
}

function bodyNames({ body }: Operation): readonly string[] {
  const plain: unknown = body
  if (typeof plain !== 'object' || plain === null || !('properties' in plain)) return []
  return Object.keys(plain.properties ?? {})
}
