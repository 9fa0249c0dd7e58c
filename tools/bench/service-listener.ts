/** A thread in which many listen to the live feed over sockets, and that tells when each event reached each of them. */
import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'

export interface Listening {
  readonly url: string
  readonly listeners: number
  /** Events after which every listener is done. */
  readonly events: number
}

/** When an event about a matter reached one who listens, milliseconds since 1970 with fractions. */
export interface Heard {
  readonly matter: string
  readonly at: number
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

async function listenAll({ url, listeners, events }: Listening): Promise<void> {
  const ears = Array.from({ length: listeners }, (_, place) => listen(url, { place, events }))
  await Promise.all(ears.map(({ begun }) => begun))
  parentPort?.postMessage('listening')
  const heard = await Promise.all(ears.map(({ over }) => over))
  parentPort?.postMessage(heard.flat())
  agent.destroy()
}

interface Ear {
  readonly begun: Promise<void>
  readonly over: Promise<readonly Heard[]>
}

function listen(url: string, { place, events }: { readonly place: number; readonly events: number }): Ear {
  const begun = Promise.withResolvers<void>()
  const over = Promise.withResolvers<readonly Heard[]>()
  const heard: Heard[] = []
  const headers = { authorization: `Bearer district-${place}`, accept: 'text/event-stream' }
  function begin(): void {
    const asked = request(url, { agent, headers }, (answer) => {
      // As a browser does: many who come at once are asked to come again.
      if (answer.statusCode === 503) {
        answer.resume()
        void setTimeout(Number(answer.headers['retry-after']) * 1000).then(begin)
        return
      }
      if (answer.statusCode !== 200) begun.reject(new Error(`the feed answered ${answer.statusCode}`))
      let rest = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        begun.resolve()
        const at = performance.timeOrigin + performance.now()
        const lines = (rest + part).split('\n')
        rest = lines.pop() ?? ''
        heard.push(...lines.flatMap((line) => matterOf(line)).map((matter) => ({ matter, at })))
        if (heard.length < events) return
        over.resolve(heard)
        asked.destroy()
      })
      answer.on('error', () => {})
    })
    asked.on('error', (error) => {
      begun.reject(error)
      over.reject(error)
    })
    asked.end()
  }
  begin()
  return { begun: begun.promise, over: over.promise }
}

/** The matter that a line of the stream is about, if it is about one. */
function matterOf(line: string): readonly string[] {
  return /"matter":"([^"]+)"/.exec(line)?.slice(1) ?? []
}

if (!isMainThread) {
  const listening: Listening = workerData
  await listenAll(listening)
}
