import { useTell } from '../../wire/service-context.tsx'
import type { DivisionReport, FileKind, Finding, StatisticReport, UnitKind } from './queries.ts'

/** How a table is read beside its plan. */
export interface TrialOptions {
  readonly units: UnitKind
  /** As it is typed; nothing is tried by half a period. */
  readonly period: string
}

/** What is chosen. */
export interface Sent {
  readonly plan: File | undefined
  readonly table: File | undefined
  readonly options: TrialOptions
}

/** What was looked at and is to be written. */
export interface Confirmed {
  readonly digest: string
  readonly isPartial: boolean
}

export interface Outcome {
  readonly report: StatisticReport | DivisionReport | undefined
  /** What is wrong with the plan itself: then nothing was tried. */
  readonly planFindings: readonly Finding[]
}

const periods = /^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/

/** Whether there is enough to try: a table of statistics is read by a plan, a list of divisions also without. */
export function isReady(kind: FileKind, { plan, table, options: { period } }: Sent): boolean {
  if (kind === 'divisions') return table !== undefined
  return table !== undefined && plan !== undefined && (period === '' || periods.test(period))
}

/** Hands the plan in, then the table by it. */
export function useSending(kind: FileKind): (sent: Sent, confirmed?: Confirmed) => Promise<Outcome> {
  const keep = useTell('statistic_plan.keep')
  const sendTable = useTableSending()
  const sendDivisions = useDivisionSending()
  return async (sent, confirmed) => {
    const plan = sent.plan && (await keep.mutateAsync({ body: await bytesOf(sent.plan) })).value
    if (plan !== undefined && plan.digest === undefined)
      return { report: undefined, planFindings: plan.findings }
    const order = { sent, confirmed, plan: plan?.digest }
    const report = await (kind === 'divisions' ? sendDivisions(order) : sendTable(order))
    return { report, planFindings: [] }
  }
}

interface Order {
  readonly sent: Sent
  readonly confirmed: Confirmed | undefined
  readonly plan: string | undefined
}

function useTableSending(): (order: Order) => Promise<StatisticReport> {
  const bring = useTell('statistic.import')
  return async ({ sent: { table, options }, confirmed, plan = '' }) => {
    const query = {
      name: table?.name ?? '',
      plan,
      units: options.units,
      ...(options.period !== '' && { period: options.period }),
      ...(confirmed !== undefined && { digest: confirmed.digest, partial: confirmed.isPartial }),
    }
    return (await bring.mutateAsync({ query, body: await bytesOf(table) })).value
  }
}

function useDivisionSending(): (order: Order) => Promise<DivisionReport> {
  const replace = useTell('statistic_division.replace')
  return async ({ sent: { table }, confirmed, plan }) => {
    const query = {
      name: table?.name ?? '',
      ...(plan !== undefined && { plan }),
      ...(confirmed !== undefined && { digest: confirmed.digest }),
    }
    return (await replace.mutateAsync({ query, body: await bytesOf(table) })).value
  }
}

async function bytesOf(file: File | undefined): Promise<Uint8Array<ArrayBuffer>> {
  return file === undefined ? new Uint8Array() : new Uint8Array(await file.arrayBuffer())
}
