import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { provideChromium } from './chromium.ts'
import type { FoundChromium } from './chromium.ts'
import { modelPort } from './model.ts'
import { receiverPort } from './receiver.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the demonstration district of this run is served. */
    readonly address: string
    readonly chromium: FoundChromium
  }
}

const root = fileURLToPath(new URL('../../../..', import.meta.url))

/** Settings of the process that runs the tests are not those of the district. */
function ownEnvironment(folder: string): NodeJS.ProcessEnv {
  const plain = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('DUIBIAO_') && name !== 'NODE_ENV',
  )
  return {
    ...Object.fromEntries(plain),
    LANG: 'en_US.UTF-8',
    DUIBIAO_DATA: folder,
    DUIBIAO_PORT: '0',
    DUIBIAO_SIGN_IN_ATTEMPTS: '100',
    DUIBIAO_SESSIONS_AT_ONCE: '100',
    DUIBIAO_REPORTS_HOURLY: '10000',
    DUIBIAO_REQUESTS_ANONYMOUS: '1000000',
    DUIBIAO_REQUESTS_SIGNED_IN: '1000000',
    DUIBIAO_OUTBOUND_ALLOWED: `127.0.0.1:${receiverPort},127.0.0.1:${modelPort}`,
  }
}

/**
 * Plays the demonstration district once for a whole run of browser tests, builds the pages meanwhile, and serves both. With
 * WEB_ADDRESS the tests use a service that runs already.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { program, environment, remove } = await provideChromium()
  project.provide('chromium', { program, environment })
  const running = process.env['WEB_ADDRESS']
  const district = running === undefined ? await serveDistrict() : undefined
  project.provide('address', running ?? district?.address ?? '')
  return async () => {
    await district?.end()
    remove()
  }
}

async function serveDistrict(): Promise<{ readonly address: string; readonly end: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-browser-'))
  const child = spawn(process.execPath, ['apps/cli/src/main.ts', 'serve', '--demonstration'], {
    cwd: root,
    env: ownEnvironment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return {
    address: await readAddress(child),
    async end() {
      const ended = new Promise((resolve) => child.once('close', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The address that the service prints once it answers. */
function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    function take(chunk: Buffer): void {
      printed += chunk.toString('utf8')
      const address = /open (http\S+) in a browser/.exec(printed)?.[1]
      if (address !== undefined) resolve(address)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('close', () => reject(new Error(`the district was not served:\n${printed}`)))
  })
}
