import { expect, test } from 'vitest'
import { outlineDecisions } from './dmn-outline.ts'

const file = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="灯" namespace="urn:lamp">
  <decision id="lamp" name="亮灯">
    <description>三色灯</description>
    <decisionTable id="t" hitPolicy="COLLECT" aggregation="SUM">
      <input id="i1" label="剩余"><inputExpression typeRef="number"><text>left</text></inputExpression></input>
      <output id="o1" label="颜色" name="colour" typeRef="string" />
      <rule id="r1"><description>红</description><inputEntry><text>&lt; 0</text></inputEntry><outputEntry><text>"red"</text></outputEntry></rule>
      <rule id="r2"><inputEntry><text>-</text></inputEntry><outputEntry><text>"green"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision id="plain" name="其他"><literalExpression><text>1</text></literalExpression></decision>
</definitions>`

test('a decision is outlined with its table, cell by cell', () => {
  const [lamp, plain] = outlineDecisions(file, 'lamp.dmn')
  expect(lamp).toEqual({
    id: 'lamp',
    name: '亮灯',
    description: '三色灯',
    table: {
      hitPolicy: 'collect',
      aggregation: 'sum',
      inputs: [{ label: '剩余', expression: 'left', type: 'number' }],
      outputs: [{ label: '颜色', name: 'colour', type: 'string' }],
      rules: [
        { id: 'r1', description: '红', inputs: ['< 0'], outputs: ['"red"'] },
        { id: 'r2', inputs: ['-'], outputs: ['"green"'] },
      ],
    },
  })
  expect(plain).toEqual({ id: 'plain', name: '其他' })
})

test('a file that is none has no decisions', () => {
  expect(outlineDecisions('<a', 'a.dmn')).toEqual([])
})
