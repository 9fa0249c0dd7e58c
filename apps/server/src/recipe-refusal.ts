import type { ErrorCode, Language } from '@duibiao/base'
import type { RecipeFinding } from '@duibiao/contract'
import type { Static } from 'typebox'
import { FieldFault } from './asking.ts'
import type { RecipeFault } from './recipe-fault.ts'

/** Faults as a person reads them. */
export function tellFaults(
  faults: readonly RecipeFault[],
  language: Language,
): Static<typeof RecipeFinding>[] {
  return faults.map(({ path, code, severity, ...text }) => ({
    path,
    code,
    severity,
    message: text[language],
  }))
}

/** Faults that are told in one refusal; of more the count is said. */
const mostTold = 200

/** A refusal with every fault as a finding. */
export function refuseFor(code: ErrorCode, faults: readonly RecipeFault[], language: Language): FieldFault {
  return new FieldFault(tellFaults(faults.slice(0, mostTold), language), {
    code,
    params: { count: faults.length, reason: (faults[0]?.[language] ?? '').slice(0, 300) },
  })
}
