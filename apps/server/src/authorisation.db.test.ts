import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operations, roles } from '@duibiao/contract'
import type { MatterCommandKind, Operation, Role } from '@duibiao/contract'
import { MatterCommand } from '@duibiao/contract'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { LightMyRequestResponse } from 'fastify'
import { commandPermissions } from './command-policy.ts'
import { permissions } from './policy.ts'
import type { Permission, Relation } from './policy.ts'
import { openPair } from './test-pair.ts'
import type { DistrictPair, PairDistrict, PairPerson } from './test-pair.ts'
import { sampleOf, sampleRequest } from './test-sample.ts'

// The oracle. It reads the data of the policy and nothing else: no code that the service decides with.
const rows: Readonly<Record<string, Permission>> = permissions
const anonymous: PairPerson = {
  id: 'anonymous',
  role: undefined,
  standing: 'nowhere',
  isReporter: false,
  headers: {},
}

type Verdict = 'allow' | 'session_missing' | 'permission_missing'

function judge(person: PairPerson, { id }: Operation): Verdict {
  const row = rows[id]
  if (row === undefined) throw new Error(`${id} is not in the policy`)
  // What watches over the service is told how it is, whoever asks; the figures are for the machine itself and the token.
  if (id.startsWith('health.')) return 'allow'
  if (id === 'metrics.read' && person === anonymous) return 'session_missing'
  if (person === anonymous) return row.anonymous === true ? 'allow' : 'session_missing'
  if (
    person.scopes !== undefined &&
    (row.sessionOnly === true || !person.scopes.some((scope) => covers(scope, id)))
  ) {
    return 'permission_missing'
  }
  const isTheirs =
    row.everybody === true || (person.role !== undefined && row.roles?.[person.role] !== undefined)
  return isTheirs ? 'allow' : 'permission_missing'
}

function covers(scope: string, id: string): boolean {
  return scope === id || (scope.endsWith('.*') && id.split('.')[0] === scope.split('.')[0])
}

/** Whether somebody reaches the matters of the pair by the relation of their role. */
function reaches(person: PairPerson, permission: Permission | undefined): boolean {
  const relation: Relation | undefined = person.role && permission?.roles?.[person.role]
  switch (relation) {
    case 'district':
      return true
    case 'area':
    case 'office':
    case 'holder':
      return person.standing === 'here'
    case 'own':
      return person.isReporter
    case 'any':
    case undefined:
      return false
  }
}

describe('the policy', () => {
  test('has a row for every operation and none for others [V8.1.1]', () => {
    expect(Object.keys(permissions).toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
  })

  test('has a row for every command and none for others [V8.1.1]', () => {
    const kinds = MatterCommand.anyOf.map(({ properties }) => properties.kind.const)
    expect(Object.keys(commandPermissions).toSorted()).toEqual(kinds.toSorted())
  })

  test('lets no administration see a matter or act on one [V8.2.1]', () => {
    const separated: readonly Role[] = ['administrator', 'security_administrator', 'auditor']
    const opened = operations.filter(({ path }) => /\/(matters|tasks|commands)\b/.test(path))
    expect(opened.length).toBeGreaterThan(8)
    for (const { id } of opened) {
      expect({ id, roles: separated.filter((role) => rows[id]?.roles?.[role] !== undefined) }).toEqual({
        id,
        roles: [],
      })
    }
  })

  test('keeps what is open to everybody who has not signed in to a list that was looked at [V8.1.1]', () => {
    const open = operations.filter(({ id }) => rows[id]?.anonymous === true).map(({ id }) => id)
    const changing = operations
      .filter(({ id, method }) => method !== 'GET' && open.includes(id))
      .map(({ id }) => id)
    expect(
      changing.filter((id) => !/^(session|phone_code|provider_sign_in|password|open311)\./.test(id)),
    ).toEqual([])
  })

  test('of commands that break the order of a procedure, leaves each to those who answer for it [V2.3.1]', () => {
    const jumpers = roles.filter((role) => commandPermissions.jump.roles?.[role] !== undefined)
    expect(jumpers).toEqual(['district_dispatcher'])
    for (const kind of ['suspend', 'cancel', 'setVariables', 'extendClock', 'pauseClock'] as const) {
      const mayAct = roles.filter((role) => commandPermissions[kind].roles?.[role] !== undefined)
      expect({ kind, mayAct }).toEqual({
        kind,
        mayAct: ['street_dispatcher', 'district_dispatcher', 'supervision_officer'],
      })
    }
  })
})

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
    more: { body?: unknown; matter?: string } = {},
  ) {
    const { matter = pair.one.matter } = more
    const { path, query, body: sample } = sampleRequest(operation, { matter })
    const body = 'body' in more ? more.body : sample
    const isStream = operation.answer.kind === 'events'
    const answer = await pair.application.inject({
      // Not of this machine, which may read the metrics.
      remoteAddress: '203.0.113.9',
      method: operation.method,
      url: path,
      query,
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
        // What a role may ask for at all may still not reach the row that was asked for: that is tried below.
        const isDenied = denials.includes(code) && (expected !== 'allow' || !operation.path.includes('{'))
        if (!isDenied) allowed += 1
        if ((isDenied ? code : 'allow') !== expected || status >= 500) {
          wrong.push([operation.id, person.id, person.scopes, expected, status, code].join(' '))
        }
        const whole = `${answered}${await askForSecret(person, operation)}`
        if (!reaches(person, permissions['matter.read']) && answered.includes('RX-CANARY')) {
          leaks.push([operation.id, person.id, 'matter'].join(' '))
        }
        if (!mayKnowSecret(person) && whole.includes(pair.one.secretMark)) {
          leaks.push([operation.id, person.id, 'secret'].join(' '))
        }
        if (whole.includes(pair.other.mark)) leaks.push([operation.id, person.id, 'other district'].join(' '))
      }
    }
    expect({ wrong, leaks }).toEqual({ wrong: [], leaks: [] })
    expect(allowed).toBeGreaterThan(300)
  }, 300_000)

  test('reads a matter exactly when a role of theirs reaches it, and is told of no other [V8.2.2]', async () => {
    const wrong: string[] = []
    const reading = served().filter(({ method, path }) => method === 'GET' && path.includes('{matter}'))
    expect(reading.length).toBeGreaterThan(2)
    for (const operation of reading) {
      for (const person of pair.one.people) {
        if (judge(person, operation) !== 'allow') continue
        const expected = reaches(person, rows[operation.id])
        const { status, code } = await ask(person, operation)
        if (expected !== (status === 200) || (status !== 200 && code !== 'resource_missing')) {
          wrong.push([operation.id, person.id, expected, status, code].join(' '))
        }
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

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
    const isAllowed = permission.isTask === true ? isOffered : reaches(person, permission)
    return isAllowed ? 'precondition_failed' : 'permission_missing'
  }

  async function askForSecret(person: PairPerson, operation: Operation): Promise<string> {
    if (operation.method !== 'GET' || !operation.path.includes('{matter}')) return ''
    return (await ask(person, operation, { matter: pair.one.secret })).text
  }

  /** The reporter, and who takes reports in; others get the words masked. */
  function mayKnowSecret({ role, isReporter }: PairPerson): boolean {
    return isReporter || role === 'district_dispatcher'
  }

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

/** Of a problem its code, and of an error of Open311 what stands for it; empty of everything else. */
function codeOf(payload: string): string {
  const [, open311] = /<code>(40[13])<|"code":(40[13])\b/.exec(payload) ?? []
  if (open311 !== undefined) return open311 === '401' ? 'session_missing' : 'permission_missing'
  if (!payload.startsWith('{"type":"urn:duibiao:problem:')) return ''
  const body: unknown = JSON.parse(payload)
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
}
