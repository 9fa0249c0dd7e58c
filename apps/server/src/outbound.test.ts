import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { makePost } from './outbound.ts'
import type { Post } from './outbound.ts'
import { isPublic, parseAllowedTarget, resolveTarget } from './outbound-target.ts'

const closers: Server[] = []
afterEach(() => {
  for (const server of closers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  closers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}

function allowing(...texts: readonly string[]) {
  return texts.flatMap((text) => parseAllowedTarget(text) ?? [])
}

const sending = { headers: { 'content-type': 'application/json' }, body: '{}' }

function postTo(port: number, limits: { milliseconds?: number; answerBytes?: number } = {}): Post {
  const allowed = allowing(`127.0.0.1:${port}`)
  return makePost({ district: 1, allowed, milliseconds: 5000, answerBytes: 1000, ...limits })
}

describe('an address that is not public is refused', () => {
  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[fe80::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://１２７.0.0.1/',
  ])('[V1.3.6] %s', async (address) => {
    await expect(resolveTarget(address, { district: 1, allowed: [] })).rejects.toMatchObject({
      code: 'address_refused',
    })
  })

  test('[V1.3.6] a name of which any address is private is refused', async () => {
    const resolve = async () => ['93.184.216.34', '10.0.0.5']
    const rule = { district: 1, allowed: [], resolve }
    await expect(resolveTarget('https://rebind.example/', rule)).rejects.toMatchObject({
      code: 'address_refused',
    })
  })

  test('[V1.3.6] [V1.2.2] [V12.3.1] other protocols, lines in clear, other ports and addresses with a password are refused', async () => {
    const rule = { district: 1, allowed: [], resolve: async () => ['93.184.216.34'] }
    for (const address of [
      'ftp://files.example/',
      'http://files.example/',
      'https://files.example:80/',
      'file:///etc/passwd',
      'https://files.example:8443/',
      'https://user:word@files.example/',
      'not an address',
    ]) {
      await expect(resolveTarget(address, rule)).rejects.toMatchObject({ code: 'address_refused' })
    }
    expect(await resolveTarget('https://files.example/hook', rule)).toMatchObject({
      address: '93.184.216.34',
      family: 4,
    })
  })
})

test('[V1.3.6] [V13.2.5] what is allowed is so for its district, host, network and port, and for nothing else', async () => {
  const allowed = allowing('1@10.2.0.0/16', 'gateway.example:8443', '[fd00::7]')
  expect(allowed).toHaveLength(3)
  const resolve = async () => ['10.9.9.9']
  const first = { district: 1, allowed, resolve }
  await expect(resolveTarget('http://10.2.3.4/', first)).resolves.toMatchObject({ address: '10.2.3.4' })
  await expect(resolveTarget('https://gateway.example:8443/', first)).resolves.toMatchObject({ family: 4 })
  await expect(resolveTarget('http://[fd00::7]/', first)).resolves.toMatchObject({ family: 6 })
  for (const address of ['http://10.3.0.1/', 'https://gateway.example/', 'http://10.2.3.4:8080/']) {
    await expect(resolveTarget(address, first)).rejects.toMatchObject({ code: 'address_refused' })
  }
  const second = { ...first, district: 2 }
  await expect(resolveTarget('http://10.2.3.4/', second)).rejects.toMatchObject({ code: 'address_refused' })
})

test('exceptions that cannot be read are none', () => {
  expect(['', '1@', 'a b', '10.0.0.0/33:x', 'host:99999'].map(parseAllowedTarget)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  )
})

test('only public addresses are public', () => {
  expect(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'].map(isPublic)).toEqual([true, true, true])
  expect(['8.8.8.8.8', 'x', '198.18.0.1', '2001:db8::1'].map(isPublic)).toEqual([false, false, false, false])
})

describe('a request to another system', () => {
  test('[V1.3.6] goes to the address that was checked, whatever the name says by then', async () => {
    const hosts: (string | undefined)[] = []
    const port = await listen((request, response) => {
      hosts.push(request.headers.host)
      response.end('taken')
    })
    const allowed = allowing(`hooks.example:${port}`)
    let asked = 0
    const resolve = async () => [(asked += 1) === 1 ? '127.0.0.1' : '10.0.0.1']
    const post = makePost({ district: 1, allowed, resolve, milliseconds: 5000, answerBytes: 1000 })
    const answer = await post({ ...sending, address: `http://hooks.example:${port}/in` })
    expect(answer).toEqual({ status: 200, text: 'taken', retryAfter: undefined })
    expect(hosts).toEqual([`hooks.example:${port}`])
    expect(asked).toBe(1)
  })

  test('[V1.3.6] [V15.3.2] follows no redirect', async () => {
    let hits = 0
    const port = await listen((_, response) => {
      hits += 1
      response.writeHead(302, { location: '/secret' }).end()
    })
    const answer = await postTo(port)({ ...sending, address: `http://127.0.0.1:${port}/` })
    expect([answer.status, hits]).toEqual([302, 1])
  })

  test('ends at the limit of time, and of what is answered', async () => {
    const silent = await listen(() => {})
    await expect(
      postTo(silent, { milliseconds: 50 })({ ...sending, address: `http://127.0.0.1:${silent}/` }),
    ).rejects.toThrow()
    const long = await listen((_, response) => {
      response.end('x'.repeat(5000))
    })
    await expect(postTo(long)({ ...sending, address: `http://127.0.0.1:${long}/` })).rejects.toThrow()
  })

  test('tells when the other system wants to be asked again', async () => {
    const port = await listen((_, response) => {
      response.writeHead(503, { 'retry-after': '120' }).end('later')
    })
    const answer = await postTo(port)({ ...sending, address: `http://127.0.0.1:${port}/` })
    expect(answer).toEqual({ status: 503, text: '', retryAfter: 120 })
  })
})
