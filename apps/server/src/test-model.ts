import { createServer } from 'node:http'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A stand-in for a language model on this machine: it answers what the test says, and keeps what it was asked. */
export interface TestModel extends AsyncDisposable {
  readonly port: number
  readonly address: string
  readonly asked: { readonly headers: IncomingHttpHeaders; readonly body: string }[]
  /** How it answers from now on. */
  answer: (answering: (response: ServerResponse, body: string) => void) => void
}

/** A chat completion with one choice. */
export function chatOf(content: unknown): string {
  return JSON.stringify({ object: 'chat.completion', choices: [{ message: { role: 'assistant', content } }] })
}

export async function openTestModel(): Promise<TestModel> {
  const asked: TestModel['asked'] = []
  const held: { answering: (response: ServerResponse, body: string) => void } = {
    answering: (response) => response.end(chatOf('好')),
  }
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ headers: request.headers, body })
      response.setHeader('content-type', 'application/json')
      held.answering(response, body)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    address: `http://127.0.0.1:${port}/v1/chat/completions`,
    asked,
    answer(next) {
      held.answering = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
