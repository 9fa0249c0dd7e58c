import { aChain, aFile, aFlow, aFormal, aProcess, aStep } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { checkBpmn } from './bpmn-check.ts'
import { readBpmn } from './bpmn-read.ts'

function rules(text: string): readonly string[] {
  const findings = checkBpmn(readBpmn(text, 'x.bpmn'))
  return [...new Set(findings.map((finding) => finding.rule ?? finding.code))]
}

const sound: readonly (readonly [string, string])[] = [
  ['a task', aStep('<userTask id="a"/>')],
  ['a process without start and end', aProcess(`<task id="a"/><task id="b"/>${aFlow('a', 'b')}`)],
  [
    'conditions at a gateway',
    aProcess(`<startEvent id="s"/><exclusiveGateway id="g" default="g-b"/><task id="b"/><task id="c"/><endEvent id="e"/>
    ${aFlow('s', 'g')}${aFlow('g', 'b')}${aFlow('g', 'c', 'x &gt; 1')}${aFlow('b', 'e')}${aFlow('c', 'e')}`),
  ],
  [
    'an event sub-process',
    aStep(
      '<userTask id="a"/>',
      `<subProcess id="x" triggeredByEvent="true"><startEvent id="s" isInterrupting="false"><timerEventDefinition>${aFormal('timeDuration', 'PT1H')}</timerEventDefinition></startEvent><endEvent id="t"/>${aFlow('s', 't')}</subProcess>`,
    ),
  ],
  [
    'a compensation handler',
    aStep(
      '<userTask id="a"/>',
      '<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><userTask id="undo" isForCompensation="true"/><association id="x" sourceRef="b" targetRef="undo"/>',
    ),
  ],
  [
    'links',
    aProcess(
      `<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="on"/></intermediateThrowEvent><intermediateCatchEvent id="c"><linkEventDefinition name="on"/></intermediateCatchEvent><endEvent id="e"/>${aFlow('s', 't')}${aFlow('c', 'e')}`,
    ),
  ],
  [
    'a transaction',
    aStep(
      `<transaction id="a"><startEvent id="s"/><endEvent id="t"><cancelEventDefinition/></endEvent>${aFlow('s', 't')}</transaction>`,
      `<boundaryEvent id="b" attachedToRef="a"><cancelEventDefinition/></boundaryEvent><task id="c"/>${aFlow('b', 'c')}${aFlow('c', 'end')}`,
    ),
  ],
  [
    'an ad-hoc sub-process',
    aStep(
      `<adHocSubProcess id="a"><userTask id="x"/><userTask id="y"/>${aFormal('completionCondition', 'done = true')}</adHocSubProcess>`,
    ),
  ],
  [
    'an event-based gateway',
    aProcess(
      `<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><intermediateCatchEvent id="t"><timerEventDefinition>${aFormal('timeDate', '2026-03-02T08:00:00+08:00')}</timerEventDefinition></intermediateCatchEvent><endEvent id="e"/>${aFlow('s', 'g')}${aFlow('g', 'm')}${aFlow('g', 't')}${aFlow('m', 'e')}${aFlow('t', 'e')}`,
      '<message id="M" name="M"/>',
    ),
  ],
  [
    'a time in FEEL after =',
    aStep(
      `<intermediateCatchEvent id="a"><timerEventDefinition>${aFormal('timeDuration', '=limit')}</timerEventDefinition></intermediateCatchEvent>`,
    ),
  ],
]

const broken: readonly (readonly [string, string])[] = [
  ['DB.executable', aFile('<process id="p"><task id="a"/></process>')],
  ['DB.executable', aFile('<collaboration id="c"><conversation id="x"/></collaboration>')],
  ['DB.empty', aProcess('<dataObject id="d"/>')],
  [
    'DB.language',
    aStep(
      `<subProcess id="a"><multiInstanceLoopCharacteristics><loopCardinality language="http://www.w3.org/1999/XPath" xsi:type="tFormalExpression">3</loopCardinality></multiInstanceLoopCharacteristics><task id="x"/></subProcess>`,
    ),
  ],
  ['DB.message', aStep('<intermediateCatchEvent id="a"><messageEventDefinition/></intermediateCatchEvent>')],
  ['DB.service', aStep('<serviceTask id="a"/>')],
  ['DB.decision', aStep('<businessRuleTask id="a"/>')],
  ['DB.script', aStep('<scriptTask id="a" scriptFormat="javascript"><script>x = 1</script></scriptTask>')],
  [
    'DB.owner',
    aStep(
      '<userTask id="a"><potentialOwner><resourceAssignmentExpression><formalExpression>x</formalExpression></resourceAssignmentExpression></potentialOwner></userTask>',
    ),
  ],
  ['DB.property', aStep('<userTask id="a"><property id="x"/></userTask>')],
  [
    'DB.mapping',
    aStep(
      '<userTask id="a"><ioSpecification><dataInput id="i"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation><sourceRef>d</sourceRef><targetRef>i</targetRef></dataInputAssociation></userTask>',
      '<dataObject id="d"/>',
    ),
  ],
  ['DB.called', aStep('<callActivity id="a"/>')],
  ['DB.transaction', aStep(`<transaction id="a" method="##Store"><task id="x"/></transaction>`)],
  [
    'DB.compensated',
    aStep(
      '<intermediateThrowEvent id="a"><compensateEventDefinition activityRef="x"/></intermediateThrowEvent>',
      `<subProcess id="q"><task id="x"/></subProcess>${aFlow('start', 'q')}${aFlow('q', 'end')}`,
    ),
  ],
  ['REF', aStep('<userTask id="a" default="start"/>')],
  ['REF', aProcess(aFlow('nowhere', 'nowhere'))],
  ['EXT.003', aProcess('<task/>')],
  [
    'EXT.011',
    aStep(
      '<intermediateThrowEvent id="a"><escalationEventDefinition escalationRef="E"/></intermediateThrowEvent>',
      '',
      '<escalation id="E"/>',
    ),
  ],
  ['EXT.013', aChain(`<exclusiveGateway id="a"/><task id="z"/>${aFlow('a', 'z', ' ')}`)],
  [
    'EXT.017',
    aProcess(
      `<parallelGateway id="a" gatewayDirection="Converging"/><task id="b"/><task id="c"/>${aFlow('a', 'b')}${aFlow('a', 'c')}`,
    ),
  ],
  [
    'EXT.020',
    aProcess(
      '<dataObject id="d" itemSubjectRef="I" isCollection="true"/><task id="a"/>',
      '<itemDefinition id="I"/>',
    ),
  ],
  ['EXT.022', aProcess(`<task id="a"/><subProcess id="b" triggeredByEvent="true"/>${aFlow('a', 'b')}`)],
  [
    'EXT.024',
    aProcess(
      '<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b" isImmediate="false"/>',
    ),
  ],
  ['DB.condition', aProcess(`<startEvent id="s"/><task id="a"/>${aFlow('s', 'a', 'true')}`)],
  ['EXT.025', aProcess(`<task id="a"/><task id="b"/>${aFlow('a', 'b', 'true')}`)],
  [
    'EXT.026',
    aProcess(
      `<exclusiveGateway id="a" default="b-c"/><task id="b"/><task id="c"/>${aFlow('a', 'b')}${aFlow('b', 'c')}`,
    ),
  ],
  ['EXT.028', aProcess(`<task id="a"/><subProcess id="b"><task id="c"/></subProcess>${aFlow('a', 'c')}`)],
  [
    'EXT.126',
    aStep(
      `<subProcess id="a"><startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition id="x" name="on"><target>y</target></linkEventDefinition></intermediateThrowEvent>${aFlow('s', 't')}</subProcess>`,
      `<intermediateCatchEvent id="c"><linkEventDefinition id="y" name="on"><source>x</source></linkEventDefinition></intermediateCatchEvent>${aFlow('c', 'end')}`,
    ),
  ],
  ['DB.loopMaximum', aStep('<task id="a"><standardLoopCharacteristics loopMaximum="-1"/></task>')],
  ['EXT.035', aFile('<process id="p" processType="Public" isExecutable="true"><task id="a"/></process>')],
  ['EXT.037', aStep('<task id="a" startQuantity="0"/>')],
  ['EXT.049', aStep('<receiveTask id="a" instantiate="true"/>')],
  ['EXT.057', aProcess(`<task id="a"/><subProcess id="b" triggeredByEvent="true"/>${aFlow('b', 'a')}`)],
  [
    'EXT.058',
    aProcess('<task id="a"/><subProcess id="b" triggeredByEvent="true"><task id="c"/></subProcess>'),
  ],
  [
    'EXT.059',
    aProcess(
      '<task id="a"/><subProcess id="b" triggeredByEvent="true"><startEvent id="s" isInterrupting="false"><errorEventDefinition/></startEvent></subProcess>',
    ),
  ],
  ['EXT.061', aStep('<adHocSubProcess id="a"/>')],
  ['EXT.062', aStep('<adHocSubProcess id="a"><task id="x"/><endEvent id="y"/></adHocSubProcess>')],
  ['EXT.067', aStep('<task id="a"><multiInstanceLoopCharacteristics/></task>')],
  [
    'EXT.071',
    aStep(
      `<task id="a"><standardLoopCharacteristics>${aFormal('loopCondition', '23')}</standardLoopCharacteristics></task>`,
    ),
  ],
  [
    'EXT.084',
    aStep(
      '<task id="a"><ioSpecification><dataInput id="d"/><inputSet/><outputSet/></ioSpecification></task>',
    ),
  ],
  ['EXT.097', aProcess(`<task id="a"/><endEvent id="e"/>${aFlow('a', 'e')}`)],
  [
    'EXT.098',
    aProcess(
      `<startEvent id="s"><terminateEventDefinition/></startEvent><endEvent id="e"/>${aFlow('s', 'e')}`,
    ),
  ],
  [
    'EXT.100',
    aStep(
      `<subProcess id="a"><startEvent id="s"><signalEventDefinition signalRef="S"/></startEvent><endEvent id="e"/>${aFlow('s', 'e')}</subProcess>`,
      '',
      '<signal id="S" name="S"/>',
    ),
  ],
  ['EXT.101', aProcess('<startEvent id="s"/><endEvent id="e"/>')],
  ['EXT.105', aProcess(`<startEvent id="s"/><task id="a"/>${aFlow('s', 'a')}`)],
  ['EXT.107', aProcess(`<startEvent id="s"/><endEvent id="e"/><endEvent id="f"/>${aFlow('s', 'e')}`)],
  ['EXT.110', aStep('<task id="a"/>', `<boundaryEvent id="b" attachedToRef="a"/>${aFlow('b', 'end')}`)],
  [
    'EXT.111',
    aStep(
      '<task id="a"/>',
      `<boundaryEvent id="b" attachedToRef="a"><cancelEventDefinition/></boundaryEvent>${aFlow('b', 'end')}`,
    ),
  ],
  [
    'EXT.113',
    aStep(
      '<task id="a"/>',
      '<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition/></boundaryEvent>',
    ),
  ],
  [
    'EXT.117',
    aStep('<intermediateThrowEvent id="a"><linkEventDefinition name="x"/></intermediateThrowEvent>'),
  ],
  [
    'EXT.122',
    aProcess(`<startEvent id="s"/><endEvent id="e"><cancelEventDefinition/></endEvent>${aFlow('s', 'e')}`),
  ],
  [
    'EXT.123',
    aStep(
      '<intermediateCatchEvent id="a"><conditionalEventDefinition><condition>words</condition></conditionalEventDefinition></intermediateCatchEvent>',
    ),
  ],
  [
    'EXT.124',
    aProcess(`<startEvent id="s"/><endEvent id="e"><errorEventDefinition/></endEvent>${aFlow('s', 'e')}`),
  ],
  [
    'EXT.125',
    aProcess(
      `<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="on"/></intermediateThrowEvent>${aFlow('s', 't')}`,
    ),
  ],
  ['EXT.131', aStep('<intermediateCatchEvent id="a"><timerEventDefinition/></intermediateCatchEvent>')],
  [
    'EXT.134',
    aStep(
      `<intermediateCatchEvent id="a"><timerEventDefinition>${aFormal('timeDuration', 'one hour')}</timerEventDefinition></intermediateCatchEvent>`,
    ),
  ],
  ['EXT.136', aProcess(`<eventBasedGateway id="a"/><receiveTask id="b"/>${aFlow('a', 'b')}`)],
  [
    'EXT.138',
    aProcess(
      `<eventBasedGateway id="a"/><receiveTask id="b"/><userTask id="c"/>${aFlow('a', 'b')}${aFlow('a', 'c')}`,
    ),
  ],
  [
    'EXT.143',
    aStep(
      '<task id="a"/>',
      '<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>',
    ),
  ],
  [
    'EXT.144',
    aStep(
      '<task id="a"/>',
      '<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><task id="u"/><association id="x" sourceRef="b" targetRef="u"/>',
    ),
  ],
  [
    'EXT.146',
    aProcess(`<startEvent id="s"/><endEvent id="e"><timerEventDefinition/></endEvent>${aFlow('s', 'e')}`),
  ],
  ['EXT.148', aStep('<intermediateCatchEvent id="a"/>')],
  ['EXT.149', aStep('<intermediateThrowEvent id="a"><errorEventDefinition/></intermediateThrowEvent>')],
  ['EXT.150', aStep('<task id="a"/>', `<task id="b"/>${aFlow('b', 'end')}`)],
  ['EXT.151', aStep('<task id="a"/>', `<task id="b"/>${aFlow('start', 'b')}`)],
  [
    'EXT.031',
    aFile(
      '<collaboration id="c"><participant id="x" processRef="p"/><messageFlow id="m" sourceRef="a" targetRef="x"/></collaboration><process id="p" isExecutable="true"><task id="a"/></process>',
    ),
  ],
]

describe('sound models have no findings', () => {
  test.each(sound)('%s', (_, text) => {
    expect(checkBpmn(readBpmn(text, 'x.bpmn'))).toEqual([])
  })
})

describe('broken rules are named', () => {
  test.each(broken)('%s', (rule, text) => {
    expect(rules(text)).toContain(rule)
  })
})
