import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

/** Where the district of the tests may send events besides the public web; one test at a time listens there. */
export const receiverPort = 38_917

/** Another system that hears of events. */
export interface Receiver extends AsyncDisposable {
  readonly address: string
  /** The status it answers with from now on. */
  answer: (status: number) => void
  /** The headers of what it was sent. */
  readonly heard: readonly IncomingHttpHeaders[]
}

export async function openReceiver(): Promise<Receiver> {
  const heard: IncomingHttpHeaders[] = []
  let answered = 204
  const server = createServer((request, response) => {
    heard.push(request.headers)
    request.resume().once('end', () => response.writeHead(answered).end())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(receiverPort, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${receiverPort}/hook`,
    heard,
    answer(status) {
      answered = status
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
