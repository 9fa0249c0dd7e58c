import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readPackFiles } from '@duibiao/packfile'
import { areaSight, officeSight } from '@duibiao/store'
import type { Sight } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { makeFeed, feedRule } from './feed.ts'
import type { Feed } from './feed.ts'
import { makeFeedRoutes } from './feed-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'

const everything: Sight = { kind: 'district' }

describeOnBoth('the live feed', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let count = 0
  let openSessions: ReadonlySet<string> = new Set(['s'])

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    const closing = new AbortController().signal
    const routes = makeFeedRoutes({ scheduler: clock, closing, findOpen: async () => openSessions })
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [pack], routes })
  }, 120_000)

  afterAll(() => desk.close())

  function aFeed(closing = new AbortController()): Feed {
    const { tenant } = desk
    return makeFeed({ tenant, scheduler: clock, closing: closing.signal, findOpen: async () => openSessions })
  }

  function ask(headers: Readonly<Record<string, string>>) {
    return desk.application.inject({ url: '/api/v1/events', headers, payloadAsStream: true })
  }

  async function begin(unit?: string): Promise<string> {
    count += 1
    const body = { pack: 'hotline', title: '水压不足', variables: { subject: '水压不足' } }
    const started = await desk.as('clerk').call('matter.start', { body, key: `feed-start-${count}` })
    if (!started.ok) throw new Error(JSON.stringify(started.problem))
    const { id: matter } = started.value
    if (unit !== undefined) {
      const page = await desk.as('clerk').call('matter.read', { params: { matter } })
      const task = page.ok ? (page.value.tasks[0]?.task ?? 0) : 0
      const fields = {
        channel_in: 'phone',
        demand_type: 'complaint',
        urgency: 'ordinary',
        receiver_kind: 'utility',
      }
      const variables = { ...fields, units: [unit], unit }
      const command = { kind: 'completeTask', task, variables } as const
      const key = `feed-complete-${count}`
      const done = await desk.as('clerk').call('matter.act', { params: { matter }, body: command, key })
      if (!done.ok) throw new Error(JSON.stringify(done.problem))
    }
    return matter
  }

  async function note(matter: string): Promise<void> {
    count += 1
    const body = { kind: 'note', text: '来电催促' } as const
    const noted = await desk
      .as('clerk')
      .call('matter.act', { params: { matter }, body, key: `feed-note-${count}` })
    if (!noted.ok) throw new Error(JSON.stringify(noted.problem))
  }

  /** Listens as a browser does: remembers the last id and every event. */
  async function listen(feed: Feed, given: { sight?: Sight; after?: number; account?: string } = {}) {
    const { sight = everything, after, account = `a-${(count += 1)}` } = given
    const events = await feed.listen({ account, session: 's', sight, after })
    const iterator = events[Symbol.asyncIterator]()
    const heard: { readonly id: string; readonly matter: string; readonly seq: number }[] = []
    const ear = {
      heard,
      lastId: '',
      isOver: false,
      hasReload: false,
      stop: async () => void (await iterator.return?.()),
    }
    async function hear(): Promise<void> {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        const { id, data } = next.value
        ear.lastId = id
        if (data?.event === 'reload') ear.hasReload = true
        if (data?.event === 'entry') heard.push({ id, matter: data.matter, seq: data.seq })
      }
      ear.isOver = true
    }
    const over = hear()
    return { ear, over }
  }

  /** Looks again and again, as time passes, until listeners have what they wait for. */
  async function until(isDone: () => boolean): Promise<void> {
    await vi.waitFor(
      async () => {
        await clock.advance(feedRule.interval)
        if (!isDone()) throw new Error('not yet')
      },
      { timeout: 10_000, interval: 1 },
    )
  }

  /** Until everybody has what there is: a last event comes to all who see everything. */
  async function drain(feed: Feed): Promise<void> {
    const { ear } = await listen(feed)
    const matter = await begin()
    await until(() => ear.heard.some((one) => one.matter === matter))
    await ear.stop()
  }

  test('an event reaches 500 who listen, each once and in order', async () => {
    const feed = aFeed()
    const all = await Promise.all(Array.from({ length: 500 }, () => listen(feed)))
    const matters = [await begin(), await begin()]
    await note(matters[0] ?? '')
    await until(() => all.every(({ ear }) => ear.heard.length === 3))
    const expected = [
      { matter: matters[0], seq: 1 },
      { matter: matters[1], seq: 1 },
      { matter: matters[0], seq: 2 },
    ]
    const heard = all.map(({ ear }) => JSON.stringify(ear.heard.map(({ matter, seq }) => ({ matter, seq }))))
    expect(new Set(heard)).toEqual(new Set([JSON.stringify(expected)]))
    await Promise.all(all.map(({ ear }) => ear.stop()))
    expect(feed.listening).toBe(0)
  })

  test('whoever comes back with the last id hears what was missed, nothing twice', async () => {
    const feed = aFeed()
    const matter = await begin()
    const { ear: first } = await listen(feed)
    await note(matter)
    await until(() => first.heard.length > 0)
    const { lastId, heard } = first
    await first.stop()
    expect(feed.listening).toBe(0)
    // While nobody listens nothing is read; what happens meanwhile comes from the record.
    for (let round = 0; round < 4; round += 1) await note(matter)
    const { ear: second } = await listen(feed, { after: Number(lastId) })
    await until(() => second.heard.length >= 4)
    await note(matter)
    await until(() => second.heard.length >= 5)
    const both = [...heard, ...second.heard].filter((one) => one.matter === matter)
    expect(both.map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7])
    const ids = both.map(({ id }) => Number(id))
    expect(ids).toEqual(ids.toSorted((one, other) => one - other))
    await second.stop()
  })

  test('events written at the same time by many are all told, and in one order to everybody', async () => {
    const feed = aFeed()
    const listeners = await Promise.all(Array.from({ length: 5 }, () => listen(feed)))
    const matters = await Promise.all(Array.from({ length: 8 }, () => begin()))
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([...matters.map((matter) => note(matter)), clock.advance(feedRule.interval)])
    }
    await until(() => listeners.every(({ ear }) => ear.heard.length >= 8 * 6))
    for (const { ear } of listeners) {
      expect(ear.heard).toHaveLength(8 * 6)
      expect(ear.heard).toEqual(listeners[0]?.ear.heard)
      await ear.stop()
    }
  })

  test('nobody hears of a matter that is not theirs to see [V8.2.2]', async () => {
    const feed = aFeed()
    const { ear: water } = await listen(feed, { sight: { kind: 'keys', keys: [officeSight('water')] } })
    const { ear: parks } = await listen(feed, {
      sight: { kind: 'keys', keys: [officeSight('parks'), areaSight('x')] },
    })
    const matter = await begin('water')
    await until(() => water.heard.some((one) => one.matter === matter && one.seq === 2))
    await clock.advance(feedRule.heartbeat)
    // Its last id moves on all the same, so that coming back costs nothing.
    await until(() => Number(parks.lastId) >= Number(water.lastId))
    expect(parks.heard).toEqual([])
    await water.stop()
    await parks.stop()
  })

  test('with the session the stream ends within seconds [V7.4.1]', async () => {
    const feed = aFeed()
    const { ear, over } = await listen(feed)
    openSessions = new Set()
    await clock.advance(feedRule.check)
    await over
    openSessions = new Set(['s'])
    expect(ear.isOver).toBe(true)
    expect(feed.listening).toBe(0)
  })

  test('an account listens a bounded number of times, and a closing service ends all streams [V15.2.2]', async () => {
    const closing = new AbortController()
    const feed = aFeed(closing)
    const own = Array.from({ length: feedRule.ofAccount }, () => listen(feed, { account: 'one' }))
    const all = await Promise.all(own)
    await expect(listen(feed, { account: 'one' })).rejects.toMatchObject({ code: 'requests_too_many' })
    const other = await listen(feed, { account: 'other' })
    closing.abort()
    await Promise.all([...all, other].map(({ over }) => over))
    expect(feed.listening).toBe(0)
  })

  test('who does not carry events off loses the place and goes on from the last id', async () => {
    const feed = aFeed()
    const events = await feed.listen({ account: 'slow', session: 's', sight: everything, after: undefined })
    const slow = events[Symbol.asyncIterator]()
    const at = (await slow.next()).value?.id
    const missed = await begin()
    await clock.advance(feedRule.lifetime + feedRule.check)
    expect(feed.listening).toBe(0)
    expect((await slow.next()).done).toBe(true)
    const { ear } = await listen(feed, { after: Number(at) })
    await until(() => ear.heard.length > 0)
    expect(ear.heard.map((one) => one.matter)).toEqual([missed])
    await ear.stop()
  })

  test('whoever names what never was is told to load anew', async () => {
    const feed = aFeed()
    await begin()
    const { ear } = await listen(feed, { after: 999_999_999 })
    await drain(feed)
    expect(ear.hasReload).toBe(true)
    expect(ear.heard).toHaveLength(1)
    await ear.stop()
  })

  test('over HTTP it is a stream of server-sent events without anything personal', async () => {
    const stopping = new AbortController()
    const answer = await ask({ authorization: 'Bearer handler' })
    expect(answer.headers['content-type']).toMatch(/^text\/event-stream/)
    const matter = await begin('water')
    let text = ''
    const reading = (async () => {
      for await (const chunk of answer.stream()) {
        text += String(chunk)
        if (stopping.signal.aborted) break
      }
    })()
    await until(() => text.includes('completeTask'))
    stopping.abort()
    await note(matter)
    await until(() => text.includes('"note"'))
    await reading
    expect(text).toMatch(/^id: \d+\n\n(id: \d+\ndata: \{"event":"entry".*\}\n\n)+/)
    expect(text).not.toContain('水压')
    expect((await ask({})).statusCode).toBe(401)
    const wrong = { authorization: 'Bearer handler', 'last-event-id': 'x' }
    expect((await ask(wrong)).statusCode).toBe(400)
  })
})
