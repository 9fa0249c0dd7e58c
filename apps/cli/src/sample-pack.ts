import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What the sample pack says otherwise. */
export interface SamplePack {
  readonly version?: string
  /** Answer of the decision in every case. */
  readonly answer?: string
  /** Working days of its limit. */
  readonly limit?: number
  /** Whether the limit is law of the whole country, or a default. */
  readonly isLaw?: boolean
  /** Element of the second task. */
  readonly second?: string
}

/** Writes a small pack for tests: a task, a decision, another task under a clock. */
export function writeSamplePack(folder: string, sample: SamplePack = {}): void {
  for (const [file, text] of Object.entries(filesOf(sample))) {
    const place = path.join(folder, file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, text)
  }
}

function filesOf(sample: SamplePack): Readonly<Record<string, string>> {
  const { version = '0.1.0', answer = 'first', limit = 5, isLaw = false, second = 'carry_out' } = sample
  const words = {
    'procedure.sample': 'Sample',
    'decision.choose': 'Choose',
    'task.ask': 'Ask',
    [`task.${second}`]: 'Carry out',
    'clock.handle': 'Handling',
    'form.note': 'Note',
    'form.note.note': 'Note',
  }
  const text = Object.entries(words).map(([key, value]) => `${key}: ${value}\n`)
  const ground = isLaw ? 'legal_basis: { law: 样例条例, article: "8" }' : 'unconfirmed: true'
  return {
    'SOURCES.md': '# Sources\n\nMade up for tests.\n',
    'pack.yaml': manifest(version),
    'text/zh.yaml': text.join(''),
    'text/en.yaml': text.join(''),
    'parameters/limits.yaml': `handle_limit:
  title: { zh: 办理, en: Handling }
  values:
    - { value: ${limit}, unit: working_day, from: 2020-01-01, ${ground} }
  presets:
    quick:
      - { value: 1, unit: working_day, from: 2020-01-01, unconfirmed: true }
`,
    'forms/note.json': JSON.stringify({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'form:note',
      type: 'object',
      additionalProperties: false,
      properties: {
        note: {
          type: 'string',
          maxLength: 200,
          'x-duibiao': { order: 1, widget: 'text', level: 'internal' },
        },
      },
    }),
    'decisions/choose.dmn': decision(answer),
    'procedures/sample.bpmn': procedure(second),
  }
}

function manifest(version: string): string {
  return `format: 1
name: sample
version: ${version}
title: { zh: 样例, en: Sample }
licence: Apache-2.0
requires: { duibiao: '>=0.1.0' }
number: YL-{year}-{serial:6}
entry: sample
posts:
  clerk: { zh: 经办, en: Clerk }
confirmation:
  - { procedure: sample, none: true, reason: { zh: 只供测试, en: for tests only } }
presets:
  quick: { zh: 快, en: Quick }
`
}

function decision(answer: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="choose_model" name="choose" namespace="urn:sample:choose">
  <inputData id="note_input" name="note"><variable id="note_variable" name="note" typeRef="string"/></inputData>
  <decision id="choose" name="choose">
    <variable id="choose_variable" name="choose" typeRef="string"/>
    <informationRequirement id="needs_note"><requiredInput href="#note_input"/></informationRequirement>
    <decisionTable id="choose_table" hitPolicy="UNIQUE">
      <input id="choose_in"><inputExpression id="choose_expression" typeRef="string"><text>note</text></inputExpression></input>
      <output id="choose_out" name="choose" typeRef="string"/>
      <rule id="choose_01"><inputEntry id="choose_01_in"><text>-</text></inputEntry><outputEntry id="choose_01_out"><text>"${answer}"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
`
}

function procedure(second: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:duibiao="urn:duibiao:procedure:1" id="sample_model" targetNamespace="urn:sample">
  <process id="sample" name="样例" isExecutable="true">
    <extensionElements>
      <duibiao:clock id="handle" name="办理时限" kind="internal" unit="working_day" parameter="handle_limit" starts="${second}:entered" stops="${second}:left" consequence="breach"/>
    </extensionElements>
    <startEvent id="begin"/>
    <sequenceFlow id="to_ask" sourceRef="begin" targetRef="ask"/>
    <userTask id="ask" name="询问">
      <extensionElements><duibiao:assign posts="clerk"/><duibiao:form ref="note"/></extensionElements>
    </userTask>
    <sequenceFlow id="to_choose" sourceRef="ask" targetRef="choose_task"/>
    <businessRuleTask id="choose_task">
      <extensionElements><duibiao:decision ref="choose" result="chosen"/></extensionElements>
    </businessRuleTask>
    <sequenceFlow id="to_second" sourceRef="choose_task" targetRef="${second}"/>
    <userTask id="${second}" name="办理">
      <extensionElements><duibiao:assign posts="clerk"/></extensionElements>
    </userTask>
    <sequenceFlow id="to_done" sourceRef="${second}" targetRef="done"/>
    <endEvent id="done"/>
  </process>
</definitions>
`
}
