import { aFlow, aProcess, aStep } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import type { Node, Procedure } from '@duibiao/kernel'
import { loadProcedures } from './bpmn-compile.ts'

function compile(text: string): Procedure {
  const { procedures, findings } = loadProcedures(text, 'x.bpmn')
  expect(findings).toEqual([])
  const [first] = procedures
  if (!first) throw new Error('nothing was compiled')
  return first
}

function nodeOf(procedure: Procedure, id: string): Node {
  const node = procedure.nodes.find((one) => one.id === id)
  if (!node) throw new Error(`no node ${id}`)
  return node
}

function indexOf(procedure: Procedure, id: string): number {
  return procedure.nodes.findIndex((one) => one.id === id)
}

describe('events', () => {
  test('messages, signals and codes by the names of what is referred to', () => {
    const procedure = compile(
      aProcess(
        `<startEvent id="s"><messageEventDefinition messageRef="M"/></startEvent><task id="a"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><signalEventDefinition signalRef="S"/></boundaryEvent>
         <endEvent id="e"><errorEventDefinition errorRef="E"/></endEvent>${aFlow('s', 'a')}${aFlow('a', 'e')}${aFlow('b', 'e')}`,
        '<message id="M" name="new order"/><signal id="S" name="=signal_name"/><error id="E" errorCode="E42"/>',
      ),
    )
    const [start, boundary, end] = ['s', 'b', 'e'].map((id) => nodeOf(procedure, id))
    expect(start).toMatchObject({ kind: 'start', triggers: [{ kind: 'message' }], interrupting: true })
    expect(
      start?.kind === 'start' &&
        start.triggers[0]?.kind === 'message' &&
        start.triggers[0].name.evaluate({}).value,
    ).toBe('new order')
    expect(boundary).toMatchObject({
      kind: 'boundary',
      attachedTo: indexOf(procedure, 'a'),
      interrupting: false,
    })
    expect(
      boundary?.kind === 'boundary' &&
        boundary.triggers[0]?.kind === 'signal' &&
        boundary.triggers[0].name.evaluate({ signal_name: 'go' }).value,
    ).toBe('go')
    expect(end).toMatchObject({ kind: 'end', results: [{ kind: 'error', code: 'E42' }] })
    expect(procedure.scope).toMatchObject({ entries: [], triggeredStarts: [indexOf(procedure, 's')] })
  })

  test.each([
    ['PT1H', '', 'PT1H'],
    ['=limit', '', 'P3D'],
    ['limit', ' language="https://www.omg.org/spec/DMN/20230324/FEEL/"', 'P3D'],
  ])('time %s', (text, language, due) => {
    const procedure = compile(
      aStep(
        `<intermediateCatchEvent id="a"><timerEventDefinition><timeDuration xsi:type="tFormalExpression"${language}>${text}</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
      ),
    )
    const node = nodeOf(procedure, 'a')
    expect(
      node.kind === 'catch' &&
        node.triggers[0]?.kind === 'timer' &&
        node.triggers[0].expression.evaluate({ limit: 'P3D' }).value,
    ).toBe(due)
  })

  test('links and compensation lead to nodes', () => {
    const links = compile(
      aProcess(
        `<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="on"/></intermediateThrowEvent><intermediateCatchEvent id="c"><linkEventDefinition name="on"/></intermediateCatchEvent><endEvent id="e"/>${aFlow('s', 't')}${aFlow('c', 'e')}`,
      ),
    )
    expect(nodeOf(links, 't')).toMatchObject({
      kind: 'throw',
      results: [{ kind: 'link', target: indexOf(links, 'c') }],
    })
    const undo = compile(
      aStep(
        '<userTask id="a"/>',
        '<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><userTask id="u" isForCompensation="true"/><association id="x" sourceRef="b" targetRef="u"/>',
      ),
    )
    expect(nodeOf(undo, 'a')).toMatchObject({
      compensation: indexOf(undo, 'u'),
      boundaries: [indexOf(undo, 'b')],
    })
    expect(nodeOf(undo, 'u')).toMatchObject({ forCompensation: true })
  })
})
