import net from 'node:net'
import { text } from 'node:stream/consumers'
import tls from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { defineOperation } from '@duibiao/contract'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { Type } from 'typebox'
import { makeApplication } from './application.ts'
import { requestLimits } from './limit.ts'
import { makePost } from './outbound.ts'
import { route } from './route.ts'
import { makeTestCertificate } from './test-certificate.ts'
import type { Tenant } from './tenant.ts'

const keepNote = defineOperation({
  id: 'note.keep',
  method: 'POST',
  path: '/notes',
  summary: { zh: '记录', en: 'Keep a note' },
  body: Type.Object({ text: Type.String() }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: Type.Object({ text: Type.String() }) },
})

const closers: FastifyInstance[] = []
const kept: string[] = []

afterEach(async () => {
  kept.length = 0
  for (const application of closers.splice(0)) await application.close()
})

/** Listens at a port of this machine. */
async function listen(certificate?: { readonly key: Buffer; readonly cert: Buffer }): Promise<number> {
  const application = await makeApplication({
    operations: [keepNote],
    routes: [
      route(keepNote, async ({ body }) => {
        kept.push(body.text)
        return { value: body }
      }),
    ],
    // None of these handlers asks anything of the district.
    authenticate: async () => ({ caller: { kind: 'anonymous' }, tenant: {} as Tenant }),
    permit: () => {},
    observe: () => {},
    limits: requestLimits,
    logger: pino({ level: 'silent' }),
    makeRequestId: () => 'r-1',
    ...(certificate !== undefined && { tls: certificate }),
  })
  closers.push(application)
  await application.listen({ host: '127.0.0.1', port: 0 })
  const address = application.server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Sends bytes as they are, and reads until the other side closes. */
async function exchange(port: number, bytes: string): Promise<string> {
  const socket = net.connect({ port, host: '127.0.0.1' })
  socket.on('error', () => {})
  socket.end(bytes)
  return text(socket)
}

const body = '{"text":"a"}'
const head = 'POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
const smuggled = `POST /notes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n{"text":"smuggled"}`

describe('the boundaries of messages', () => {
  test.each([
    [
      'a length and chunks at once',
      `${head}Content-Length: ${body.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['two lengths', `${head}Content-Length: ${body.length}\r\nContent-Length: 0\r\n\r\n${body}${smuggled}`],
    ['a length that is no number', `${head}Content-Length: +${body.length}\r\n\r\n${body}`],
    ['chunks under another name', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    [
      'chunks that are not the last coding',
      `${head}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['a blank before the colon', `${head}Content-Length : ${body.length}\r\n\r\n${body}`],
    ['a folded header', `${head}Content-Length:\r\n ${body.length}\r\n\r\n${body}`],
    [
      'lines that end by a line feed alone inside chunks',
      `${head}Transfer-Encoding: chunked\r\n\r\nc\n${body}\n0\n\n${smuggled}`,
    ],
  ])(
    'are not guessed: %s is refused, and nothing behind it is read as a request [V4.2.1]',
    async (_, bytes) => {
      const answer = await exchange(await listen(), bytes)
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
      expect(kept).toEqual([])
    },
  )

  test('are kept where they are clear, so that what is refused above is refused for that alone [V4.2.1]', async () => {
    const port = await listen()
    const close = 'Connection: close\r\n'
    expect(await exchange(port, `${head}${close}Content-Length: ${body.length}\r\n\r\n${body}`)).toMatch(
      / 200 /,
    )
    expect(
      await exchange(port, `${head}${close}Transfer-Encoding: chunked\r\n\r\nc\r\n${body}\r\n0\r\n\r\n`),
    ).toMatch(/ 200 /)
    expect(kept).toEqual(['a', 'a'])
  })

  test('TRACE and methods that are none give nothing back of what was sent [V13.4.4]', async () => {
    const port = await listen()
    for (const method of ['TRACE', 'TRACK', 'DEBUG', 'CONNECT']) {
      const answer = await exchange(
        port,
        `${method} /notes HTTP/1.1\r\nHost: x\r\nX-Secret: s3cret\r\nConnection: close\r\n\r\n`,
      )
      expect(answer, method).not.toContain('s3cret')
      expect(answer === '' || / (?:400|404|405|501) /.test(answer.split('\r\n')[0] ?? '')).toBe(true)
    }
  })
})

describe('a line with TLS', () => {
  interface Line {
    readonly protocol: string | null
    readonly cipher: string
  }

  function connect(port: number, options: tls.ConnectionOptions): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = tls.connect({
        port,
        host: '127.0.0.1',
        servername: 'localhost',
        rejectUnauthorized: false,
        ...options,
      })
      socket.once('error', reject)
      socket.once('secureConnect', () => {
        resolve({ protocol: socket.getProtocol(), cipher: socket.getCipher().name })
        socket.destroy()
      })
    })
  }

  test('is of version 1.3, or of 1.2 with what cannot do better, and of none before [V12.1.1]', async () => {
    const port = await listen(makeTestCertificate())
    expect(await connect(port, {})).toMatchObject({ protocol: 'TLSv1.3' })
    expect(await connect(port, { maxVersion: 'TLSv1.2' })).toMatchObject({ protocol: 'TLSv1.2' })
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const
    await expect(connect(port, old)).rejects.toThrow()
  })

  test('is encrypted with keys of its own and authenticated: nothing else is offered, the strongest goes first [V12.1.2]', async () => {
    const port = await listen(makeTestCertificate())
    const weak = [
      'AES256-SHA',
      'ECDHE-ECDSA-AES128-SHA',
      'ECDHE-ECDSA-AES256-SHA384',
      'AES256-GCM-SHA384',
      'NULL-SHA256',
    ]
    for (const ciphers of weak) {
      const options = { maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` } as const
      await expect(connect(port, options), ciphers).rejects.toThrow()
    }
    const poor = 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384'
    expect(await connect(port, { maxVersion: 'TLSv1.2', ciphers: poor })).toMatchObject({
      cipher: 'ECDHE-ECDSA-AES256-GCM-SHA384',
    })
  })

  test('is not begun in clear: HTTP at its port gets neither an answer nor a way on [V4.1.2] [V12.2.1]', async () => {
    const port = await listen(makeTestCertificate())
    const answer = await exchange(port, `${head}Content-Length: ${body.length}\r\n\r\n${body}`)
    expect(answer).not.toMatch(/ 30\d |location:/i)
    expect(answer).not.toContain('"text"')
    expect(kept).toEqual([])
  })

  test('to another system is not trusted by its word: a certificate that nobody vouches for ends it [V12.3.2]', async () => {
    const port = await listen(makeTestCertificate())
    const post = makePost({
      district: 1,
      allowed: [{ district: undefined, host: 'localhost', port }],
      resolve: async () => ['127.0.0.1'],
      milliseconds: 5000,
      answerBytes: 1000,
    })
    const sending = {
      address: `https://localhost:${port}/notes`,
      headers: { 'content-type': 'application/json' },
      body,
    }
    await expect(post(sending)).rejects.toThrow(/self-signed/i)
    expect(kept).toEqual([])
  })
})
