/**
 * A thread that sends matters over sockets at a given pace, whether they are answered or not, as residents do. One that is
 * refused is sent again with the same key, after the time the answer names and each time twice as late.
 */
import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'

/** So many new matters a second, for so long. */
export interface Phase {
  readonly name: string
  readonly rate: number
  readonly seconds: number
}

export interface Sending {
  readonly url: string
  readonly phases: readonly Phase[]
  readonly name: string
}

/** What came of one matter. */
export interface Sent {
  readonly key: string
  readonly phase: string
  /** Milliseconds from the beginning of its phase. */
  readonly at: number
  /** Of the first answer: milliseconds, and its status; 0 when there was none. */
  readonly milliseconds: number
  readonly status: number
  /** Whether some answer said that it was taken. */
  readonly isTaken: boolean
  /** Answers that are neither 201 nor 503 with Retry-After, each once. */
  readonly faults: readonly string[]
}

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })

/** Sends all phases, and waits until every matter is taken or was sent eight times. */
async function sendAll({ url, phases, name }: Sending): Promise<readonly Sent[]> {
  const under: Promise<Sent>[] = []
  for (const phase of phases) {
    const begun = performance.now()
    let count = 0
    while (performance.now() - begun < phase.seconds * 1000) {
      const due = ((performance.now() - begun) / 1000) * phase.rate
      for (; count < due; count += 1) {
        const at = performance.now() - begun
        under.push(sendOne({ url, key: `${name}-${phase.name}-${count}`, phase: phase.name, at }))
      }
      await setTimeout(5)
    }
  }
  return Promise.all(under)
}

interface One {
  readonly url: string
  readonly key: string
  readonly phase: string
  readonly at: number
}

async function sendOne({ url, key, phase, at }: One): Promise<Sent> {
  const faults: string[] = []
  let first: Answer | undefined
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const answer = await post(url, key)
    first ??= answer
    if (answer.status === 201) return sentAs(first, { key, phase, at, isTaken: true, faults })
    if (answer.status !== 503) faults.push(`${answer.status} ${answer.text}`)
    if (answer.status === 503 && answer.retryAfter === undefined) faults.push('503 without Retry-After')
    const wait = (answer.retryAfter ?? 1) * 2 ** attempt
    await setTimeout(wait * 1000 * (1 + Math.random()))
  }
  return sentAs(first, { key, phase, at, isTaken: false, faults })
}

function sentAs(first: Answer | undefined, rest: Omit<Sent, 'milliseconds' | 'status'>): Sent {
  return { ...rest, milliseconds: first?.milliseconds ?? 0, status: first?.status ?? 0 }
}

interface Answer {
  readonly status: number
  readonly milliseconds: number
  readonly retryAfter: number | undefined
  readonly text: string
}

const body = JSON.stringify({
  pack: 'hotline',
  title: '三号楼水压不足',
  variables: { subject: '三号楼水压不足' },
})

function post(url: string, key: string): Promise<Answer> {
  const begun = performance.now()
  const headers = {
    authorization: 'Bearer district',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': key,
  }
  return new Promise((resolve) => {
    function fail(error: Error): void {
      resolve({
        status: 0,
        milliseconds: performance.now() - begun,
        retryAfter: undefined,
        text: error.message,
      })
    }
    const asked = request(url, { method: 'POST', agent, headers }, (answer) => {
      const milliseconds = performance.now() - begun
      const retryAfter = answer.headers['retry-after']
      let text = ''
      answer.setEncoding('utf8')
      answer.on('error', fail)
      answer.on('data', (part: string) => (text = text.length > 200 ? text : text + part))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          milliseconds,
          retryAfter: retryAfter === undefined ? undefined : Number(retryAfter),
          text,
        }),
      )
    })
    asked.on('error', fail)
    asked.end(body)
  })
}

if (!isMainThread) {
  const sending: Sending = workerData
  parentPort?.postMessage(await sendAll(sending))
  agent.destroy()
}
