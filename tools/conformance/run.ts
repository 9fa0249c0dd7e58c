import { isAppError } from '@duibiao/base'
import { describeError, perform } from './action.ts'
import { deployModels } from './deployment.ts'
import { check } from './expectation.ts'
import { shortPath } from './material.ts'
import { makeSurveyor } from './profile.ts'
import type { ProfileOf } from './profile.ts'
import type { Outcome } from './report.ts'
import { readScenario, ScenarioError } from './scenario-read.ts'
import type { Action, Scenario, Step } from './scenario.ts'
import { openSession } from './session.ts'
import type { Session } from './session.ts'

/** Plays one scenario file: deploys its models, carries out its steps and stops at the first that does not hold. */
export function runScenarioFile(path: string, text: string, profileOf: ProfileOf = makeSurveyor()): Outcome {
  const scenario = readOrExplain(text)
  if (typeof scenario === 'string') return { id: shortPath(path), failure: `no scenario: ${scenario}` }
  const failure = runOrExplain(openSession(scenario, path, profileOf), scenario)
  return failure === undefined ? { id: scenario.id } : { id: scenario.id, failure }
}

function readOrExplain(text: string): Scenario | string {
  try {
    return readScenario(text)
  } catch (error) {
    if (error instanceof ScenarioError) return error.message
    throw error
  }
}

/** A model that is not there, or a bug of ours, fails its scenario and not the run. */
function runOrExplain(session: Session, scenario: Scenario): string | undefined {
  try {
    return runScenario(session, scenario)
  } catch (error) {
    return describeError(error)
  }
}

function runScenario(session: Session, scenario: Scenario): string | undefined {
  session.refused = attempt(() => deployModels(session, scenario.models))
  if (session.refused !== undefined && !mayBeRefused(scenario.steps)) {
    return `deployment: expected accepted, got ${session.refused}`
  }
  for (const [index, step] of scenario.steps.entries()) {
    const failure = takeStep(session, step)
    if (failure !== undefined) return `step ${index + 1}: ${failure}`
  }
  return undefined
}

/** A scenario that expects a refusal first, or whose first step may fail, accepts one at deployment. */
function mayBeRefused([first]: readonly Step[]): boolean {
  if (first === undefined) return false
  return first.kind === 'action' ? first.mayFail : first.expectation.expect === 'refused'
}

function takeStep(session: Session, step: Step): string | undefined {
  try {
    if (step.kind === 'expectation') {
      const mismatch = check(session, step.expectation)
      return mismatch && `expected ${mismatch.expected}, got ${mismatch.got}`
    }
    session.refused = attempt(() => perform(session, step.action)) ?? stopped(session, step)
    if (session.refused === undefined || step.mayFail) return undefined
    return `expected ${step.action.do} to be accepted, got ${session.refused}`
  } catch (error) {
    return `expected a result, got ${describeError(error)}`
  }
}

/** A user's fault thrown instead of returned is a refusal too. */
function attempt(act: () => string | undefined): string | undefined {
  try {
    return act()
  } catch (error) {
    if (isAppError(error)) return error.message
    throw error
  }
}

/** Where a start may fail, an instance that stops in an error state counts as refused. */
function stopped(
  session: Session,
  { action, mayFail }: { readonly action: Action; readonly mayFail: boolean },
): string | undefined {
  if (!mayFail || action.do !== 'start') return undefined
  return session.world.matter(action.as)?.state.status === 'failed'
    ? 'the instance stopped in an error'
    : undefined
}
