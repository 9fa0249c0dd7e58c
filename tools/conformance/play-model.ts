import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runScenarioFile } from './run.ts'

/** A step as scenario files write it. */
export type WrittenStep = { readonly [field: string]: unknown }

/** Plays steps on a model written on the spot; says how they fail, undefined when they pass. */
export function playModel(model: string, ...steps: readonly WrittenStep[]): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-own-'))
  try {
    writeFileSync(join(folder, 'model.bpmn'), model)
    const scenario = { id: 'own', models: ['model.bpmn'], steps }
    return runScenarioFile(join(folder, 'scenario.json'), JSON.stringify(scenario)).failure
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Steps on the one instance of process `p`, by element ids. */
export const begin: WrittenStep = { do: 'start', process: 'p', as: 'p' }
export const ended: WrittenStep = { expect: 'ended', of: 'p' }
export const running: WrittenStep = { expect: 'running', of: 'p' }

export function traceIs(...words: readonly string[]): WrittenStep {
  return { expect: 'trace', equals: words, anyOrder: true }
}

export function tasks(...keys: readonly string[]): WrittenStep {
  return { expect: 'tasks', keys, of: 'p' }
}

export function complete(key: string, variables: object = {}): WrittenStep {
  return { do: 'complete', key, of: 'p', variables }
}

export function advance(by: string): WrittenStep {
  return { do: 'advance', by }
}

export function moveBack(from: readonly string[], to: string | readonly string[]): WrittenStep {
  return { do: 'return', of: 'p', from, to }
}

export function timersAre(count: number): WrittenStep {
  return { expect: 'timers', of: 'p', count }
}

export function subscriptionsAre(count: number): WrittenStep {
  return { expect: 'subscriptions', of: 'p', count }
}
