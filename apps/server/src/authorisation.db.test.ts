import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MatterCommand, operations } from '@duibiao/contract'
import type { MatterCommandKind, Operation } from '@duibiao/contract'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { LightMyRequestResponse } from 'fastify'
import { commandPermissions } from './command-policy.ts'
import { permissions } from './policy.ts'
import { anonymous, answerOf, codeOf, judge, reaches } from './test-oracle.ts'
import { openPair } from './test-pair.ts'
import type { DistrictPair, PairDistrict } from './test-pair.ts'
import type { PairPerson } from './test-pair-people.ts'
import { sampleOf, sampleRequest } from './test-sample.ts'

describeOnBoth('everybody asks for everything', (open) => {
  let pair: DistrictPair

  beforeAll(async () => {
    const { database } = await open()
    pair = await openPair({ database, scheduler: makeFixedClock() })
  }, 120_000)

  afterAll(() => pair.close())

  function served(): readonly Operation[] {
    return operations.filter(({ method, path }) =>
      pair.application.hasRoute({ method, url: path.replace(/\{(\w+)\}/g, ':$1') }),
    )
  }

  async function ask(
    person: PairPerson,
    operation: Operation,
    more: { body?: unknown; matter?: string; query?: Readonly<Record<string, string>> } = {},
  ) {
    const { matter = pair.one.matter } = more
    const evidence = matter === pair.one.secret ? pair.one.secretEvidence : pair.one.evidence
    const known = { matter, evidence, document: 'work-order' }
    const { path, query, body: sample } = sampleRequest(operation, known)
    const body = 'body' in more ? more.body : sample
    const isStream = operation.answer.kind === 'events'
    const answer = await pair.application.inject({
      // Not of this machine, which may read the metrics.
      remoteAddress: '203.0.113.9',
      method: operation.method,
      url: path,
      query: { ...query, ...more.query },
      headers: {
        ...person.headers,
        'accept-language': 'en',
        'idempotency-key': `matrix-${person.id}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      ...(isStream && { payloadAsStream: true }),
    })
    const text = isStream ? await readRefusal(answer) : answer.payload
    return { status: answer.statusCode, code: codeOf(text), text }
  }

  /** What of an operation changes nothing: its body is left out, so that who may ask is told that it is missing. */
  function probe(person: PairPerson, operation: Operation) {
    const isChange = operation.method !== 'GET'
    return ask(person, operation, isChange ? { body: operation.body === undefined ? undefined : [] } : {})
  }

  const denials = ['session_missing', 'permission_missing']

  test('and is answered as the policy says, and finds nothing in the answer that they may not see [V8.2.1] [V8.2.2] [V8.2.3] [V8.3.1]', async () => {
    const wrong: string[] = []
    const leaks: string[] = []
    let allowed = 0
    for (const operation of served()) {
      for (const person of [anonymous, ...pair.one.people]) {
        const expected = judge(person, operation)
        // Ends the session it is asked with; tried by its own tests.
        if (expected === 'allow' && operation.id === 'session.close') continue
        const { status, code, text: answered } = await probe(person, operation)
        const verdict = verdictOf(code, expected, operation)
        if (verdict === 'allow') allowed += 1
        if (verdict !== expected || status >= 500) {
          wrong.push([operation.id, person.id, person.scopes, expected, status, code].join(' '))
        }
        const whole = `${answered}${await askForSecret(person, operation)}`
        leaks.push(
          ...leaksIn(whole, person)
            .filter((what) => what !== 'other district' || operation.id !== 'district.list')
            .map((what) => `${operation.id} ${person.id} ${what}`),
        )
      }
    }
    expect({ wrong, leaks }).toEqual({ wrong: [], leaks: [] })
    expect(allowed).toBeGreaterThan(300)
  }, 300_000)

  test('reads a matter, and each part of it, exactly when a role of theirs reaches it, and is told of no other [V8.2.2]', async () => {
    const wrong: string[] = []
    const given = new Map<string, number>()
    const reading = served().filter(({ method, path }) => method === 'GET' && path.includes('{matter}'))
    expect(reading.length).toBeGreaterThan(2)
    for (const operation of reading) {
      for (const person of pair.one.people) {
        if (judge(person, operation) !== 'allow') continue
        const { status, code } = await ask(person, operation)
        const expected = answerOf(person, operation)
        const isRight = code === expected && (expected === '' ? status === 200 : status >= 400)
        if (!isRight) wrong.push([operation.id, person.id, expected, status, code].join(' '))
        if (expected === '') given.set(operation.id, (given.get(operation.id) ?? 0) + 1)
      }
    }
    expect(wrong).toEqual([])
    // A matrix that only refuses would prove nothing of what it lets through.
    expect(reading.filter(({ id }) => (given.get(id) ?? 0) < 5)).toEqual([])
  }, 120_000)

  test('is given a sensitive file with a reason where a level is masked, and the reason is kept [V8.2.3]', async () => {
    const operation = served().find(({ id }) => id === 'evidence.read')
    if (operation === undefined) throw new Error('no evidence.read')
    const asking = pair.one.people.filter(
      (one) => judge(one, operation) === 'allow' && answerOf(one, operation) === 'evidence_reason_missing',
    )
    expect(asking.length).toBeGreaterThan(0)
    for (const person of asking) {
      const reason = `checked by ${person.id}`
      const { status, text: answered } = await ask(person, operation, { query: { reason } })
      expect([person.id, status, answered]).toEqual([person.id, 200, `RX-${pair.one.mark}`])
    }
    const { database, district } = pair.one.tenant
    const kept = await database.query<{ readonly reason: string }>(
      `select detail::jsonb ->> 'reason' as reason from audit_event where district_id = $1 and kind = 'evidence.read'`,
      [district],
    )
    expect(kept.map(({ reason }) => reason)).toEqual(asking.map(({ id }) => `checked by ${id}`))
  })

  test('finds no file of the other district, whatever matter of their own it is asked of [V8.4.1]', async () => {
    for (const evidence of [pair.other.evidence, pair.other.secretEvidence, pair.one.secretEvidence]) {
      const asked = pair.one.people.map(({ headers }) =>
        pair.application.inject({
          url: `/api/v1/matters/${pair.one.matter}/evidence/${evidence}?reason=x`,
          headers,
        }),
      )
      const statuses = (await Promise.all(asked)).map(({ statusCode }) => statusCode)
      expect(new Set(statuses)).toEqual(new Set([403, 404]))
    }
  })

  test('gives a matter exactly the commands of their role, and learns of no other matter by it [V8.2.2]', async () => {
    const wrong: string[] = []
    const operation = served().find(({ id }) => id === 'matter.act')
    if (operation === undefined) throw new Error('no matter.act')
    for (const person of pair.one.people.filter((one) => judge(one, operation) === 'allow')) {
      for (const schema of MatterCommand.anyOf) {
        const kind: MatterCommandKind = schema.properties.kind.const
        const body = sampleOf(schema, { task: pair.one.task })
        const { code } = await actStale(person, pair.one, body)
        const expected = judgeCommand(person, kind)
        if (code !== expected) wrong.push([kind, person.id, expected, code].join(' '))
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  /** With a revision that was never there, so that whatever is allowed is not done. */
  async function actStale(person: PairPerson, { matter }: PairDistrict, body: unknown) {
    const answer = await pair.application.inject({
      method: 'POST',
      url: `/api/v1/matters/${matter}/commands`,
      headers: {
        ...person.headers,
        'content-type': 'application/json',
        'idempotency-key': 'matrix-command',
        'if-match': '"99999"',
      },
      payload: JSON.stringify(body),
    })
    return { code: codeOf(answer.payload) }
  }

  function judgeCommand(person: PairPerson, kind: MatterCommandKind): string {
    if (!reaches(person, permissions['matter.read'])) return 'resource_missing'
    // A message that the pack opens to nobody.
    if (kind === 'deliverMessage') return 'permission_missing'
    const permission = commandPermissions[kind]
    // The open task is offered to handlers of the water office.
    const isOffered = person.role === 'department_handler' && person.standing === 'here'
    // A head hands on what the people of the office have to do.
    const isHead = person.role === 'department_head' && person.standing === 'here'
    const isTheirs = isOffered || (permission.isHeads === true && isHead)
    const isAllowed = permission.isTask === true ? isTheirs : reaches(person, permission)
    return isAllowed ? 'precondition_failed' : 'permission_missing'
  }

  /** What a role may ask for at all may still not reach the row that was asked for: that is tried below. */
  function verdictOf(code: string, expected: string, { path }: Operation): string {
    return denials.includes(code) && (expected !== 'allow' || !path.includes('{')) ? code : 'allow'
  }

  /** What of an answer somebody may not know. */
  function leaksIn(answered: string, person: PairPerson): readonly string[] {
    const leaks: readonly (readonly [what: string, isLeak: boolean])[] = [
      ['matter', answered.includes('RX-CANARY') && !reaches(person, permissions['matter.read'])],
      ['secret', answered.includes(pair.one.secretMark) && !mayKnowSecret(person)],
      ['other district', answered.includes(pair.other.mark)],
    ]
    return leaks.filter(([, isLeak]) => isLeak).map(([what]) => what)
  }

  async function askForSecret(person: PairPerson, operation: Operation): Promise<string> {
    if (operation.method !== 'GET' || !operation.path.includes('{matter}')) return ''
    return (await ask(person, operation, { matter: pair.one.secret })).text
  }

  /** The reporter, and who takes reports in; others get the words masked. */
  function mayKnowSecret({ role, isReporter }: PairPerson): boolean {
    return isReporter || role === 'district_dispatcher'
  }

  test('knows of the districts of the installation only where it is run, and elsewhere of their own [V8.4.1]', async () => {
    async function listAs({ people }: PairDistrict): Promise<string> {
      const headers = people.find(({ id }) => id === 'administrator')?.headers ?? {}
      const answer = await pair.application.inject({ url: '/api/v1/districts', headers })
      expect(answer.statusCode).toBe(200)
      return answer.payload
    }
    expect(await listAs(pair.one)).toContain(pair.other.mark)
    expect(await listAs(pair.other)).toContain(pair.other.mark)
    expect(await listAs(pair.other)).not.toContain(pair.one.mark)
  })

  test('in the other district is told that nothing is there, never that it is not theirs [V8.4.1]', async () => {
    const wrong: string[] = []
    // The same ids, but a matter of the one district only.
    const { tenant } = pair.other
    const { number, id } = await tenantOnlyMatter(tenant)
    const reading = served().filter(({ path }) => path.includes('{matter}'))
    for (const operation of reading) {
      for (const person of pair.one.people) {
        if (judge(person, operation) !== 'allow') continue
        for (const matter of [id, ...(operation.id === 'matter.read' ? [number] : [])]) {
          const { status, code, text } = await ask(person, operation, { matter })
          if (status !== 404 && status !== 400 && status !== 422)
            wrong.push([operation.id, person.id, status, code].join(' '))
          if (text.includes(pair.other.mark)) wrong.push([operation.id, person.id, 'leak'].join(' '))
        }
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  async function tenantOnlyMatter({ engine }: PairDistrict['tenant']) {
    const id = engine.makeId()
    const number = 'RX-OTHER-1'
    const request = {
      procedure: 'hotline',
      id,
      number,
      title: pair.other.mark,
      key: 'other-only',
      actor: { person: 'li' },
    }
    expect(await engine.start(request)).toMatchObject({ ok: true })
    return { id, number }
  }

  test('is somebody of one district only: a secret opens nothing in the other [V8.4.1] [V7.2.1]', async () => {
    const [person] = pair.one.people
    const swapped = person?.headers['cookie']?.replace('=1.', '=2.') ?? ''
    const answer = await pair.application.inject({
      method: 'GET',
      url: '/api/v1/me',
      headers: { cookie: swapped },
    })
    expect([answer.statusCode, codeOf(answer.payload)]).toEqual([401, 'session_missing'])
  })
})

/** The problem in place of a stream; of a stream that began nothing is read. */
async function readRefusal(answer: LightMyRequestResponse): Promise<string> {
  const stream = answer.stream()
  if (answer.statusCode >= 400) return text(stream)
  stream.destroy()
  return ''
}
