import { Readable } from 'node:stream'
import type { Operation, StreamEvent } from '@duibiao/contract'
import type { FastifyReply } from 'fastify'
import type { Reply } from './route.ts'
import { sessionCookie, transitCookie } from './session-cookie.ts'

/** Sends what a handler answered, in the form its operation says. */
export async function sendAnswer(
  reply: FastifyReply,
  { answer }: Operation,
  { value, tag, headers, session, transit }: Reply<unknown>,
): Promise<FastifyReply> {
  if (headers !== undefined) void reply.headers(headers)
  if (tag !== undefined) void reply.header('etag', tag)
  setCookie(reply, sessionCookie, session)
  setCookie(reply, transitCookie, transit)
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

/** Events in the form of the HTML standard, section 9.2; one without data keeps the line alive. */
async function* writeEvents(events: AsyncIterable<StreamEvent<unknown>>): AsyncGenerator<string> {
  for await (const { id, data } of events) {
    yield data === undefined ? ':\n\n' : `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`
  }
}
