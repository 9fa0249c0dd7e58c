import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkBpmn, type CheckOptions } from './bpmn-check.ts'
import { compileProcedures } from './bpmn-compile.ts'
import { readBpmn } from './bpmn-read.ts'

const shared = new URL('../../../../shared/conformance/', import.meta.url)
const isThere = existsSync(shared)
if (!isThere) console.log('BPMN conformance models: ../shared is not there, skipped')

type Model = { readonly path: string; readonly scenario: string }

/** Models of the scenarios: those to be refused for a rule of the standard, those some step refuses, those to run. */
function collectModels(): { readonly wrong: readonly Model[]; readonly sound: readonly Model[] } {
  const wrong: Model[] = []
  const sound = new Map<string, Model>()
  for (const suite of ['betsy', 'flowable', 'camunda']) {
    const groups = readdirSync(new URL(`${suite}/`, shared), { withFileTypes: true })
    for (const group of groups.filter((one) => one.isDirectory() && one.name !== 'models')) {
      const folder = new URL(`${suite}/${group.name}/`, shared)
      for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
        const scenario: Scenario = JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
        const found = scenario.models.map((path) => ({ path, scenario: scenario.id }))
        if (group.name === 'bpmn_constraints') wrong.push(...found)
        else if (scenario.steps.every((step) => step.expect !== 'refused'))
          for (const one of found) sound.set(one.path, one)
      }
    }
  }
  return { wrong, sound: [...sound.values()] }
}

type Scenario = {
  readonly id: string
  readonly models: readonly string[]
  readonly steps: readonly { readonly expect?: string }[]
}

function isRefused(path: string, options: CheckOptions): boolean {
  return checkBpmn(readBpmn(readFileSync(new URL(path, shared)), path), options).length > 0
}

describe.skipIf(!isThere)('models of other makers', () => {
  const { wrong, sound } = isThere ? collectModels() : { wrong: [], sound: [] }

  test('no model of a scenario that runs is refused', () => {
    expect(sound.length).toBeGreaterThan(100)
    expect(sound.filter(({ path }) => isRefused(path, { lenient: true })).map(({ path }) => path)).toEqual([])
  })

  test('every model of a scenario that runs compiles', () => {
    for (const { path } of sound) {
      const { procedures } = compileProcedures(readBpmn(readFileSync(new URL(path, shared)), path), {
        lenient: true,
      })
      expect(procedures.length, path).toBeGreaterThan(0)
    }
  })

  test('models that break a rule are refused: most by the ordinary check, all by the strict one', () => {
    const ordinary = wrong.filter(({ path }) => isRefused(path, {})).length
    const foreign = wrong.filter(({ path }) => isRefused(path, { lenient: true })).length
    const strict = wrong.filter(({ path }) => isRefused(path, { lenient: true, profile: 'strict' })).length
    console.log(
      `refused of ${wrong.length}: ordinary ${ordinary}, foreign ${foreign}, strict ${strict}; false refusals 0 of ${sound.length}`,
    )
    expect(strict / wrong.length).toBeGreaterThanOrEqual(0.97)
    expect(foreign / wrong.length).toBeGreaterThanOrEqual(0.85)
    expect(ordinary).toBeGreaterThanOrEqual(foreign)
  })
})
