import { createHash } from 'node:crypto'
import type { Finding } from '@duibiao/base'
import type { Procedure } from '@duibiao/kernel'
import { checkBpmn, type CheckOptions } from './bpmn-check.ts'
import { isExecutable } from './bpmn-check-process.ts'
import { clockActsOf, compileClocks } from './bpmn-compile-clock.ts'
import { compileNode } from './bpmn-compile-node.ts'
import { planProcess, type Plan } from './bpmn-compile-plan.ts'
import { compileScope } from './bpmn-compile-scope.ts'
import { extensionsOf, settingOf } from './bpmn-extension.ts'
import type { CompileHooks, Texts } from './bpmn-expression.ts'
import { attributeOf, childrenOf, is, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import { readBpmn, type BpmnRead, type ReadOptions } from './bpmn-read.ts'

/** A printed document of the pack that is made when a node (or the process) is entered or left. */
export type AttachedDocument = {
  readonly procedure: string
  readonly node: string
  readonly ref: string
  readonly on: 'entered' | 'left'
}

export type Compiled = {
  readonly procedures: readonly Procedure[]
  readonly documents: readonly AttachedDocument[]
  readonly findings: readonly Finding[]
}

export type CompileOptions = { readonly lenient?: boolean; readonly hooks?: CompileHooks }

/** Reads, checks and compiles a file; with any error among the findings there are no procedures. */
export function loadProcedures(
  source: Uint8Array | string,
  file: string,
  options: CheckOptions & CompileOptions & ReadOptions = {},
): Compiled {
  const read = readBpmn(source, file, options)
  const findings = checkBpmn(read, options)
  if (findings.length > 0) return { procedures: [], documents: [], findings }
  const compiled = compileProcedures(read, options)
  return compiled.findings.length > 0 ? { ...compiled, procedures: [] } : compiled
}

/**
 * Compiles every executable process and global task of a checked file. The findings are those of expressions and scripts; the
 * structure is taken to be sound, so `checkBpmn` comes first.
 */
export function compileProcedures(read: BpmnRead, options: CompileOptions = {}): Compiled {
  const { model } = read
  if (!model) return { procedures: [], documents: [], findings: read.findings }
  const texts: Texts = { model, hooks: options.hooks ?? {}, findings: [] }
  const lenient = options.lenient ?? false
  const processes = childrenOf(model.definitions, 'Process').filter((process) =>
    isExecutable(process, lenient),
  )
  const tasks = childrenOf(model.definitions, 'GlobalTask')
  return {
    procedures: [
      ...processes.map((process) => compileProcess(texts, process)),
      ...tasks.map((task) => compileGlobalTask(texts, task)),
    ],
    documents: processes.flatMap((process) => documentsOf(model, process)),
    findings: texts.findings,
  }
}

function compileProcess(texts: Texts, process: BpmnElement): Procedure {
  const clocks = compileClocks(texts, process)
  const plan = planProcess(texts, process)
  return {
    ...identityOf(texts.model, process),
    nodes: plan.nodes.map((element) => compileNode(plan, element, clocks)),
    flows: plan.flows,
    scope: compileScope(plan, process),
    clocks: clocks.map((clock) => clock.model),
    ...clockActsOf(clocks, process.id ?? ''),
  }
}

/** A global task is called like a process; here it is one, of a single node. */
function compileGlobalTask(texts: Texts, task: BpmnElement): Procedure {
  const empty = planProcess(texts, task)
  const plan: Plan = { ...empty, nodes: [task], indexOf: new Map([[task, 0]]) }
  return {
    ...identityOf(texts.model, task),
    nodes: [compileNode(plan, task, [])],
    flows: [],
    scope: { entries: [0], triggeredStarts: [], eventSubprocesses: [], declared: [] },
    clocks: [],
  }
}

function identityOf(model: BpmnModel, element: BpmnElement): Pick<Procedure, 'id' | 'name' | 'hash'> {
  const id = element.id ?? ''
  // One file may hold several processes: the hash is that of the file and the process in it.
  const hash = createHash('sha256').update(`${model.digest}#${id}`).digest('hex')
  return { id, name: attributeOf(element, 'name') || id, hash }
}

function documentsOf(model: BpmnModel, process: BpmnElement): readonly AttachedDocument[] {
  const inside = [process, ...model.elements.filter((one) => is(one, 'Activity') && isInside(one, process))]
  return inside.flatMap((element) =>
    extensionsOf(element, 'document').map((document) => ({
      procedure: process.id ?? '',
      node: element.id ?? '',
      ref: settingOf(document, 'ref') ?? '',
      on: settingOf(document, 'on') === 'left' ? ('left' as const) : ('entered' as const),
    })),
  )
}

function isInside(element: BpmnElement, process: BpmnElement): boolean {
  for (let around = element.parent; around; around = around.parent) if (around === process) return true
  return false
}
