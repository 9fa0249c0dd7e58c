import type { Finding } from '@duibiao/base'
import type { Decision, Procedure } from '@duibiao/kernel'
import { checkBpmn } from './bpmn-check.ts'
import { compileProcedures, type AttachedDocument } from './bpmn-compile.ts'
import { readBpmn } from './bpmn-read.ts'
import type { BpmnModel } from './bpmn-model.ts'
import { loadDmn } from './dmn.ts'
import { faultAt } from './pack-fault.ts'

/** What runs in a pack: procedures and decisions, compiled, and the models they came from for the checks. */
export type PackLogic = {
  /** By process id. */
  readonly procedures: ReadonlyMap<string, Procedure>
  readonly decisions: ReadonlyMap<string, Decision>
  readonly attached: readonly AttachedDocument[]
  readonly models: readonly BpmnModel[]
}

/** Compiles the DMN files of a pack together; decisions are known by their id. */
export function loadPackDecisions(sources: readonly { readonly file: string; readonly text: string }[]): {
  readonly decisions: ReadonlyMap<string, Decision>
  readonly findings: readonly Finding[]
} {
  const library = loadDmn(sources)
  const findings = [...library.findings]
  const decisions = new Map<string, Decision>()
  for (const decision of library.decisions.values()) {
    if (decisions.has(decision.id)) {
      const words = [`决策标识 ${decision.id} 重复`, `decision id ${decision.id} is used twice`] as const
      findings.push(faultAt({ file: 'decisions', line: 0 }, 'decision_twice', words))
    }
    decisions.set(decision.id, decision)
  }
  return { decisions, findings }
}

/**
 * Checks and compiles the BPMN files of a pack; a file with faults gives no procedures, the others are still read.
 * @param isChecked the files passed the checks before and are only compiled
 */
export function loadPackProcedures(
  files: readonly { readonly file: string; readonly bytes: Uint8Array }[],
  isChecked = false,
): {
  readonly logic: Omit<PackLogic, 'decisions'>
  readonly findings: readonly Finding[]
} {
  const findings: Finding[] = []
  const procedures = new Map<string, Procedure>()
  const attached: AttachedDocument[] = []
  const models: BpmnModel[] = []
  for (const { file, bytes } of files) {
    const read = readBpmn(bytes, file)
    const faults = isChecked ? [] : checkBpmn(read)
    findings.push(...faults)
    if (read.model) models.push(read.model)
    if (faults.length > 0) continue
    const compiled = compileProcedures(read)
    findings.push(...compiled.findings)
    attached.push(...compiled.documents)
    for (const procedure of compiled.procedures) {
      if (procedures.has(procedure.id)) {
        const words = [`流程标识 ${procedure.id} 重复`, `process id ${procedure.id} is used twice`] as const
        findings.push(faultAt({ file, line: 0 }, 'procedure_twice', words))
      }
      procedures.set(procedure.id, procedure)
    }
  }
  return { logic: { procedures, attached, models }, findings }
}
