import { BpmnModdle } from 'bpmn-moddle'
import { aChain, aFile, aFlow, aFormal, aProcess, aStep } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { readBpmn } from './bpmn-read.ts'

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : 1
}

function codes(text: string): readonly string[] {
  return readBpmn(text, 'x.bpmn').findings.map((finding) => finding.code)
}

describe('reading', () => {
  test('gives every element its type, id and line', () => {
    const { model, findings } = readBpmn(aStep('<userTask id="a" name="受理"/>'), 'x.bpmn')
    expect(findings).toEqual([])
    const task = model?.byId.get('a')
    expect(task).toMatchObject({ type: 'UserTask', line: 5 })
    expect(task?.parent?.id).toBe('p')
    expect(model?.outgoing.get('a')?.map((flow) => flow.id)).toEqual(['a-end'])
  })

  test('gives an expression the type it names', () => {
    const { model } = readBpmn(
      aChain(`<exclusiveGateway id="a"/><task id="z"/>${aFlow('a', 'z', 'x = 1')}`),
      'x.bpmn',
    )
    const condition = model?.elements.find((element) => element.name === 'conditionExpression')
    expect(condition).toMatchObject({ type: 'FormalExpression', text: 'x = 1' })
  })

  test('sees the same elements as bpmn-moddle', async () => {
    const text = aChain(
      `<subProcess id="a"><startEvent id="s"/><scriptTask id="t" scriptFormat="feel"><script>{x: 1}</script></scriptTask><endEvent id="e"/>
       ${aFlow('s', 't')}${aFlow('t', 'e')}</subProcess>
       <boundaryEvent id="b" attachedToRef="a"><timerEventDefinition id="d">${aFormal('timeDuration', 'PT1H')}</timerEventDefinition></boundaryEvent>
       <userTask id="z"><multiInstanceLoopCharacteristics id="l">${aFormal('loopCardinality', '3')}</multiInstanceLoopCharacteristics></userTask>
       ${aFlow('a', 'z')}${aFlow('b', 'z')}`,
      '<message id="m" name="m"/>',
    )
    const theirs = await new BpmnModdle().fromXML(text)
    const ours = readBpmn(text, 'x.bpmn').model
    expect(theirs.warnings).toEqual([])
    expect(
      [...(ours?.byId ?? [])].map(([id, element]) => `${id} bpmn:${element.type}`).toSorted(compareTexts),
    ).toEqual(
      Object.entries(theirs.elementsById)
        .map(([id, element]) => `${id} ${element.$type}`)
        .toSorted(compareTexts),
    )
  })
})

describe('what the schema does not allow', () => {
  test.each([
    ['another root', '<a/>', 'bpmn_root'],
    ['an unknown element', aProcess('<userTusk id="a"/>'), 'bpmn_schema_place'],
    ['an element in the wrong place', aFile('<property id="a"/>'), 'bpmn_schema_place'],
    ['an unknown attribute', aProcess('<task id="a" colour="red"/>'), 'bpmn_schema_attribute'],
    ['a missing attribute', aProcess('<sequenceFlow id="a" sourceRef="b"/>'), 'bpmn_schema_missing'],
    [
      'a missing child',
      aFile('<interface id="i" name="i"><operation id="o" name="o"/></interface>'),
      'bpmn_schema_missing',
    ],
    [
      'the wrong order',
      aProcess('<task id="a"><outgoing>f</outgoing><incoming>f</incoming></task>'),
      'bpmn_schema_order',
    ],
    [
      'two of one',
      aProcess('<task id="a"><standardLoopCharacteristics/><multiInstanceLoopCharacteristics/></task>'),
      'bpmn_schema_count',
    ],
    [
      'two alternatives',
      aProcess(
        '<intermediateCatchEvent id="a"><timerEventDefinition><timeDate>x</timeDate><timeCycle>x</timeCycle></timerEventDefinition></intermediateCatchEvent>',
      ),
      'bpmn_schema_choice',
    ],
    [
      'half an alternative',
      aProcess(
        '<task id="a"><performer><resourceParameterBinding parameterRef="x"><expression>x</expression></resourceParameterBinding></performer></task>',
      ),
      'bpmn_schema_missing',
    ],
    ['no boolean', aProcess('<task id="a" isForCompensation="maybe"/>'), 'bpmn_schema_value'],
    [
      'no enumerated value',
      aProcess('<exclusiveGateway id="a" gatewayDirection="Sideways"/>'),
      'bpmn_schema_value',
    ],
    ['no id', aProcess('<task id="1 2"/>'), 'bpmn_schema_value'],
    ['text where none belongs', aProcess('<task id="a">hello</task>'), 'bpmn_schema_text'],
    ['an abstract element', aProcess('<flowElement id="a"/>'), 'bpmn_schema_abstract'],
    [
      'a foreign element outside extensionElements',
      aProcess('<task id="a"><v:x xmlns:v="urn:v"/></task>'),
      'bpmn_schema_foreign',
    ],
    [
      'an impossible xsi:type',
      aProcess(
        '<sequenceFlow id="a" sourceRef="b" targetRef="b"><conditionExpression xsi:type="tTask">x</conditionExpression></sequenceFlow>',
      ),
      'bpmn_schema_type',
    ],
    ['an id twice', aProcess('<task id="a"/><task id="a"/>'), 'bpmn_id_twice'],
  ])('%s', (_, text, code) => {
    expect(codes(text)).toContain(code)
  })

  test('all faults come at once, in both languages', () => {
    const { findings } = readBpmn(
      aProcess('<userTusk id="a"/>\n<task id="b" colour="red"/>\n<task id="b"/>'),
      'x.bpmn',
    )
    expect(findings.map((finding) => [finding.line, finding.code])).toEqual([
      [4, 'bpmn_schema_place'],
      [5, 'bpmn_schema_attribute'],
      [6, 'bpmn_id_twice'],
    ])
    for (const finding of findings)
      expect([finding.zh, finding.en].every((text) => text.length > 5)).toBe(true)
  })

  test('the diagram and other vendors’ extensions are no concern', () => {
    const text = aFile(
      `<process id="p" isExecutable="true"><extensionElements><v:x xmlns:v="urn:v"><v:y/></v:x></extensionElements><task id="a" v:z="1" xmlns:v="urn:v"/></process>
       <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane/></di:BPMNDiagram>`,
    )
    expect(codes(text)).toEqual([])
  })
})
