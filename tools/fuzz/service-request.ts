import { text } from 'node:stream/consumers'
import { errors } from '@duibiao/base'
import { operations } from '@duibiao/contract'
import type { Operation } from '@duibiao/contract'
import type { Database } from '@duibiao/store'
import { makeFixedClock } from '@duibiao/testkit'
import type { Random } from '@duibiao/testkit'
import { permissions } from '../../apps/server/src/policy.ts'
import { anonymous, codeOf, judge, reaches } from '../../apps/server/src/test-oracle.ts'
import type { PairPerson } from '../../apps/server/src/test-pair-people.ts'
import { openPair } from '../../apps/server/src/test-pair.ts'
import type { DistrictPair } from '../../apps/server/src/test-pair.ts'
import { makeValidator } from '../../apps/server/src/validation.ts'
import type { Validator } from '../../apps/server/src/validation.ts'
import { damageRequest } from './service-mutation.ts'
import type { DamagedRequest } from './service-mutation.ts'
import { chanceOf } from './target.ts'

/** Which requests are made. */
export interface ServiceFuzzRule {
  readonly seed: number
  readonly count: number
  readonly from?: number
  /** Told of every failure at once, and of how far it is. */
  readonly report?: (line: string) => void
}

/** What a run came to. */
export interface ServiceFuzzResult {
  readonly requests: number
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>
  /** Codes of refusals, each with how often. */
  readonly codes: Readonly<Record<string, number>>
  readonly failures: readonly { readonly index: number; readonly problem: string }[]
  /** Of the heap after collection, over the second half; undefined where it cannot be collected or the run was short. */
  readonly bytesPerRequest: number | undefined
}

/** What one request was answered with. */
interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

/** Sends damaged requests to the whole service on a database, as everybody, and judges every answer. */
export async function fuzzService(database: Database, rule: ServiceFuzzRule): Promise<ServiceFuzzResult> {
  const { seed, count, from = 0, report = () => {} } = rule
  const log: string[] = []
  const pair = await openPair({
    database,
    scheduler: makeFixedClock(),
    logTarget: { write: (line) => void log.push(line) },
  })
  const served = operations.filter(({ method, path }) =>
    pair.application.hasRoute({ method, url: path.replace(/\{(\w+)\}/g, ':$1') }),
  )
  const validators = new Map<string, Validator>()
  const statuses = new Map<string, number>()
  const codes = new Map<string, number>()
  const failures: { index: number; problem: string }[] = []
  const heap = makeHeapWatch(count)
  for (let index = from; index < from + count; index += 1) {
    const random = chanceOf(seed, index)
    const operation: Operation = random.pick(served)
    const person = pickPerson(random, operation, pair)
    const known = { matter: pair.one.matter, task: pair.one.task }
    const request = damageRequest(random, operation, { known, headers: person.headers })
    // Who ends the session they ask with is somebody else from then on.
    if (operation.id === 'session.close' && request.url.endsWith('/current')) continue
    const begun = performance.now()
    const answer = await send(pair, operation, {
      ...request,
      address: `198.51.100.${random.integer(1, 250)}`,
    })
    const took = performance.now() - begun
    count1(statuses, String(answer.status))
    count1(codes, codeOf(answer.text))
    const problems = [
      ...judgeAnswer(answer, { operation, validators }),
      ...judgeSecrecy(answer, { person, operation }, pair),
      ...judgeLog(log.splice(0), pair),
      ...(took > 5_000 ? [`took ${Math.round(took)} ms`] : []),
    ]
    for (const problem of problems) {
      failures.push({ index, problem: `${operation.id} as ${person.id}: ${problem}` })
      report(`  ${index} ${operation.id} as ${person.id} ${request.url.slice(0, 200)}: ${problem}`)
    }
    heap.look(index - from)
    if ((index - from + 1) % 10_000 === 0) report(`${index - from + 1} requests, ${failures.length} failures`)
  }
  await pair.close()
  return {
    requests: count,
    statuses: sortedOf(statuses),
    codes: sortedOf(codes),
    failures,
    bytesPerRequest: heap.slope(),
  }
}

/** Mostly somebody who may ask for it at all: the rest is soon refused. */
function pickPerson(random: Random, operation: Operation, { one }: DistrictPair): PairPerson {
  const everybody = [anonymous, ...one.people]
  const allowed = everybody.filter((person) => judge(person, operation) === 'allow')
  return random.pick(random.next() < 0.8 && allowed.length > 0 ? allowed : everybody)
}

function sortedOf(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function count1(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

async function send(
  { application }: DistrictPair,
  { method, answer: { kind } }: Operation,
  { url, headers, payload, address }: DamagedRequest & { readonly address: string },
): Promise<Answer> {
  const isStream = kind === 'events'
  const answer = await application.inject({
    method,
    url,
    headers,
    remoteAddress: address,
    ...(payload !== undefined && { payload }),
    ...(isStream && { payloadAsStream: true }),
  })
  const { statusCode: status } = answer
  if (!isStream) return { status, headers: answer.headers, text: answer.payload }
  const stream = answer.stream()
  const said = status >= 400 ? await text(stream) : ''
  stream.destroy()
  return { status, headers: answer.headers, text: said }
}

const codesOfCatalogue: ReadonlySet<string> = new Set(Object.keys(errors))
const traces = /\n\s+at \S+ \(|node_modules|\.ts:\d+:\d+|at or near "|violates |relation "|column "/

/** What is wrong with an answer, whoever asked. */
function judgeAnswer(answer: Answer, asked: Asked): readonly string[] {
  const { status, headers, text: said } = answer
  const faults: readonly (readonly [isFault: boolean, problem: string])[] = [
    [status >= 500, `answered ${status} ${said.slice(0, 300)}`],
    [traces.test(said), `shows the inside: ${traces.exec(said)?.[0]}`],
    [headers['x-injected'] !== undefined, 'a header was injected'],
    [headers['x-content-type-options'] !== 'nosniff', 'has no security headers'],
  ]
  const found = faults.filter(([isFault]) => isFault).map(([, problem]) => problem)
  return [...found, ...(status >= 400 ? judgeRefusal(answer, asked) : judgeValue(answer, asked))]
}

interface Asked {
  readonly operation: Operation
  readonly validators: Map<string, Validator>
}

/** Every refusal is a problem with a code of the catalogue; Open311 has a form of its own. */
function judgeRefusal({ headers, text: said }: Answer, { operation }: Asked): readonly string[] {
  if (operation.id.startsWith('open311.')) return []
  const type = headers['content-type']
  if (typeof type !== 'string' || !type.startsWith('application/problem+json')) {
    return [`refused as ${JSON.stringify(type)}: ${said.slice(0, 200)}`]
  }
  const code = codeOf(said)
  return codesOfCatalogue.has(code) ? [] : [`refused with a code of no catalogue: ${code}`]
}

/** A value is what the operation says that it answers with. */
function judgeValue({ status, text: said }: Answer, { operation, validators }: Asked): readonly string[] {
  const { answer, id } = operation
  if (status >= 300 || answer.kind !== 'json' || said === '') return []
  const known = validators.get(id) ?? makeValidator(answer.schema, 'body')
  validators.set(id, known)
  return known
    .check(JSON.parse(said))
    .map(({ path, message }) => `does not answer as it says: ${path} ${message}`)
}

/** What somebody was told that they may not know. */
function judgeSecrecy(
  { text: said }: Answer,
  { person, operation }: { readonly person: PairPerson; readonly operation: Operation },
  { one, other }: DistrictPair,
): readonly string[] {
  // The administrator of the district of the settings runs the installation, and knows which districts it has.
  const runsOthers = person.role === 'administrator' && operation.id.startsWith('district.')
  const mayKnow = person.isReporter || person.role === 'district_dispatcher'
  return [
    ...(said.includes(other.mark) && !runsOthers ? ['tells of the other district'] : []),
    ...(said.includes(one.secretMark) && !mayKnow && person.role !== 'supervision_officer'
      ? ['tells who reported in secrecy']
      : []),
    ...(said.includes('RX-CANARY') && !reaches(person, permissions['matter.read'])
      ? ['tells of a matter out of sight']
      : []),
  ]
}

/** Lines of the log are one JSON object each and hold nothing personal (ASVS V16.4.1, V16.2.5). */
function judgeLog(lines: readonly string[], { one, other }: DistrictPair): readonly string[] {
  return lines.flatMap((line) => {
    const problems: string[] = []
    if (line.trimEnd().includes('\n')) problems.push('a line of the log is broken')
    else {
      try {
        JSON.parse(line)
      } catch {
        problems.push('a line of the log is no JSON')
      }
    }
    if ([one.mark, other.mark, one.secretMark].some((mark) => line.includes(mark)))
      problems.push(`the log is personal: ${line.slice(0, 300)}`)
    return problems
  })
}

interface HeapWatch {
  readonly look: (index: number) => void
  readonly slope: () => number | undefined
}

/** The heap after collection at twenty points; what is kept for good grows with the requests. */
function makeHeapWatch(count: number): HeapWatch {
  const collect = globalThis.gc
  const every = Math.floor(count / 20)
  const seen: { readonly x: number; readonly y: number }[] = []
  return {
    look(index) {
      if (collect === undefined || every < 100 || index % every !== 0) return
      collect()
      seen.push({ x: index, y: process.memoryUsage().heapUsed })
    },
    slope() {
      const half = seen.slice(seen.length / 2)
      const [first, last] = [half[0], half.at(-1)]
      if (first === undefined || last === undefined || first === last) return undefined
      const meanX = half.reduce((sum, { x }) => sum + x, 0) / half.length
      const meanY = half.reduce((sum, { y }) => sum + y, 0) / half.length
      const above = half.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0)
      const below = half.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
      return Math.round(above / below)
    },
  }
}
