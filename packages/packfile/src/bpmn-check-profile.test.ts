import { aFile, aFlow, aStep } from '@duibiao/testkit'
import { expect, describe, test } from 'vitest'
import { bpmnRules, checkBpmn, type CheckOptions } from './bpmn-check.ts'
import { readBpmn } from './bpmn-read.ts'

function rules(text: string, options: CheckOptions = {}): readonly string[] {
  const findings = checkBpmn(readBpmn(text, 'x.bpmn'), options)
  return [...new Set(findings.map((finding) => finding.rule ?? finding.code))]
}

describe('profiles', () => {
  test('strict rules are not asked for by default', () => {
    const text = aStep('<scriptTask id="a"><script>{x: 1}</script></scriptTask>')
    expect(rules(text)).toEqual([])
    expect(rules(text, { profile: 'strict' })).toEqual(['EXT.023', 'EXT.053'])
  })

  test('what other engines write is accepted in foreign files only', () => {
    const text = aFile(
      `<process id="p"><startEvent id="s"/><endEvent id="e"><errorEventDefinition errorRef="E42"/></endEvent>${aFlow('s', 'e')}</process>`,
    )
    expect(rules(text)).toEqual(['DB.executable', 'REF', 'EXT.124'])
    expect(rules(text, { lenient: true })).toEqual([])
  })

  test('every rule has an id of its own and both languages', () => {
    expect(new Set(bpmnRules.map((rule) => rule.id)).size).toBe(bpmnRules.length)
    for (const { zh, en } of bpmnRules)
      expect([/\p{Script=Han}/u.test(zh), /^[\x20-\x7E]+$/u.test(en)]).toEqual([true, true])
  })
})
