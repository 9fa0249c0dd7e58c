import { describe, expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { areaLevels } from './area.ts'
import { dutyKinds } from './duty.ts'
import * as choice from './import-choice.ts'
import { importColumns, importKinds, normaliseHeader } from './import-column.ts'
import { aFile, files, plan, told, whole } from './import-sample.ts'
import { adjustmentKinds, itemLevels } from './item.ts'
import { officeKinds } from './office.ts'
import { applyChanges } from './registry-row.ts'

describe('an import', () => {
  test('of all six files leaves what they say', () => {
    expect(whole.area.get('990101001001001')).toMatchObject({
      path: '/990101/990101001/990101001001/990101001001001/',
      parent: '990101001001',
      validFrom: '2026-03-02',
    })
    expect(whole.office.get('DH')).toMatchObject({
      kind: 'street_office',
      area: '990101001',
      path: '/GOV/DH/',
    })
    expect(whole.holding.get('DH-1 0001 2026-01-05')).toBeDefined()
    expect(whole.contact.get('0001 mobile')).toMatchObject({ value: '13800001234', level: 3 })
    expect(whole.item.get('A1 1')?.legalBasis).toEqual([
      { law: '城市市容管理条例', article: '第十四条' },
      { law: '行政处罚法', article: '第九条' },
    ])
    expect(whole.duty.get('P1')).toMatchObject({ kind: 'assisting', leadOffice: 'CG', act: '上门劝导' })
  })

  test.each(importKinds)('of %s given again changes nothing, complete or not', (kind) => {
    for (const isComplete of [false, true]) {
      const again = plan(kind, files[kind], { state: whole, isComplete, on: parseLegalDate('2026-05-01') })
      expect(again.changes).toEqual([])
      expect(again.count).toEqual({
        added: 0,
        changed: 0,
        unchanged: files[kind].length,
        refused: 0,
        ended: 0,
      })
    }
  })

  test('tells row by row what is new, changed and in which fields', () => {
    const changed = plan(
      'offices',
      aFile('编号|名称|类型|上级', 'CG|城市管理和执法局|部门|GOV', 'CG|重复|部门|GOV', 'SL|水利局|部门|GOV'),
      { state: whole },
    )
    expect(changed.lines).toEqual([
      { sheet: '', row: 2, subject: 'CG', outcome: 'changed', fields: ['name'] },
      { sheet: '', row: 3, subject: '', outcome: 'refused', fields: [] },
      { sheet: '', row: 4, subject: 'SL', outcome: 'added', fields: [] },
    ])
    expect(told(changed)).toEqual([[3, 1, 'id_doubled']])
    expect(changed.count).toEqual({ added: 1, changed: 1, unchanged: 0, refused: 1, ended: 0 })
  })

  test('that is complete ends what it leaves out', () => {
    const short = plan('duties', files.duties.slice(0, 1), {
      state: whole,
      isComplete: true,
      on: parseLegalDate('2026-06-01'),
    })
    expect(short.lines.at(0)).toMatchObject({ subject: 'P1', outcome: 'ended', row: 0 })
    expect(short.count.ended).toBe(1)
    const state = applyChanges(whole, short.changes)
    expect(state.duty.get('P1')?.validUntil).toBe('2026-06-01')
  })

  test('leaves alone what the file has no column for, and clears what its cell leaves empty', () => {
    const names = plan('people', aFile('工号|姓名', '0001|李明'), { state: whole })
    expect(names.changes).toEqual([])
    const cleared = plan('people', aFile('工号|姓名|手机', '0001|李明|'), { state: whole })
    expect(cleared.changes).toMatchObject([{ part: 'contact', act: 'ended', subject: '0001 mobile' }])
    expect(applyChanges(whole, cleared.changes).contact.size).toBe(0)
  })
})

describe('faults', () => {
  test('are told all at once, by row and column, in both languages', () => {
    const planned = plan(
      'areas',
      aFile(
        '代码|名称|层级|上级|生效日期|失效日期|备注',
        '990101|明湖区|区县||2020-01-01||',
        '99010100|短码|街道||昨天||',
        '990101002||小区||2020-01-01|2019-01-01|',
        '990101003001|悬空社区|社区|990101009|||',
        '990101001 1|空格|街道||||',
      ),
    )
    expect(told(planned)).toEqual(
      [
        [0, 7, 'column_unknown'],
        [3, 1, 'code_malformed'],
        [3, 5, 'date_malformed'],
        [4, 2, 'cell_missing'],
        [4, 3, 'choice_unknown'],
        [4, 6, 'validity_empty'],
        [5, 4, 'reference_missing'],
        [6, 1, 'code_malformed'],
      ].filter(([row]) => row !== undefined),
    )
    for (const { zh, en } of planned.findings) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(`${zh}${en}`).not.toMatch(/[{}]|undefined/)
    }
    expect(planned.count).toMatchObject({ added: 1, refused: 4 })
  })

  test('of the header refuse the whole file, and end nothing', () => {
    const planned = plan('people', aFile('工号|姓名|编号', '0001|李明|0001'), {
      state: whole,
      isComplete: true,
    })
    expect(told(planned)).toEqual([[0, 3, 'column_doubled']])
    expect(planned.changes).toEqual([])
    expect(told(plan('people', aFile('工号', '0001')))).toEqual([[0, 0, 'column_missing']])
    expect(told(plan('people', [], { state: whole, isComplete: true }))).toEqual([[0, 0, 'file_empty']])
  })

  test('of a node refuse what hangs below it, and a circle refuses all of itself', () => {
    const planned = plan(
      'offices',
      aFile(
        '编号|名称|类型|上级',
        'A||部门|',
        'B|下级|部门|A',
        'C|下下级|部门|B',
        'D|甲|部门|E',
        'E|乙|部门|D',
      ),
    )
    expect(told(planned)).toEqual([
      [2, 2, 'cell_missing'],
      [3, 4, 'reference_refused'],
      [4, 4, 'reference_refused'],
      [5, 4, 'parent_circle'],
      [6, 4, 'parent_circle'],
    ])
    expect(planned.changes).toEqual([])
  })

  test('of a street that ends before its communities [V2.2.3]', () => {
    const ended = aFile('代码|名称|层级|失效日期', '990101001|东海街道|街道|2026-06-01')
    expect(told(plan('areas', ended, { state: whole }))).toEqual([[2, 4, 'children_outlive']])
  })

  test('of contacts, codes and references', () => {
    expect(
      told(
        plan('people', aFile('工号|姓名|单位|岗位|手机|身份证', '0009|赵|NO|X-1|12345|110105194912310021'), {
          state: whole,
        }),
      ).map(([, column, code]) => [column, code]),
    ).toEqual([
      [3, 'reference_missing'],
      [4, 'reference_missing'],
      [5, 'contact_malformed'],
      [6, 'contact_malformed'],
    ])
    expect(
      told(
        plan('offices', aFile('编号|名称|类型|信用代码|区域', 'X|某|部门|9144030071526726XH|000000'), {
          state: whole,
        }),
      ).map(([, , code]) => code),
    ).toEqual(['credit_code_wrong', 'reference_missing'])
  })
})

describe('people', () => {
  test('who are given other posts leave those that are not named', () => {
    const planned = plan('people', aFile('工号|姓名|岗位', '0002|王芳|CG-1'), {
      state: whole,
      on: parseLegalDate('2026-04-01'),
    })
    const state = applyChanges(whole, planned.changes)
    expect(state.holding.get('DH-1 0002 2026-03-02')?.validUntil).toBe('2026-04-01')
    expect(state.holding.get('CG-1 0002 2026-03-02')?.validUntil).toBeUndefined()
  })

  test('who leave hold no post any more', () => {
    const planned = plan('people', aFile('工号|姓名|离职日期', '0001|李明|2026-04-01'), { state: whole })
    const state = applyChanges(whole, planned.changes)
    expect(state.holding.get('DH-1 0001 2026-01-05')?.validUntil).toBe('2026-04-01')
    expect(planned.lines[0]).toMatchObject({ outcome: 'ended', fields: ['left', 'holding'] })
  })
})

describe('items', () => {
  const changed = aFile(
    '编码|名称|类型|实施主体|行使层级|生效日期|调整方式|文号',
    'A2|临时占用城市道路许可|01|明湖区城市管理局|区级|2026-07-01|调整|明政发〔2026〕3号',
  )

  test('that say something else from a later day become a new version, and the old one ends', () => {
    const planned = plan('items', changed, { state: whole })
    expect(planned.findings).toEqual([])
    const state = applyChanges(whole, planned.changes)
    expect(state.item.get('A2 1')?.validUntil).toBe('2026-07-01')
    expect(state.item.get('A2 2')).toMatchObject({ name: '临时占用城市道路许可', validFrom: '2026-07-01' })
    expect(plan('items', changed, { state }).changes).toEqual([])
  })

  test('that begin before the version that is there are refused', () => {
    const early = aFile('编码|名称|类型|实施主体|层级|版本|生效日期', 'A1|查处|处罚|城管局|区级|2|2024-01-01')
    expect(told(plan('items', early, { state: whole }))).toEqual([[2, 7, 'version_early']])
  })
})

test('duties of one item for the same offices and days refuse each other', () => {
  const planned = plan(
    'duties',
    aFile('编号|事项|名称|清单|类别|牵头部门', 'S9|A1|占道|街道|收回|CG', 'S8|A2|占道|社区|收回|DH'),
    { state: whole },
  )
  expect(told(planned).map(([row, , code]) => [row, code])).toEqual([
    [2, 'duty_doubled'],
    [3, 'office_kind_wrong'],
  ])
})

describe('the tables of names', () => {
  test('every header means one field', () => {
    for (const columns of Object.values(importColumns)) {
      const names = columns.flatMap(({ field, zh, en }) =>
        [...new Set([field, ...zh, ...en].map(normaliseHeader))].map((name) => [name, field]),
      )
      const doubled = names.filter(([name], index) => names.findIndex(([other]) => other === name) !== index)
      expect(doubled).toEqual([])
    }
  })

  test('every value has a name in both languages', () => {
    expect(choice.choiceNames(choice.areaLevelChoices).en).toEqual(areaLevels)
    expect(choice.choiceNames(choice.officeKindChoices).en).toEqual(officeKinds)
    expect(choice.choiceNames(choice.itemLevelChoices).en).toEqual(itemLevels)
    expect(choice.choiceNames(choice.adjustmentChoices).en).toEqual(adjustmentKinds)
    expect(choice.choiceNames(choice.dutyKindChoices).en).toEqual(dutyKinds)
  })
})
