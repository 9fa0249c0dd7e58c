import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** What a service of a test runs on. */
export interface ServiceOrder {
  /** Folder of keys and evidence, and of the embedded database where there is no URL. */
  readonly data: string
  readonly url?: string
  readonly port: number
  /** Settings beside these. */
  readonly environment?: Readonly<Record<string, string>>
}

/** The service as a process of its own, started as its command line starts it. */
export interface ServiceProcess {
  readonly address: string
  readonly pid: number
  /** Waits until it says that it is ready. @returns milliseconds since its start; throws when it ends before */
  readonly waitUntilReady: () => Promise<number>
  /** How it stands: the status of `/readyz`, and undefined when it cannot be reached. */
  readonly readReadiness: () => Promise<number | undefined>
  /** Its exit code; null when it was killed. */
  readonly ended: Promise<number | null>
  /** Ends it at once, as `kill -9` does. */
  readonly kill: () => Promise<void>
  /** Asks it to end. @returns its exit code */
  readonly end: () => Promise<number | null>
  /** Lines of its log and what it wrote on its way down. */
  readonly complaints: () => string
}

const program = fileURLToPath(new URL('../../../apps/cli/src/main.ts', import.meta.url))

/** Starts the service on loopback. It logs warnings and worse when not said otherwise. */
export function startServiceProcess({ data, url, port, environment }: ServiceOrder): ServiceProcess {
  const startedAt = performance.now()
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('DUIBIAO_'))
  const child = spawn(process.execPath, [program, 'serve'], {
    cwd: data,
    env: {
      ...Object.fromEntries(inherited),
      DUIBIAO_DATA: data,
      DUIBIAO_PORT: String(port),
      DUIBIAO_LOG: 'warn',
      // No pages: nothing is built at the start.
      DUIBIAO_WEB: path.join(data, 'web'),
      ...(url !== undefined && { DUIBIAO_DATABASE_URL: url }),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = `${complaints}${text}`.slice(-100_000)
  })
  const address = `http://127.0.0.1:${port}`
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null))
  async function readReadiness(): Promise<number | undefined> {
    try {
      const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(10_000) })
      await answer.body?.cancel()
      return answer.status
    } catch {
      return undefined
    }
  }
  return {
    address,
    pid: child.pid ?? 0,
    ended,
    readReadiness,
    complaints: () => complaints,
    async waitUntilReady() {
      while (child.exitCode === null && child.signalCode === null) {
        if ((await readReadiness()) === 200) return performance.now() - startedAt
        await setTimeout(20)
      }
      throw new Error(`the service ended before its time: ${complaints}`)
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    end() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
