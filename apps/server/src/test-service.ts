import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database, Scheduler } from '@duibiao/store'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { openService } from './open-service.ts'
import type { Service, ServicePorts } from './open-service.ts'

/** A service of a test, with every line of its log. */
export interface TestService extends Service {
  readonly config: Config
  readonly logged: readonly string[]
}

const home = fileURLToPath(new URL('../../..', import.meta.url))

/** Opens the whole service on a database of a test; keys and evidence go into a folder of their own. */
export async function openTestService(
  opened: { readonly database: Database; readonly scheduler: Scheduler },
  {
    environment = {},
    ...ports
  }: Partial<ServicePorts> & { readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<TestService> {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-service-'))
  const config = readConfig({
    environment: { DUIBIAO_PORT: '0', ...environment },
    folder,
    home,
    language: 'en',
  })
  const logged: string[] = []
  const service = await openService(config, {
    ...opened,
    random: (length) => new Uint8Array(randomBytes(length)),
    logTarget: { write: (line) => void logged.push(line) },
    version: '0.0.0',
    loop: { look: () => 0, stop: () => {} },
    ...ports,
  })
  return { ...service, config, logged }
}
