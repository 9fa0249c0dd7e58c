import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { AppError, assert } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import { describeOperations, operations } from '@duibiao/contract'
import { dumpDatabase, openSigner } from '@duibiao/store'
import type { Database, DumpLine, OutboxPort, ReadDisk, Scheduler, Signer } from '@duibiao/store'
import type { FastifyInstance } from 'fastify'
import { makeAdmission } from './admission.ts'
import { makeApplication } from './application.ts'
import type { Observation } from './application.ts'
import { makeDenialObserver } from './audit.ts'
import { authenticate } from './authentication.ts'
import { makeDemonstrationSender, noSender } from './code-sender.ts'
import type { CodeSender } from './code-sender.ts'
import type { Config, Listen } from './config.ts'
import { openControlSocket } from './control-socket.ts'
import type { ControlSocket } from './control-socket.ts'
import { checkHealth } from './health.ts'
import type { Health } from './health.ts'
import type { Credentials, Identified } from './identity.ts'
import { endHttp } from './http-end.ts'
import { makeJobBoard } from './job.ts'
import type { JobBoard } from './job.ts'
import { openKeyFile } from './key-file.ts'
import { makeLog } from './log.ts'
import type { Log, LogTarget } from './log.ts'
import { makeMetrics } from './metrics.ts'
import type { Metrics } from './metrics.ts'
import { makeGate, watchLoop } from './overload.ts'
import type { Gate, LoopDelay } from './overload.ts'
import { openOutbound } from './outbound-work.ts'
import type { Outbound } from './outbound-work.ts'
import { permit } from './permit.ts'
import { makeSignInProvider } from './provider.ts'
import { makeRoutes } from './route-table.ts'
import { makeSecretBox } from './secret-box.ts'
import { makeMonthJob } from './tenant-job.ts'
import { openTenants } from './tenant-list.ts'
import type { Tenants } from './tenant-list.ts'
import type { Tenant } from './tenant.ts'
import { openWebPages } from './web-page.ts'
import type { WebPages } from './web-page.ts'
import type { DemonstrationAccounts } from './demonstration-account.ts'
import { openWorkingDatabase } from './working-database.ts'
import type { WorkingDatabase } from './working-database.ts'

/** What the service takes from the world; a test gives its own. */
export interface ServicePorts {
  readonly scheduler: Scheduler
  /** Bytes nobody can guess. */
  readonly random: (length: number) => Uint8Array
  readonly logTarget: LogTarget
  /** Version of the product. */
  readonly version: string
  /** Sends codes to telephones; when not said, nobody does, except that the demonstration writes them to the log. */
  readonly codeSender?: CodeSender
  /** Accounts that the page for signing in shows; heeded in the demonstration only. */
  readonly demonstration?: DemonstrationAccounts
  /** Where the effects of a district go; when not said, to the receivers that the district has. */
  readonly outbox?: (tenant: Tenant) => OutboxPort
  /** A database that is open already, and stays so. */
  readonly database?: Database
  readonly readDisk?: ReadDisk
  readonly loop?: LoopDelay
}

/** The service of an installation at work: all its districts, its jobs and its answers over HTTP. */
export interface Service {
  /** Answers requests, over sockets after `listen` and injected ones before. */
  readonly application: FastifyInstance
  readonly tenants: ReadonlyMap<DistrictId, Tenant>
  readonly log: Log
  readonly jobs: JobBoard
  /** Whether the web pages were found and are served. */
  readonly servesPages: boolean
  /** Takes requests from now on. @returns the address it listens on. @throws AppError `address_unusable` */
  readonly listen: () => Promise<string>
  /** Takes no more requests, lets those at work end within a time, and closes everything that was opened. */
  readonly close: () => Promise<void>
}

/**
 * Opens the service: brings the database up to date, opens every district that was entered, and starts the jobs.
 * @throws AppError of the database, `pack_missing`, `pack_faulty`, `key_unreadable`
 */
export async function openService(config: Config, ports: ServicePorts): Promise<Service> {
  const log = makeLog(config.log, ports.logTarget)
  const loop = ports.loop ?? watchLoop()
  const gate = makeGate(config.limits.requestsAtOnce, loop)
  const metrics = makeMetrics(gate)
  const jobs = makeJobBoard(ports.scheduler, log, metrics.countJobFailure)
  metrics.watchJobs(
    () => jobs.states(),
    () => ports.scheduler.now(),
  )
  const closing = new AbortController()
  const outbound = openOutbound(config, log)
  mkdirSync(config.data, { recursive: true, mode: 0o700 })
  const working = await openWorkingDatabase(config, ports)
  try {
    const signer = makeSigning(config.ledgerKey)
    const parts = { config, ports, log, gate, metrics, jobs, working, closing, outbound, signer }
    const tenants = await openTenants({
      ...parts,
      secrets: makeSecretBox(openKeyFile(config.secretKey, ports.random)),
      outbox: ports.outbox ?? outbound.outbox,
      courier: outbound.courier,
    })
    jobs.add(makeMonthJob(working.patient, { scheduler: ports.scheduler, rule: config.retention }))
    jobs.add({ name: 'load', district: undefined, interval: 1000, run: async () => gate.look() })
    const pages = openWebPages(config.web)
    const application = await openApplication({ ...parts, tenants, pages })
    return makeService({ ...parts, tenants, application, loop, servesPages: pages !== undefined })
  } catch (error) {
    await jobs.stop()
    outbound.close()
    loop.stop()
    await working.close()
    throw error
  }
}

interface Parts {
  readonly config: Config
  readonly ports: ServicePorts
  readonly log: Log
  readonly gate: Gate
  readonly metrics: Metrics
  readonly jobs: JobBoard
  readonly working: WorkingDatabase
  readonly closing: AbortController
  readonly outbound: Outbound
  readonly signer: () => Signer
}

/** The key that seals the ledger; made at its first use. */
function makeSigning(file: string): () => Signer {
  let signer: Signer | undefined
  return () => (signer ??= openSigner(file))
}

function openApplication(
  parts: Parts & { readonly tenants: Tenants; readonly pages: WebPages | undefined },
): Promise<FastifyInstance> {
  const { config, ports, log, metrics, gate, tenants, closing, pages } = parts
  const { scheduler, version } = ports
  const home = tenants.list.get(config.district)
  assert(home !== undefined, 'the district of the settings was entered')
  const known = { tenants: tenants.list, home, postsOf: tenants.postsOf }
  const { tls, trustedProxies } = config.listen
  const noteDenial = makeDenialObserver(home)
  const describe = lazily(() => describeOperations(operations, version))
  function identify(shown: Credentials): Promise<Identified> {
    return authenticate(known, shown)
  }
  const routes = makeRoutes({
    config,
    tenants: tenants.list,
    identify,
    version,
    metrics,
    codeSender: ports.codeSender ?? senderOf(config, ports),
    sendsPhoneCodes: ports.codeSender !== undefined || config.isDemonstration,
    demonstration: ports.demonstration,
    provider: config.provider && makeSignInProvider(config.provider),
    describe,
    scheduler,
    closing: closing.signal,
    checkHealth: () => checkService(parts),
    listJobs: () => parts.jobs.states(),
    signer: parts.signer,
  })
  return makeApplication({
    routes,
    ...(pages !== undefined && { pages }),
    authenticate: makeAdmission({
      authenticate: identify,
      limits: config.limits,
      metricsToken: config.metricsToken,
      home,
      now: () => scheduler.now(),
    }),
    permit,
    // Streams last, and are not counted among what is at work.
    enter: ({ answer }) => (answer.kind === 'events' ? gate.attend() : gate.enter()),
    closing: closing.signal,
    observe(seen) {
      metrics.observe(seen)
      logAnswer(log, seen)
      noteDenial(seen)
    },
    limits: config.limits,
    logger: log,
    makeRequestId: () => randomUUID(),
    trustedProxies,
    ...(tls !== undefined && { tls: { key: readFileSync(tls.key), cert: readFileSync(tls.certificate) } }),
  })
}

function senderOf({ isDemonstration }: Config, { logTarget }: ServicePorts): CodeSender {
  return isDemonstration ? makeDemonstrationSender(logTarget) : noSender
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

function checkService({
  config,
  ports,
  working,
  jobs,
  tenants,
  closing,
}: Parts & { readonly tenants: Tenants }): Promise<Health> {
  return checkHealth({
    database: working.database,
    districts: () => tenants.list.keys(),
    jobs: () => jobs.states(),
    isClosing: () => closing.signal.aborted,
    now: () => ports.scheduler.now(),
    folder: config.data,
    ...(ports.readDisk !== undefined && { readDisk: ports.readDisk }),
  })
}

/** One line for each answer: which operation, of what matter, by which account, and what came of it. */
function logAnswer(
  log: Log,
  { operation, caller, matter, status, code, request, milliseconds }: Observation,
): void {
  const account = caller?.kind === 'person' ? { account: caller.account, session: caller.session } : {}
  const line = { request, operation: operation?.id, matter, status, code, milliseconds, ...account }
  // Probes come every second and say nothing while they succeed.
  if (status < 400 && operation?.id.startsWith('health.') === true) log.debug(line, 'answered')
  else log.info(line, 'answered')
}

function makeService(
  parts: Parts & {
    readonly tenants: Tenants
    readonly application: FastifyInstance
    readonly loop: LoopDelay
    readonly servesPages: boolean
  },
): Service {
  const { config, ports, log, gate, jobs, working, closing, outbound, tenants, application, loop } = parts
  let closed: Promise<void> | undefined
  let control: ControlSocket | undefined
  function dump(write: (line: DumpLine) => Promise<void>): Promise<void> {
    return dumpDatabase(working.database, ports.scheduler.now(), write)
  }
  async function close(): Promise<void> {
    closing.abort()
    await control?.close()
    await endHttp(application, gate, ports.scheduler)
    await jobs.stop()
    outbound.close()
    loop.stop()
    for (const { engine, audit } of tenants.list.values()) {
      await engine.drain()
      await audit.settle()
    }
    await working.close()
    log.info('closed')
  }
  return {
    application,
    tenants: tenants.list,
    log,
    jobs,
    servesPages: parts.servesPages,
    async listen() {
      if ('folder' in config.database) control = await openControlSocket(config.data, { dump, log })
      return listenAt(application, config.listen)
    },
    close: () => (closed ??= close()),
  }
}

/** @returns the address people reach it by */
async function listenAt(application: FastifyInstance, listen: Listen): Promise<string> {
  const { address: host, port, publicAddress } = listen
  try {
    const bound = await application.listen({
      host,
      port,
      listenTextResolver: (own) => `listening at ${own}`,
    })
    return port === 0 ? bound : publicAddress
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'fault'
    throw new AppError('address_unusable', { address: host, port, reason }, { cause: error })
  }
}
