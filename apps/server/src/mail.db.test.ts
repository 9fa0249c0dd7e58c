import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { parseLegalDate } from '@duibiao/base'
import { emptyRegistry } from '@duibiao/registry'
import type { RegistryState } from '@duibiao/registry'
import { dispatchOutbox, listDeliveries, listNotifications, receiptOf } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, openSampleEngine, sketchRow } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeCourier } from './courier.ts'
import { makeNotificationMail, openMailer } from './mail.ts'
import type { Mailer } from './mail.ts'
import { makeOutboxPort } from './outbox-port.ts'
import type { Tenant } from './tenant.ts'
import { makeTestTenant } from './test-tenant.ts'

const work = sketchRow('work', {
  id: 'handle',
  kind: 'user',
  posts: ['unit-handler'],
})

/** A mail server on this machine that keeps what it gets. */
async function openMailServer() {
  const mails: { readonly to: readonly string[]; readonly source: string }[] = []
  const held = { isRefusing: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      void text(stream).then((source) => {
        if (held.isRefusing) return done(new Error('mailbox is full'))
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), source })
        return done()
      })
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.server.address() as AddressInfo
  return { address: `smtp://127.0.0.1:${port}`, mails, held, close: () => server.close(() => {}) }
}

function registryOf(email: string, left?: string): RegistryState {
  const li = {
    district: 1,
    id: 'li',
    name: '李明',
    ...(left !== undefined && { left: parseLegalDate(left) }),
  }
  return {
    ...emptyRegistry,
    person: new Map([['li', li]]),
    contact: new Map([['li email', { district: 1, person: 'li', kind: 'email', value: email, level: 2 }]]),
  }
}

describeOnBoth('e-mail', (open) => {
  let opened: TestDatabase
  let clock: FixedClock
  let tenant: Tenant
  let server: Awaited<ReturnType<typeof openMailServer>>
  let mailer: Mailer
  let registry = registryOf('li.ming@minghu.example')
  let keys = 0
  beforeAll(async () => {
    opened = await open()
    server = await openMailServer()
    mailer = openMailer({ server: server.address, from: '对标 <noreply@minghu.example>' })
  })
  afterAll(() => {
    mailer.close()
    server.close()
  })
  beforeEach(async () => {
    clock = makeFixedClock()
    const { engine } = await openSampleEngine(opened, { clock, procedures: [work] })
    tenant = makeTestTenant(engine, {
      registry: {
        state: () => registry,
        versions: () => new Map(),
        postsOf: () => [],
        holders: () => [],
        areaPath: () => [],
        refresh: async () => false,
      },
    })
    for (const table of ['delivery', 'notification']) await opened.database.execute(`delete from ${table}`)
    server.mails.length = 0
    registry = registryOf('li.ming@minghu.example')
  })
  const circumstances = () => ({ key: `mail:${(keys += 1)}`, actor: { person: 'wang' } })

  /** A task that Li holds is urged, and what follows from it is brought out. */
  async function urge(words: string): Promise<string> {
    const { engine } = tenant
    const started = await engine.start({ procedure: 'work', title: '张三举报邻居', ...circumstances() })
    const { matter } = receiptOf(started)
    receiptOf(
      await engine.act(matter, { kind: 'claim', task: 2 }, { ...circumstances(), actor: { person: 'li' } }),
    )
    receiptOf(await engine.act(matter, { kind: 'urge', task: 2, text: words }, circumstances()))
    expect(await dispatchOutbox(engine, makeOutboxPort(tenant, { sendsMail: true }))).toMatchObject({
      failed: 0,
    })
    await carry()
    return matter
  }
  async function carry(): Promise<void> {
    const courier = makeCourier({
      tenant,
      post: async () => ({ status: 204, text: '', retryAfter: undefined }),
      sendMail: makeNotificationMail(tenant, mailer, {
        language: 'zh',
        publicAddress: 'https://duibiao.minghu.example',
      }),
      jitter: () => 0,
      onFault: (error) => {
        throw error
      },
    })
    await courier.poll()
    await courier.settle()
  }
  const decoded = () =>
    server.mails.map(({ source }) => {
      const [head = '', ...rest] = source.split('\r\n\r\n')
      const body = rest.join('\n')
      const isBase64 = /content-transfer-encoding: base64/i.test(head)
      const subject = head.replace(/\r\n[ \t]+/g, '').match(/^Subject: (.*)$/im)?.[1] ?? ''
      const words = subject.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, form: string, coded: string) =>
        form.toUpperCase() === 'B'
          ? Buffer.from(coded, 'base64').toString('utf8')
          : decodeURIComponent(coded.replaceAll('=', '%').replaceAll('_', ' ')),
      )
      return { head, subject: words, body: isBase64 ? Buffer.from(body, 'base64').toString('utf8') : body }
    })

  test('whoever is told gets a mail with the number and where to look, and nothing of what people wrote', async () => {
    const matter = await urge('张三的电话是13900000000')
    expect(server.mails.map(({ to }) => to)).toEqual([['li.ming@minghu.example']])
    const [mail] = decoded()
    expect(mail?.subject).toMatch(/^请尽快办理.*的“handle”$/)
    expect(mail?.body).toContain(`https://duibiao.minghu.example/matters/${matter}`)
    const all = JSON.stringify(decoded()) + server.mails.map(({ source }) => source).join('')
    expect(all).not.toContain('张三')
    expect(all).not.toContain('13900000000')
    // Inside the application the words are there.
    const [told] = await listNotifications(opened.database, tenant.district, {
      recipients: [{ kind: 'person', person: 'li' }],
      limit: 10,
    })
    expect(told?.textValues).toMatchObject({ text: '张三的电话是13900000000' })
  })

  test('[V1.3.11] what looks like a header stays text', async () => {
    await mailer.send({
      to: 'li.ming@minghu.example',
      subject: 'A\r\nBcc: eve@evil.example\r\n\r\nhello',
      text: 'B\r\n.\r\nMAIL FROM:<eve@evil.example>',
      id: 'one',
    })
    expect(server.mails).toHaveLength(1)
    expect(server.mails[0]?.to).toEqual(['li.ming@minghu.example'])
    expect(decoded()[0]?.head).not.toMatch(/^Bcc:/im)
    expect(decoded()[0]?.subject).toBe('A Bcc: eve@evil.example hello')
  })

  test.each([
    'li@a.example, eve@evil.example',
    'li@a.example\r\nBcc: eve@evil.example',
    '<li@a.example>',
    'Li <li@a.example>',
    'li',
    'li@',
  ])('[V1.3.11] %j is no address', async (to) => {
    await expect(mailer.send({ to, subject: 's', text: 't', id: 'i' })).rejects.toMatchObject({
      code: 'address_refused',
    })
    expect(server.mails).toEqual([])
  })

  test('a mail that is not taken is tried again', async () => {
    server.held.isRefusing = true
    await urge('x')
    expect(
      await listDeliveries(opened.database, tenant.district, { state: 'pending', limit: 9 }),
    ).toMatchObject([{ kind: 'email', receiver: 'li', lastError: 'EMESSAGE' }])
    server.held.isRefusing = false
    await clock.advance(10_000)
    await carry()
    expect(server.mails).toHaveLength(1)
  })

  test('one who has left, or has no address, gets none', async () => {
    registry = registryOf('li.ming@minghu.example', '2026-01-01')
    await urge('x')
    expect(server.mails).toEqual([])
    expect(
      await listDeliveries(opened.database, tenant.district, { state: 'delivered', limit: 9 }),
    ).toHaveLength(1)
  })
})
