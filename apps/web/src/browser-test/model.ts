import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** Where the district of the tests may reach a language model; one test at a time stands in for one there. */
export const modelPort = 38_918

/** A stand-in for a language model. */
export interface TestModel extends AsyncDisposable {
  readonly address: string
  /** What it was asked. */
  readonly asked: readonly string[]
  /** What it writes from now on. */
  write: (content: string) => void
}

export async function openStandIn(): Promise<TestModel> {
  const asked: string[] = []
  let written = '好'
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(body)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: written } }] }))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(modelPort, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${modelPort}/v1/chat/completions`,
    asked,
    write(content) {
      written = content
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
