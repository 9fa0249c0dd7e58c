import type { DistrictId, Instant } from '@duibiao/base'
import type { DistrictCondition, MatterCount } from '@duibiao/store'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Observation } from './application.ts'
import type { JobState } from './job.ts'
import type { Gate } from './overload.ts'

/** The figures of a process, for Prometheus. Labels are operations, codes and districts: never a person or a matter. */
export interface Metrics {
  readonly observe: (seen: Observation) => void
  readonly setMatters: (district: DistrictId, counts: MatterCount) => void
  readonly setCondition: (district: DistrictId, condition: DistrictCondition, now: number) => void
  readonly setVerified: (
    district: DistrictId,
    verified: { readonly at: Instant; readonly isSound: boolean },
  ) => void
  readonly countJobFailure: (job: string) => void
  /** Shows how the jobs do, at each reading. */
  readonly watchJobs: (states: () => readonly JobState[], now: () => number) => void
  /** The text format of Prometheus. */
  readonly write: () => Promise<string>
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15]

/** Rate, errors and duration of each operation; what the districts hold; what waits; and the process itself. */
export function makeMetrics(gate: Gate): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'duibiao_requests_total',
    help: 'Requests answered, by operation, status and error code',
    labelNames: ['operation', 'status', 'code'],
    registers,
  })
  const durations = new Histogram({
    name: 'duibiao_request_seconds',
    help: 'Time from the arrival of a request to its answer',
    labelNames: ['operation'],
    buckets,
    registers,
  })
  const jobFailures = new Counter({
    name: 'duibiao_job_failures_total',
    help: 'Runs of a job that failed',
    labelNames: ['job'],
    registers,
  })
  const gauges = makeDistrictGauges(registry)
  addProcessGauges(registry, gate)
  return {
    observe({ operation, status, code, milliseconds }) {
      const id = operation?.id ?? 'none'
      requests.inc({ operation: id, status: String(status), code: code ?? '' })
      durations.observe({ operation: id }, milliseconds / 1000)
    },
    ...gauges,
    countJobFailure: (job) => jobFailures.inc({ job }),
    watchJobs: (states, now) => addJobGauges(registry, states, now),
    write: () => registry.metrics(),
  }
}

function makeDistrictGauges(
  registry: Registry,
): Pick<Metrics, 'setMatters' | 'setCondition' | 'setVerified'> {
  function gauge<Label extends string>(name: string, help: string, more: readonly Label[] = []): Gauge {
    return new Gauge({ name, help, labelNames: ['district', ...more], registers: [registry] })
  }
  const matters = gauge('duibiao_matters', 'Matters of a district, by status', ['status'])
  const timerLag = gauge('duibiao_timer_lag_seconds', 'How long the timer that is due longest has been due')
  const outboxLag = gauge(
    'duibiao_outbox_lag_seconds',
    'How long the effect that is due longest has been due',
  )
  const outbox = gauge('duibiao_outbox_waiting', 'Effects on their way')
  const dead = gauge('duibiao_outbox_dead', 'Effects that were given up')
  const deliveryLag = gauge(
    'duibiao_delivery_lag_seconds',
    'How long the delivery that is due longest has been due',
  )
  const deliveries = gauge('duibiao_deliveries_waiting', 'Deliveries on their way to receivers outside')
  const deadDeliveries = gauge('duibiao_deliveries_dead', 'Deliveries that were given up')
  const incidents = gauge('duibiao_incidents', 'Timers that were set aside and wait for a person')
  const sealAge = gauge('duibiao_seal_age_seconds', 'Age of the last seal of the ledger')
  const verifiedAt = gauge(
    'duibiao_ledger_verified_seconds',
    'When the ledger was last verified, seconds since 1970',
  )
  const sound = gauge('duibiao_ledger_sound', 'Whether the ledger verified then: 1, or 0')
  return {
    setVerified(district, { at, isSound }) {
      verifiedAt.set({ district }, at / 1000)
      sound.set({ district }, isSound ? 1 : 0)
    },
    setMatters(district, counts) {
      for (const [status, count] of Object.entries(counts)) matters.set({ district, status }, Number(count))
    },
    setCondition(district, condition, now) {
      function since(instant: number | undefined): number {
        return instant === undefined ? 0 : Math.max(0, (now - instant) / 1000)
      }
      timerLag.set({ district }, since(condition.timerDueAt))
      outboxLag.set({ district }, since(condition.waitingSince))
      outbox.set({ district }, condition.waiting)
      dead.set({ district }, condition.deadLetters)
      deliveryLag.set({ district }, since(condition.deliveriesSince))
      deliveries.set({ district }, condition.deliveries)
      deadDeliveries.set({ district }, condition.deadDeliveries)
      incidents.set({ district }, condition.incidents)
      if (condition.sealedAt !== undefined) sealAge.set({ district }, since(condition.sealedAt))
    },
  }
}

function addJobGauges(registry: Registry, states: () => readonly JobState[], now: () => number): void {
  const registers = [registry]
  const labelNames = ['job', 'district']
  function add(name: string, help: string, read: (state: JobState) => number): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        for (const state of states()) {
          this.set({ job: state.name, district: state.district ?? '' }, read(state))
        }
      },
    })
  }
  add('duibiao_job_age_seconds', 'Since a job last came to its end', ({ doneAt, addedAt }) =>
    Math.max(0, (now() - (doneAt ?? addedAt)) / 1000),
  )
  add('duibiao_job_failing', 'Runs of a job that failed in a row', ({ failures }) => failures)
}

function addProcessGauges(registry: Registry, gate: Gate): void {
  const registers = [registry]
  function add(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }
  add('duibiao_requests_in_flight', 'Requests at work now', () => gate.inFlight)
  add('duibiao_event_loop_delay_seconds', 'How late the event loop was on average', () => gate.delay / 1000)
  add('process_resident_memory_bytes', 'Memory of the process', () => process.memoryUsage.rss())
  add('duibiao_heap_used_bytes', 'Heap in use', () => process.memoryUsage().heapUsed)
  add('duibiao_uptime_seconds', 'Since the process began', () => process.uptime())
}
