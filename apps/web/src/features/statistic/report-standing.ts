import type { DivisionReport, StatisticReport } from './queries.ts'

/** What may be done after a dry run. */
export interface ReportStanding {
  readonly errors: number
  /** Values or divisions that would be written. */
  readonly changes: number
  readonly verdict: 'applied' | 'broken' | 'same' | 'faulty' | 'good'
  /** It can be written, with errors only in part. */
  readonly isOpen: boolean
  /** What has no error may be written without the rest; of a list of divisions it may not. */
  readonly isPartial: boolean
}

/** How a report stands: what is broken lets nothing in, what is the same needs no writing. */
export function standingOf(report: StatisticReport | DivisionReport): ReportStanding {
  const errors = report.findings.filter(({ severity }) => severity === 'error').length
  const isTable = 'rows' in report
  const { changes, isBroken, isNew } = isTable ? tableStanding(report) : divisionStanding(report, errors)
  const isOpen = !report.is_applied && !isBroken && isNew
  const verdict = verdictOf(report.is_applied, { isBroken, isOpen, errors })
  return { errors, changes, verdict, isOpen, isPartial: isTable && isOpen && errors > 0 }
}

interface Substance {
  readonly changes: number
  readonly isBroken: boolean
  readonly isNew: boolean
}

function tableStanding({ added, changed, unchanged, defined }: StatisticReport): Substance {
  const changes = added + changed
  return { changes, isBroken: changes + unchanged === 0, isNew: changes + defined.length > 0 }
}

function divisionStanding({ added, changed, removed, divisions }: DivisionReport, errors: number): Substance {
  const changes = added + changed + removed
  return { changes, isBroken: divisions === 0 || errors > 0, isNew: changes > 0 }
}

function verdictOf(
  isApplied: boolean,
  {
    isBroken,
    isOpen,
    errors,
  }: { readonly isBroken: boolean; readonly isOpen: boolean; readonly errors: number },
): ReportStanding['verdict'] {
  if (isApplied) return 'applied'
  if (isBroken) return 'broken'
  if (!isOpen) return 'same'
  return errors > 0 ? 'faulty' : 'good'
}
