import { expect, test } from 'vitest'
import { loadProcedures } from './bpmn-compile.ts'
import { readYaml } from './pack-yaml.ts'
import { scanXml } from './xml-scan.ts'

// F20 of reliability.md. Work that grows with the square of the file takes over half a minute here; otherwise it is a second.
const limit = 15_000

test(
  'a procedure of 20,000 steps without a line break is read and checked',
  () => {
    const count = 20_000
    const steps = Array.from(
      { length: count },
      (_, index) =>
        `<task id="t${index}"/><sequenceFlow id="f${index}" sourceRef="t${index}" targetRef="t${index + 1}"/>`,
    )
    const text =
      `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x" id="d">` +
      `<process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="fs" sourceRef="s" targetRef="t0"/>` +
      `${steps.join('')}<endEvent id="t${count}"/></process></definitions>`
    const { procedures, findings } = loadProcedures(text, 'x.bpmn')
    expect(findings).toEqual([])
    expect(procedures[0]?.nodes.length).toBe(count + 2)
  },
  limit,
)

test(
  'a file of one long line with too many elements is refused',
  () => {
    const text = `<a>${'<b c="some text that makes the line long"/>'.repeat(150_000)}</a>`
    expect(scanXml(text, 'x.xml').findings).toMatchObject([{ code: 'xml_too_many_elements', line: 1 }])
  },
  limit,
)

test(
  'a map of 60,000 keys is read, and one that is damaged everywhere gives its findings',
  () => {
    const keys = Array.from({ length: 60_000 }, (_, index) => `key-${index}: 1`).join('\n')
    expect(readYaml(Buffer.from(keys), 'x.yaml').findings).toEqual([])
    expect(readYaml(Buffer.from('}: '.repeat(60_000)), 'x.yaml').findings.length).toBeGreaterThan(60_000)
  },
  limit,
)
