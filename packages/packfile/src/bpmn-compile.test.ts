import { aFile, aFlow, aFormal, anExtension, aProcess, aStep } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import type { Node, Procedure } from '@duibiao/kernel'
import { loadProcedures, type CompileOptions } from './bpmn-compile.ts'

function compile(text: string, options: CompileOptions = {}): Procedure {
  const { procedures, findings } = loadProcedures(text, 'x.bpmn', options)
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

describe('structure', () => {
  const procedure = compile(
    aProcess(`<startEvent id="s"/><exclusiveGateway id="g" default="g-b"/><subProcess id="b"><startEvent id="t"/><task id="x"/><endEvent id="u"/>${aFlow('t', 'x')}${aFlow('x', 'u')}</subProcess>
      <task id="c"/><endEvent id="e"/><dataObject id="d" name="data"/>
      ${aFlow('s', 'g')}${aFlow('g', 'b')}${aFlow('g', 'c', 'days &gt; 3')}${aFlow('b', 'e')}${aFlow('c', 'e')}`),
  )

  test('nodes and flows are flat, with indices for references', () => {
    const gateway = nodeOf(procedure, 'g')
    expect(gateway).toMatchObject({ kind: 'exclusive', parent: -1 })
    expect(gateway.outgoing.map((flow) => procedure.flows[flow]?.id)).toEqual(['g-b', 'g-c'])
    expect(gateway.defaultFlow).toBe(gateway.outgoing[0])
    expect(nodeOf(procedure, 'x').parent).toBe(indexOf(procedure, 'b'))
    for (const flow of procedure.flows)
      expect(procedure.nodes[flow.target]?.incoming).toContain(procedure.flows.indexOf(flow))
  })

  test('conditions are compiled FEEL', () => {
    const flow = procedure.flows.find((one) => one.id === 'g-c')
    expect([5, 2].map((days) => flow?.condition?.evaluate({ days }).value)).toEqual([true, false])
  })

  test('each level knows where it begins and what it declares', () => {
    expect(procedure.scope).toMatchObject({
      entries: [indexOf(procedure, 's')],
      triggeredStarts: [],
      declared: [{ name: 'data' }],
    })
    expect(nodeOf(procedure, 'b')).toMatchObject({
      kind: 'sub',
      variant: 'embedded',
      scope: { entries: [indexOf(procedure, 't')] },
    })
  })

  test('without start events everything that nothing leads to begins', () => {
    const free = compile(
      aProcess(
        `<task id="a"/><task id="b"/><task id="c"/><subProcess id="x" triggeredByEvent="true"><startEvent id="s"><messageEventDefinition messageRef="M"/></startEvent><endEvent id="t"/>${aFlow('s', 't')}</subProcess>${aFlow('a', 'b')}`,
        '<message id="M" name="note"/>',
      ),
    )
    expect(free.scope.entries.map((index) => free.nodes[index]?.id)).toEqual(['a', 'c'])
    expect(free.scope.eventSubprocesses).toEqual([indexOf(free, 'x')])
  })

  test('the hash follows the content, and tells processes of one file apart', () => {
    const two = loadProcedures(
      aFile(
        '<process id="p" isExecutable="true"><task id="a"/></process><process id="q" isExecutable="true"><task id="b"/></process>',
      ),
      'x.bpmn',
    ).procedures
    expect(new Set(two.map((one) => one.hash)).size).toBe(2)
    expect(compile(aStep('<task id="a"/>')).hash).toBe(compile(aStep('<task id="a"/>')).hash)
    expect(compile(aStep('<task id="a"/>')).hash).not.toBe(compile(aStep('<task id="a" name="x"/>')).hash)
  })
})

describe('activities', () => {
  test('a user task with all we add to it', () => {
    const procedure = compile(
      aStep(
        `<userTask id="a" name="会签">${anExtension(`<duibiao:clock id="T" name="时限" kind="legal" unit="working_day" amount="=days + 1" calendar="cn" warnAt="50% PT2H"/>
        <duibiao:assign posts="clerk chief" office="= unit"/><duibiao:form ref="sign"/><duibiao:operations allow="claim return"/><duibiao:sign mode="vote" threshold="60%"/>`)}</userTask>`,
      ),
    )
    const task = nodeOf(procedure, 'a')
    expect(task).toMatchObject({
      kind: 'user',
      form: 'sign',
      sign: { mode: 'vote', threshold: 0.6, refusal: 'ends' },
      operations: { allow: ['return', 'claim'], returnTargets: ['previous'], resubmit: 'continue' },
      clockActs: [
        { on: 'entered', act: 'start', clock: 0 },
        { on: 'left', act: 'stop', clock: 0 },
      ],
    })
    const assign = task.kind === 'user' ? task.assign : undefined
    expect([assign?.posts?.evaluate({}).value, assign?.office?.evaluate({ unit: 'U1' }).value]).toEqual([
      ['clerk', 'chief'],
      'U1',
    ])
    expect(procedure.clocks).toMatchObject([
      {
        key: 'T',
        unit: 'working_day',
        consequence: { kind: 'breach' },
        warnAt: ['50%', 'PT2H'],
        again: 'restart',
        extensionsMax: 0,
      },
    ])
    expect(procedure.clocks[0]?.amount?.evaluate({ days: 4 }).value).toBe(5)
  })

  test('a script assigns the entries of its context; anything else is an error', () => {
    const run = (script: string) => {
      const node = nodeOf(compile(aStep(`<scriptTask id="a"><script>${script}</script></scriptTask>`)), 'a')
      return node.kind === 'script' ? node.script.run({ x: 2 }) : undefined
    }
    expect(run('{ y: x + 1 }')).toEqual({ set: { y: 3 } })
    expect(run('x + 1')).toEqual({ error: 'script_result' })
  })

  test('several instances, over a collection or a number', () => {
    const short = compile(
      aStep(
        `<userTask id="a"><multiInstanceLoopCharacteristics isSequential="true"><extensionElements><duibiao:multi collection="signers" element="signer"/></extensionElements>${aFormal('completionCondition', 'numberOfCompletedInstances &gt; 1')}</multiInstanceLoopCharacteristics></userTask>`,
      ),
    )
    expect(nodeOf(short, 'a')).toMatchObject({
      loop: {
        kind: 'multi',
        sequential: true,
        element: 'signer',
        collection: { text: 'signers' },
        behavior: 'all',
      },
    })
    const counted = compile(
      aStep(
        `<task id="a"><multiInstanceLoopCharacteristics>${aFormal('loopCardinality', 'n')}</multiInstanceLoopCharacteristics></task>`,
      ),
    )
    expect(nodeOf(counted, 'a')).toMatchObject({
      loop: { kind: 'multi', sequential: false, cardinality: { text: 'n' } },
    })
    const looped = compile(
      aStep(
        `<task id="a"><standardLoopCharacteristics testBefore="true" loopMaximum="3">${aFormal('loopCondition', 'again = true')}</standardLoopCharacteristics></task>`,
      ),
    )
    expect(nodeOf(looped, 'a')).toMatchObject({
      loop: { kind: 'standard', testBefore: true, maximum: { text: '3' } },
    })
  })

  test('a call with its mappings and version', () => {
    const procedure = compile(
      aStep(
        `<callActivity id="a" calledElement="other" duibiao:binding="version" duibiao:version="2">${anExtension('<duibiao:in source="x" target="y"/><duibiao:in sourceExpression="x + 1" target="z"/><duibiao:out all="true"/>')}</callActivity>`,
      ),
    )
    const call = nodeOf(procedure, 'a')
    if (call.kind !== 'call') throw new Error('no call')
    expect(call.called.element.evaluate({}).value).toBe('other')
    expect(call).toMatchObject({ called: { binding: 'version' }, output: [{ kind: 'all' }] })
    expect(
      call.input.map((one) => (one.kind === 'one' ? [one.target, one.source.evaluate({ x: 1 }).value] : [])),
    ).toEqual([
      ['y', 1],
      ['z', 2],
    ])
  })

  test('services, decisions, documents and global tasks', () => {
    const text = aStep(
      `<serviceTask id="a">${anExtension('<duibiao:service name="notify" wait="false"/><duibiao:document ref="notice" on="left"/>')}</serviceTask>`,
      `<businessRuleTask id="r">${anExtension('<duibiao:decision ref="limits" result="limit"/>')}</businessRuleTask>${aFlow('start', 'r')}${aFlow('r', 'end')}`,
      '<globalUserTask id="G" name="全局任务"/>',
    )
    const { procedures, documents, findings } = loadProcedures(text, 'x.bpmn')
    expect(findings).toEqual([])
    expect(procedures.map((one) => one.id)).toEqual(['p', 'G'])
    expect(procedures[1]?.nodes).toMatchObject([{ kind: 'user', id: 'G' }])
    expect(procedures[0] && nodeOf(procedures[0], 'a')).toMatchObject({
      kind: 'service',
      service: 'notify',
      wait: false,
    })
    expect(procedures[0] && nodeOf(procedures[0], 'r')).toMatchObject({
      kind: 'rule',
      decision: 'limits',
      result: 'limit',
    })
    expect(documents).toEqual([{ procedure: 'p', node: 'a', ref: 'notice', on: 'left' }])
  })
})

describe('what does not compile', () => {
  test('a wrong expression is a finding with its line, and no procedure comes out', () => {
    const { procedures, findings } = loadProcedures(
      aProcess(
        `<startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="e"/>\n${aFlow('s', 'g')}\n${aFlow('g', 'e', 'days &gt; )')}`,
      ),
      'x.bpmn',
    )
    expect(procedures).toEqual([])
    expect(findings).toMatchObject([{ line: 6, file: 'x.bpmn', severity: 'error' }])
  })

  test('foreign expressions, scripts and vendor matter come in by hooks', () => {
    const text = aFile(
      `<process id="p"><userTask id="a"><multiInstanceLoopCharacteristics xmlns:v="urn:v" v:collection="people" v:elementVariable="one"/></userTask><scriptTask id="b"><script>WORD</script></scriptTask>${aFlow('a', 'b')}</process>`,
    )
    const procedure = compile(text, {
      lenient: true,
      hooks: {
        compileScript: () => ({ kind: 'service', service: 'word', wait: true }),
        mapVendor: (element) =>
          element.foreign.length > 0 ? { collection: 'people', element: 'one' } : undefined,
        compileExpression: (word) => ({
          text: `foreign ${word}`,
          evaluate: () => ({ value: word, warnings: [] }),
        }),
      },
    })
    expect(nodeOf(procedure, 'b')).toMatchObject({ kind: 'service', service: 'word' })
    expect(nodeOf(procedure, 'a')).toMatchObject({
      loop: { element: 'one', collection: { text: 'foreign people' } },
    })
  })
})
