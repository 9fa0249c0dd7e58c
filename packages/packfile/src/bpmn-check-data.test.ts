import { aProcess } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { checkBpmn } from './bpmn-check.ts'
import { readBpmn } from './bpmn-read.ts'

const broken: readonly (readonly [string, string])[] = [
  [
    'EXT.079',
    aProcess(
      '<subProcess id="a"><ioSpecification><inputSet/><outputSet/></ioSpecification><task id="b"/></subProcess>',
    ),
  ],
  [
    'EXT.091',
    aProcess(
      `<task id="a"><ioSpecification><dataInput id="i" itemSubjectRef="I"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation><sourceRef>r</sourceRef><targetRef>i</targetRef></dataInputAssociation></task><dataObject id="d" itemSubjectRef="J"/><dataObjectReference id="r" dataObjectRef="d"/>`,
      '<itemDefinition id="I" structureRef="one"/><itemDefinition id="J" structureRef="other"/>',
    ),
  ],
]

describe('a file that breaks a rule about data', () => {
  test.each(broken)('%s', (rule, text) => {
    expect(checkBpmn(readBpmn(text, 'x.bpmn')).map((finding) => finding.rule)).toContain(rule)
  })
})
