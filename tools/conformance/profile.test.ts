import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { aPath } from '@duibiao/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { endEvent, process, script, startEvent, userTask, writeModel } from './model-sketch.ts'
import { readModel } from './model-file.ts'
import { makeSurveyor } from './profile.ts'
import type { Survey } from './profile.ts'
import { runScenarioFile } from './run.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'duibiao-suite-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** start → task → end. */
const loose = writeModel(
  process(startEvent('start') + userTask('task') + endEvent('end') + aPath('start', 'task', 'end')),
)
/** The same, with the flows named at each node, as the strict rules ask (EXT.023). */
const careful = loose
  .replace('</startEvent>', '<outgoing>start-task</outgoing></startEvent>')
  .replace('</userTask>', '<incoming>start-task</incoming><outgoing>task-end</outgoing></userTask>')
  .replace('</endEvent>', '<incoming>task-end</incoming></endEvent>')

function write(file: string, text: string): string {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

/** Writes the models of a suite and gives how a scenario fails that only deploys `last.bpmn` and expects its refusal. */
function refuseLast(models: readonly string[]): string | undefined {
  for (const [index, model] of models.entries())
    write(`copied/models/${index === models.length - 1 ? 'last' : index}.bpmn`, model)
  // The scenario knows its suite by another name than the folder it lies in.
  const scenario = {
    id: 'suite/Group/one',
    models: ['suite/models/last.bpmn'],
    steps: [{ expect: 'refused' }],
  }
  return runScenarioFile(join(root, 'copied/Group/one.json'), JSON.stringify(scenario)).failure
}

describe('a model that breaks a strict rule', () => {
  test('is refused where most of its suite keeps the rules', () => {
    expect(refuseLast([careful, careful, loose])).toBeUndefined()
  })

  test('is accepted where that is the custom, whatever the scenario expects', () => {
    expect(refuseLast([careful, loose, loose])).toBe('step 1: expected refused, got accepted')
  })

  test('is judged with its suite, which is looked at once', () => {
    const paths = ['a', 'b', 'c'].map((name) => write(`models/deep/${name}.bpmn`, careful))
    const surveys: Survey[] = []
    const profileOf = makeSurveyor((survey) => surveys.push(survey))
    expect(paths.map(profileOf)).toEqual(['strict', 'strict', 'strict'])
    expect(surveys).toEqual([{ folder: join(root, 'models'), models: 3, kept: 3, profile: 'strict' }])
  })
})

describe('a model is read as it stands', () => {
  function read(text: string): string {
    return Buffer.from(readModel(write('model.bpmn', text))).toString()
  }

  test('save for the format of a script that stands for generated code', () => {
    const model = writeModel(process(script('one', 'SCRIPT_task1') + script('two', 'a dummy script')))
    expect(read(model)).toBe(
      model.replace('<scriptTask id="one"', '<scriptTask scriptFormat="text/x-word" id="one"'),
    )
  })

  test('and for the type of a condition that can be translated', () => {
    const model = `${writeModel('')}<conditionExpression>n&lt;2</conditionExpression><conditionExpression>no condition at all</conditionExpression>`
    expect(read(model)).toBe(
      model.replace('<conditionExpression>n', '<conditionExpression xsi:type="tFormalExpression">n'),
    )
  })

  test('in its own encoding', () => {
    const model = Buffer.from('<?xml version="1.0" encoding="WINDOWS-1252"?><a b="\xfc"/>', 'latin1')
    const path = join(root, 'umlaut.bpmn')
    writeFileSync(path, model)
    expect(Buffer.from(readModel(path)).equals(model)).toBe(true)
  })
})
