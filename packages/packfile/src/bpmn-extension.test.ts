import { BpmnModdle } from 'bpmn-moddle'
import { aFlow, anExtension, aProcess, aStep } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { checkBpmn } from './bpmn-check.ts'
import { readBpmn } from './bpmn-read.ts'
import { duibiaoModdle } from './duibiao-moddle.ts'

function faults(text: string): readonly string[] {
  return checkBpmn(readBpmn(text, 'x.bpmn')).map((finding) => finding.en)
}

function clock(attributes: string): string {
  return aStep(
    `<userTask id="a">${anExtension(`<duibiao:clock id="T" kind="legal" unit="working_day" ${attributes}/>`)}</userTask>`,
  )
}

function onTask(extension: string): string {
  return aStep(`<userTask id="a">${anExtension(extension)}</userTask>`)
}

describe('our extensions', () => {
  test('everything in its place is accepted', () => {
    const text = aProcess(
      `<extensionElements>
        <duibiao:clock id="T" name="办理时限" kind="legal" unit="working_day" amount="20" firstDay="excluded" roll="next_day" calendar="cn"
          consequence="deemed_accepted" subject="acceptance" legalBasis="行政许可法 32(4)" starts="a:entered" stops="a:left" again="ignore" warnAt="50% 80% PT2H" extensionsMax="1"/>
      </extensionElements>
      <startEvent id="start"/>
      <userTask id="a">${anExtension(`<duibiao:assign posts="clerk, chief" office="= unit"/><duibiao:form ref="accept"/><duibiao:document ref="notice" on="left"/>
        <duibiao:operations allow="return claim"><duibiao:return targets="previous start" resubmit="direct"/></duibiao:operations>
        <duibiao:sign mode="vote" threshold="0.5" refusal="counts"/>`)}
        <multiInstanceLoopCharacteristics><extensionElements><duibiao:multi collection="signers" element="signer"/></extensionElements></multiInstanceLoopCharacteristics>
      </userTask>
      <boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><timerEventDefinition>${anExtension('<duibiao:clockRef clock="T" at="warn3"/>')}</timerEventDefinition></boundaryEvent>
      <callActivity id="c" calledElement="other" duibiao:binding="version" duibiao:version="2">${anExtension('<duibiao:in source="x" target="y"/><duibiao:out all="true"/>')}</callActivity>
      <endEvent id="end"/>${aFlow('start', 'a')}${aFlow('a', 'c')}${aFlow('b', 'end')}${aFlow('c', 'end')}`,
    )
    expect(faults(text)).toEqual([])
  })

  test.each([
    ['an unknown element', onTask('<duibiao:klock/>')],
    ['an unknown attribute', onTask('<duibiao:assign post="x"/>')],
    ['an element in the wrong place', onTask('<duibiao:service name="x"/>')],
    ['a missing attribute', onTask('<duibiao:form/>')],
    ['a value that is none of those allowed', onTask('<duibiao:sign mode="most"/>')],
    ['an unknown operation', onTask('<duibiao:operations allow="return vanish"/>')],
    [
      'a return target that is not there',
      onTask('<duibiao:operations allow="return"><duibiao:return targets="nowhere"/></duibiao:operations>'),
    ],
    ['a share over one', onTask('<duibiao:sign mode="vote" threshold="2"/>')],
    ['a clock without a length', clock('')],
    ['a clock of two lengths', clock('amount="3" parameter="p"')],
    ['a clock with no such unit', clock('amount="3"').replace('working_day', 'fortnight')],
    ['a clock on a node that is not there', clock('amount="3" starts="nowhere:entered"')],
    ['a moment that is none', clock('amount="3" stops="a:finished"')],
    ['a warning point that is none', clock('amount="3" warnAt="soon"')],
    [
      'a deemed consequence without legal basis',
      clock('amount="3" subject="acceptance" consequence="deemed_accepted"'),
    ],
    [
      'a permit granted by silence',
      clock('amount="3" subject="permit_grant" consequence="deemed_accepted" legalBasis="行政许可法 42"'),
    ],
    [
      'a mapping without target',
      aStep(
        `<callActivity id="a" calledElement="x">${anExtension('<duibiao:in source="y"/>')}</callActivity>`,
      ),
    ],
    [
      'a timer on a clock that is not there',
      aStep(
        `<intermediateCatchEvent id="a"><timerEventDefinition>${anExtension('<duibiao:clockRef clock="T"/>')}</timerEventDefinition></intermediateCatchEvent>`,
      ),
    ],
    [
      'an envelope on a message that is caught',
      aStep(
        `<intermediateCatchEvent id="a"><messageEventDefinition messageRef="m">${anExtension('<duibiao:in source="y" target="y"/>')}</messageEventDefinition></intermediateCatchEvent>`,
        '',
        '<message id="m" name="m"/>',
      ),
    ],
    [
      'an event that people could ask for, but that hears no message',
      aStep(
        `<intermediateCatchEvent id="a">${anExtension('<duibiao:ask posts="clerk"/>')}<signalEventDefinition signalRef="s"/></intermediateCatchEvent>`,
        '',
        '<signal id="s" name="s"/>',
      ),
    ],
    [
      'an address that says nothing',
      aStep(
        `<sendTask id="a" messageRef="m">${anExtension('<duibiao:address/>')}</sendTask>`,
        '',
        '<message id="m" name="m"/>',
      ),
    ],
    ['our attribute on another element', aStep('<userTask id="a" duibiao:binding="latest"/>')],
    [
      'two clocks of one id',
      onTask(
        '<duibiao:clock id="T" kind="legal" unit="month" amount="1"/><duibiao:clock id="T" kind="legal" unit="month" amount="2"/>',
      ),
    ],
  ])('%s is refused', (_, text) => {
    expect(faults(text)).toHaveLength(1)
  })

  test('moddle reads them with our descriptor', async () => {
    const text = onTask(
      '<duibiao:clock id="T" kind="legal" unit="working_day" amount="20" extensionsMax="2"/>',
    )
    const { elementsById, warnings } = await new BpmnModdle({ duibiao: duibiaoModdle }).fromXML(text)
    expect(warnings).toEqual([])
    expect(elementsById['a']).toMatchObject({
      extensionElements: { values: [{ $type: 'duibiao:Clock', id: 'T', extensionsMax: 2 }] },
    })
  })
})
