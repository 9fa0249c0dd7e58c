import { Readable } from 'node:stream'
import type { Operation, StreamEvent } from '@duibiao/contract'
import type { FastifyReply } from 'fastify'
import type { Reply } from './route.ts'
import { sessionCookie, transitCookie } from './session-cookie.ts'

/** Sends what a handler answered, in the form its operation says. */
export async function sendAnswer(
  reply: FastifyReply,
  { answer, method }: Operation,
  { value, tag, headers, session, transit }: Reply<unknown>,
): Promise<FastifyReply> {
  if (headers !== undefined) void reply.headers(headers)
  if (tag !== undefined) void reply.header('etag', tag)
  setCookie(reply, sessionCookie, session)
  setCookie(reply, transitCookie, transit)
  if (method === 'GET' && isSeen(reply.request.headers['if-none-match'], tag)) return reply.code(304).send()
  void reply.code(answer.status)
  switch (answer.kind) {
    case 'empty':
      return reply.send()
    case 'json':
      return reply.type('application/json').send(JSON.stringify(value))
    case 'redirect':
      return reply.header('location', String(value)).send()
    case 'bytes':
      if (!reply.hasHeader('content-type')) void reply.type(answer.media)
      return reply.send(value instanceof Uint8Array ? Buffer.from(value) : Readable.from(iterableOf(value)))
    case 'events':
      void reply.headers({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
      return reply.send(Readable.from(writeEvents(iterableOf(value)), { objectMode: false }))
  }
}

/** Whether an `If-None-Match` names the tag of what would be answered: it is not sent again (RFC 9110, 13.1.2). */
function isSeen(header: string | undefined, tag: string | undefined): boolean {
  if (header === undefined || tag === undefined) return false
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}

function setCookie(
  reply: FastifyReply,
  { name, options }: typeof sessionCookie | typeof transitCookie,
  value: string | null | undefined,
): void {
  if (value === null) void reply.clearCookie(name, options)
  else if (value !== undefined) void reply.setCookie(name, value, options)
}

function iterableOf(value: unknown): AsyncIterable<never> {
  if (typeof value === 'object' && value !== null && Symbol.asyncIterator in value) {
    return value as AsyncIterable<never>
  }
  throw new TypeError('a handler of a stream gives back an async iterable')
}

/**
 * Events in the form of the HTML standard, section 9.2; one without data keeps the line alive and moves the last id on. It is
 * no generator: of one that waits for its next event nobody could take leave before that event comes.
 */
function writeEvents(events: AsyncIterable<StreamEvent<unknown>>): AsyncIterableIterator<string> {
  const iterator = events[Symbol.asyncIterator]()
  let isOver = false
  const written: AsyncIterableIterator<string> = {
    [Symbol.asyncIterator]: () => written,
    async next() {
      if (isOver) return { done: true, value: undefined }
      const next = await iterator.next()
      isOver = next.done === true
      return { done: false, value: next.done === true ? farewell : writeEvent(next.value) }
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
  return written
}

/** A stream that ends in good order says when to ask again: in two seconds, with the id that was heard last. */
const farewell = 'retry: 2000\n\n'

function writeEvent({ id, data }: StreamEvent<unknown>): string {
  return data === undefined ? `id: ${id}\n\n` : `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`
}
