import { behave, enterActivity, finishActivity } from './activity.ts'
import { stepCompensation } from './compensation.ts'
import { leaveNode } from './flow.ts'
import { enterGateway, joinWaiting } from './gateway.ts'
import type { TokenId } from './matter.ts'
import { isActivity } from './procedure.ts'
import type { Node } from './procedure.ts'
import { assert } from '@duibiao/base'
import { nextStep, nodeOf } from './run.ts'
import type { Run, Step } from './run.ts'
import { settleScope } from './scope.ts'
import { enterThrow } from './throw.ts'
import { checkConditions, enterCatch, enterEventBased } from './wait.ts'

/** Takes steps until nothing moves: every token waits, and no join that waits could be passed. */
export function walk(run: Run): void {
  for (;;) {
    if (run.touched) checkConditions(run)
    const step = nextStep(run)
    if (step !== undefined) take(run, step)
    else if (!run.touched && !joinWaiting(run)) return
  }
}

function take(run: Run, step: Step): void {
  if (step.do === 'settle') return settleScope(run, step.scope)
  if (run.tokens[step.token] === undefined) return
  switch (step.do) {
    case 'enter':
      return enterNode(run, step.token)
    case 'throw':
      return throwNow(run, step.token)
    case 'behave':
      return behave(run, step.token)
    case 'leave':
      return leaveNode(run, step.token)
    case 'finish':
      return finishActivity(run, step.token)
    case 'compensate':
      return stepCompensation(run, step.token)
  }
}

function enterNode(run: Run, id: TokenId): void {
  const node = nodeOf(run, id)
  if (isActivity(node)) return enterActivity(run, id, node)
  switch (node.kind) {
    case 'start':
    case 'boundary':
      return leaveNode(run, id)
    case 'end':
    case 'throw':
      return enterThrowing(run, id, node)
    case 'catch':
      return enterCatch(run, id, node)
    case 'event_based':
      return enterEventBased(run, id, node)
    case 'exclusive':
    case 'parallel':
    case 'inclusive':
    case 'complex':
      return enterGateway(run, id, node)
  }
}

/** Signals and messages are not kept: whoever is about to wait for one gets there first. */
function enterThrowing(run: Run, id: TokenId, node: Extract<Node, { kind: 'throw' | 'end' }>): void {
  if (throwsToOthers(node)) run.throwing.push(id)
  else enterThrow(run, id, node)
}

function throwsToOthers(node: Extract<Node, { kind: 'throw' | 'end' }>): boolean {
  return node.results.some((result) => result.kind === 'signal' || result.kind === 'message')
}

function throwNow(run: Run, id: TokenId): void {
  const node = nodeOf(run, id)
  assert(node.kind === 'throw' || node.kind === 'end', `${node.id} throws nothing`)
  enterThrow(run, id, node)
}
