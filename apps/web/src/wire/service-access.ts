import { makeClientOf } from '@duibiao/contract'
import type { AnswerOf, Given, OperationId, OperationOf, Outcome, Send } from '@duibiao/contract'
import type { Connection } from './connection.ts'
import type { Feed } from './feed.ts'
import type { Gate } from './gate.ts'
import { addresses } from './operation-address.ts'
import { Refusal } from './refusal.ts'

/** An answer with its tag, which `ifMatch` of a later command takes. */
export interface Answer<Id extends OperationId> {
  readonly value: AnswerOf<OperationOf<Id>>
  readonly tag: string | undefined
}

interface Got<Value> {
  readonly value: Value
  readonly tag: string | undefined
}

/** The service as the pages ask it. */
export interface Service {
  /**
   * Asks for an operation, and waits as long as the service is away, the session over, or a fresh proof of who asks is owed.
   * @throws Refusal what the service answered instead
   */
  readonly ask: <Id extends OperationId>(id: Id, given: Given<Id>) => Promise<Answer<Id>>
  /**
   * Sends the bytes of a file.
   * @throws Refusal
   */
  readonly upload: (file: Blob, name: string) => Promise<Answer<'evidence.add'>>
  /**
   * Fetches the bytes of a file or a page, such as evidence or a printed form.
   * @throws Refusal
   */
  readonly download: <Id extends OperationId>(id: Id, given: Given<Id>) => Promise<Blob>
  readonly connection: Connection
  /** Shut while the session is over. */
  readonly gate: Gate
  /** Shut while an act asks for a fresh proof of who gives it. */
  readonly confirmation: Gate
  readonly feed: Feed
}

export interface ServiceParts {
  readonly connection: Connection
  readonly gate: Gate
  readonly confirmation: Gate
  readonly feed: Feed
  /** In which language answers come. */
  readonly language: () => string
  readonly wait: (span: number) => Promise<void>
  readonly fetch: typeof fetch
}

/** Operations of signing in itself: what they refuse is told where it was typed. */
const withoutGate: ReadonlySet<string> = new Set([
  'session.open',
  'session.open_by_phone',
  'session.confirm',
  'session.close',
  'welcome.read',
  'me.read',
])

/**
 * How often a request is given again that a busy service turned away, and after how long, milliseconds: for most of a minute,
 * so that a screen comes by itself once the rush is over.
 */
const patience = [400, 1200, 3000, 6000, 6000, 6000, 6000, 6000, 6000, 6000]

export function makeService(parts: ServiceParts): Service {
  const { connection, gate, confirmation, feed } = parts
  async function insist<Value>(id: OperationId, reach: () => Promise<Outcome<Value>>): Promise<Got<Value>> {
    for (let attempt = 0; ;) {
      const outcome = await reachOrWait(connection, reach)
      if (outcome === undefined) continue
      if (outcome.ok) return { value: outcome.value, tag: outcome.tag }
      const { problem } = outcome
      const pause = problem.code === 'server_busy' ? patience[attempt++] : undefined
      if (pause !== undefined) await parts.wait(pause)
      else if (!(await clear(parts, id, problem.code))) throw new Refusal(problem)
    }
  }
  return {
    connection,
    gate,
    confirmation,
    feed,
    ask(id, given) {
      const send = makeSend(parts)
      const client = makeClientOf((wanted) => addresses[wanted], send, {
        'accept-language': parts.language(),
      })
      return insist(id, () => client.call(id, given))
    },
    async download(id, given) {
      let content = new Blob()
      async function send({ method, path, headers, body }: Parameters<Send>[0]): ReturnType<Send> {
        const answer = await parts.fetch(path, { method, headers, ...(body !== undefined && { body }) })
        content = await answer.blob()
        return {
          status: answer.status,
          headers: Object.fromEntries(answer.headers),
          text: answer.ok ? '' : await content.text(),
        }
      }
      const headers = { 'accept-language': parts.language() }
      await insist(id, () => makeClientOf((wanted) => addresses[wanted], send, headers).call(id, given))
      return content
    },
    upload(file, name) {
      const address = addresses['evidence.add']
      return insist('evidence.add', async () => {
        const answer = await parts.fetch(`${address?.path}?name=${encodeURIComponent(name)}`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream', 'accept-language': parts.language() },
          body: file,
        })
        const value = (await answer.json()) as never
        return answer.ok
          ? { ok: true, status: answer.status, value, tag: undefined }
          : { ok: false, status: answer.status, problem: value }
      })
    },
  }
}

/** What stands in the way is done by somebody, in a dialog over the page. @returns false when it cannot or will not be */
async function clear(
  { gate, confirmation }: Pick<ServiceParts, 'gate' | 'confirmation'>,
  id: OperationId,
  code: string,
): Promise<boolean> {
  if (withoutGate.has(id)) return false
  if (code === 'session_missing') return gate.pass()
  return code === 'reauthentication_required' && confirmation.pass()
}

/** @returns undefined when the service was not there and is back by now */
async function reachOrWait<Outcome>(
  connection: Connection,
  reach: () => Promise<Outcome>,
): Promise<Outcome | undefined> {
  try {
    const outcome = await reach()
    connection.noteReached()
    return outcome
  } catch (error) {
    if (!isAway(error)) throw error
    await connection.waitUntilReached()
    return undefined
  }
}

/** `fetch` throws a TypeError when nobody is there; a proxy before a service that is gone answers with a page of its own. */
function isAway(error: unknown): boolean {
  return error instanceof TypeError || error instanceof SyntaxError
}

function makeSend({ fetch }: ServiceParts): Send {
  return async ({ method, path, headers, body }) => {
    const answer = await fetch(path, { method, headers, ...(body !== undefined && { body }) })
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      text: await answer.text(),
    }
  }
}
