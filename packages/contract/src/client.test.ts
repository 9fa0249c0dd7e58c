import { expect, test } from 'vitest'
import { makeClient } from './client.ts'
import type { WireRequest } from './client.ts'

async function ask(matter: string, number?: string): Promise<URL> {
  const sent: WireRequest[] = []
  const client = makeClient(async (request) => {
    sent.push(request)
    return { status: 200, headers: {}, text: '{}' }
  })
  await (number === undefined
    ? client.call('matter.read', { params: { matter } })
    : client.call('matter.list', { query: { number } }))
  return new URL(sent[0]?.path ?? '', 'https://duibiao.example')
}

const hostile = [
  'a/../../b',
  '/etc/passwd',
  '//evil.example',
  'a?b=c',
  'a#b',
  'a%2fb',
  '..%2f',
  '李',
  'a b\r\nx: y',
  'javascript:1',
]

test('a value is one segment of the path, whatever stands in it [V1.2.2]', async () => {
  for (const text of hostile) {
    const { host, pathname, search, hash } = await ask(text)
    expect([host, search, hash]).toEqual(['duibiao.example', '', ''])
    const [, ...segments] = pathname.split('/')
    expect(segments.slice(0, 3)).toEqual(['api', 'v1', 'matters'])
    expect(segments.map(decodeURIComponent).slice(3)).toEqual([text])
  }
  for (const text of ['.', '..']) await expect(ask(text)).rejects.toThrow('no segment')
})

test('a value is one field of the query, whatever stands in it [V1.2.2]', async () => {
  for (const text of [...hostile, '..', 'a&status=open']) {
    const { searchParams, pathname } = await ask('', text)
    expect(pathname).toBe('/api/v1/matters')
    expect([...searchParams]).toEqual([['number', text]])
  }
})

test('the bytes of a file go as they are, and say that they are no JSON', async () => {
  const sent: WireRequest[] = []
  const client = makeClient(async (request) => {
    sent.push(request)
    return { status: 201, headers: {}, text: '{"id":"e1"}' }
  })
  const body = Uint8Array.of(0, 0xff, 0x7b, 0x7d)
  const answer = await client.call('evidence.add', { query: { name: '现场.jpg' }, body })
  expect(answer).toMatchObject({ ok: true, value: { id: 'e1' } })
  expect(sent).toEqual([
    {
      method: 'POST',
      path: `/api/v1/evidence?name=${encodeURIComponent('现场.jpg')}`,
      headers: { 'content-type': 'application/octet-stream' },
      body,
    },
  ])
})
