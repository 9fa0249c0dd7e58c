import { setTimeout } from 'node:timers/promises'
import { openPostgres } from '@duibiao/store'
import type { ServiceLoadLog, ServiceLoadRule } from './service-load.ts'
import { makeServiceLoadLog, runServiceLoad } from './service-load.ts'
import type { PostgresServer } from './postgres-server.ts'
import type { Random } from './random.ts'
import { findFreePort } from './free-port.ts'
import { startServiceProcess } from './service-process.ts'
import type { ServiceOrder, ServiceProcess } from './service-process.ts'
import { startTcpProxy } from './tcp-proxy.ts'
import type { ProxyCut, TcpProxy } from './tcp-proxy.ts'

/** What goes wrong in a round. Those of the database need a server of its own. */
export type ServiceFault =
  /** `kill -9` of the service, which is started again. */
  | 'service killed'
  /** It is asked to end while people are at work, must do so in good order, and is started again. */
  | 'service ended'
  /** Connections of clients are cut: before the request arrived, while it is at work, and when it is answered. */
  | 'answers cut'
  /** Connections to the database are cut the same way. */
  | 'statements cut'
  /** `kill -9` of the database, which is started again while the service stays. */
  | 'database killed'
  | 'database restarted'
  /** The sessions of the service are ended by an administrator of the database. */
  | 'sessions ended'
  /** `kill -9` of the database for good; a synchronous standby takes its place. */
  | 'database failed over'
  /** The database does not answer for so long that people give up, and then goes on with what it was asked. */
  | 'database frozen'

export const embeddedFaults: readonly ServiceFault[] = ['service killed', 'answers cut', 'service ended']
export const postgresFaults: readonly ServiceFault[] = [
  ...embeddedFaults,
  'statements cut',
  'database killed',
  'sessions ended',
  'database restarted',
  'database failed over',
  'database frozen',
]

/** A service that is prepared and not yet started. */
export interface FaultPlace extends Pick<ServiceLoadRule, 'dispatcher' | 'handler'> {
  readonly data: string
  readonly environment: Readonly<Record<string, string>>
  /** Undefined on the embedded database. */
  readonly server: PostgresServer | undefined
}

/** Which faults a service meets, one after the other. */
export interface FaultPlan {
  readonly faults: readonly ServiceFault[]
  readonly clients: number
  readonly random: Random
  /** Told of each round. */
  readonly report?: (line: string) => void
}

/** What a run came to, before its record is looked at. */
export interface FaultReport {
  readonly log: ServiceLoadLog
  /** Milliseconds until the service was ready again, of each of its starts. */
  readonly starts: readonly number[]
  /** Milliseconds from the end of each fault of the database until the service said that it was ready, without a start. */
  readonly recoveries: readonly number[]
  /** Milliseconds from the end of each primary until the first command was carried out on its standby. */
  readonly failovers: readonly number[]
  /** Milliseconds until the service had ended, each time that it was asked to. */
  readonly ends: readonly number[]
  /** What the service wrote to its log as errors that are its own. */
  readonly complaints: readonly string[]
}

/** People work on a service over HTTP while it meets one fault after the other; at the end it is asked to end and must. */
export async function runServiceFaults(site: FaultPlace, plan: FaultPlan): Promise<FaultReport> {
  const stage = await openStage(site, plan)
  const { random, clients, faults, report = () => {} } = plan
  let isOver = false
  const working = runServiceLoad(stage.log, {
    ...site,
    addresses: [stage.service.address, `http://127.0.0.1:${stage.toService.port}`],
    clients,
    patience: 2_000,
    random,
    stop: () => isOver,
  })
  try {
    for (const fault of faults) {
      await progress(stage, clients)
      const begun = performance.now()
      await meetings[fault](stage)
      report(`${fault}: ready again after ${Math.round(performance.now() - begun)} ms`)
    }
    await progress(stage, clients)
    isOver = true
    await working
    await endService(stage)
  } finally {
    isOver = true
    await stage.service.kill()
    await stage.toService.close()
    await stage.toDatabase?.close()
  }
  return stage
}

interface Stage extends FaultReport {
  readonly site: FaultPlace
  readonly plan: FaultPlan
  readonly port: number
  readonly toService: TcpProxy
  readonly toDatabase: TcpProxy | undefined
  readonly starts: number[]
  readonly recoveries: number[]
  readonly failovers: number[]
  readonly ends: number[]
  readonly complaints: string[]
  service: ServiceProcess
}

async function openStage(site: FaultPlace, plan: FaultPlan): Promise<Stage> {
  const port = await findFreePort()
  const toService = await startTcpProxy(port)
  const toDatabase = await proxyOf(site)
  const service = startServiceProcess(orderOf({ site, port, toDatabase }))
  const empty = { starts: [], recoveries: [], failovers: [], ends: [], complaints: [] }
  const stage = { site, plan, port, toService, toDatabase, service, log: makeServiceLoadLog(), ...empty }
  const took = await service.waitUntilReady().catch(async (error: unknown) => {
    await toService.close()
    await toDatabase?.close()
    throw error
  })
  return { ...stage, starts: [took] }
}

/** The way to the database leads to wherever it is: it moves when a standby takes over. */
async function proxyOf({ server }: FaultPlace): Promise<TcpProxy | undefined> {
  return server && startTcpProxy(() => Number(new URL(server.url).port))
}

/** The service asks the database through the proxy, whose connections can be cut. */
function orderOf({ site, port, toDatabase }: Pick<Stage, 'site' | 'port' | 'toDatabase'>): ServiceOrder {
  const { data, environment, server } = site
  if (server === undefined || toDatabase === undefined) return { data, environment, port }
  const url = new URL(server.url)
  url.port = String(toDatabase.port)
  return { data, environment, port, url: url.href }
}

/** Waits until so many more commands were answered: the fault meets people at work. */
async function progress({ log, service }: Stage, more: number): Promise<void> {
  const wanted = log.acknowledged.size + more
  await until(() => log.acknowledged.size >= wanted || log.faults.length > 0, service)
}

/** Waits for something that people at work bring about. @throws when it does not come, with what the service said */
async function until(isSo: () => boolean, service: ServiceProcess): Promise<void> {
  const patience = 120_000
  for (const begun = performance.now(); !isSo();) {
    if (performance.now() - begun > patience) throw new Error(`nothing moves: ${service.complaints()}`)
    await setTimeout(5)
  }
}

const meetings: { readonly [fault in ServiceFault]: (stage: Stage) => Promise<void> } = {
  'service killed': restart,
  'service ended': renew,
  'answers cut': (stage) => cut(stage, stage.toService),
  'statements cut': async (stage) => stage.toDatabase && cut(stage, stage.toDatabase),
  'database killed': withServer(outlast),
  'database restarted': withServer((stage, server) => recover(stage, () => server.restart())),
  'database failed over': withServer(failOver),
  'sessions ended': withServer((stage, server) => recover(stage, () => endSessions(server))),
  'database frozen': withServer(thaw),
}

/** What befalls the server of a database; nothing where it is embedded. */
function withServer(
  meet: (stage: Stage, server: PostgresServer) => Promise<void>,
): (stage: Stage) => Promise<void> {
  return async (stage) => {
    if (stage.site.server !== undefined) await meet(stage, stage.site.server)
  }
}

async function restart(stage: Stage): Promise<void> {
  const { random } = stage.plan
  await setTimeout(random.integer(0, 50))
  await stage.service.kill()
  stage.complaints.push(...faultsIn(stage.service.complaints()))
  // At times it dies once more before it is ready: while it opens and recovers.
  if (random.next() < 0.25) {
    const short = startServiceProcess(orderOf(stage))
    await setTimeout(random.integer(50, 1_500))
    await short.kill()
  }
  stage.service = startServiceProcess(orderOf(stage))
  stage.starts.push(await stage.service.waitUntilReady())
}

async function renew(stage: Stage): Promise<void> {
  await endService(stage)
  stage.service = startServiceProcess(orderOf(stage))
  stage.starts.push(await stage.service.waitUntilReady())
}

async function endService({ service, log, complaints, ends }: Stage): Promise<void> {
  const begun = performance.now()
  const code = await service.end()
  ends.push(performance.now() - begun)
  if (code !== 0) log.faults.push(`the service ended with ${code}: ${service.complaints()}`)
  complaints.push(...faultsIn(service.complaints()))
}

const cuts: readonly ProxyCut[] = ['before', 'during', 'after']

async function cut({ plan, service }: Stage, proxy: TcpProxy): Promise<void> {
  const { random } = plan
  for (let count = 0; count < 3 * cuts.length; count += 1) {
    const before = proxy.cuts
    proxy.cutNext(random.pick(cuts), random.integer(0, 5))
    await until(() => proxy.cuts > before, service)
  }
}

/** The database is away until somebody was told so, and the service says itself that it is not ready. */
async function outlast(stage: Stage, server: PostgresServer): Promise<void> {
  const { log, service } = stage
  const before = refusals(log)
  await server.kill()
  try {
    await until(() => refusals(log) > before, service)
    const status = await service.readReadiness()
    if (status !== 503) log.faults.push(`without a database /readyz answered ${status}`)
  } finally {
    await recover(stage, () => server.start())
  }
}

async function failOver(stage: Stage, server: PostgresServer): Promise<void> {
  await server.addStandby()
  await progress(stage, stage.plan.clients)
  const begun = performance.now()
  await recover(stage, () => server.failOver())
  await progress(stage, 1)
  stage.failovers.push(performance.now() - begun)
}

async function thaw(stage: Stage, server: PostgresServer): Promise<void> {
  const { log, service } = stage
  const before = given(log)
  server.freeze()
  await recover(stage, async () => {
    try {
      await until(() => given(log) > before, service)
    } finally {
      server.thaw()
    }
  })
}

function refusals({ outcomes }: ServiceLoadLog): number {
  return outcomes.get('503 server_busy') ?? 0
}

function given({ outcomes }: ServiceLoadLog): number {
  return (outcomes.get('no answer in time') ?? 0) + (outcomes.get('503 server_busy') ?? 0)
}

/** The service must come back by itself. */
async function recover({ service, recoveries }: Stage, mend: () => Promise<void>): Promise<void> {
  await mend()
  const begun = performance.now()
  await service.waitUntilReady()
  recoveries.push(performance.now() - begun)
}

async function endSessions({ url }: PostgresServer): Promise<void> {
  const owner = await openPostgres({ url, connections: 1 })
  try {
    await owner.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'duibiao' and pid <> pg_backend_pid()`,
    )
  } finally {
    await owner.close()
  }
}

/** Lines of a log that tell of a fault of the service's own. */
function faultsIn(complaints: string): readonly string[] {
  return complaints.split('\n').filter((line) => line.includes('"a request failed"'))
}
