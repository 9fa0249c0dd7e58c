import { describe, expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { checkDuty, describeDutyRefusal, findDutyFaults, makeDutyList } from './duty.ts'
import type { DutyRequest, DutyRow } from './duty.ts'
import type { Office, OfficeKind } from './office.ts'

const validFrom = parseLegalDate('2025-06-30')
const today = parseLegalDate('2026-03-02')
const base = { district: 1, name: '', validFrom, legalBasis: [] } as const

function anOffice(kind: OfficeKind, id: string = kind): Office {
  return { district: 1, id, path: `/${id}/`, kind, name: id, validFrom }
}

const rows: readonly DutyRow[] = [
  { ...base, id: 'B1', item: 'rubbish', list: 'street', kind: 'basic' },
  {
    ...base,
    id: 'P1',
    item: 'fire',
    list: 'street',
    kind: 'assisting',
    leadOffice: 'fire-brigade',
    act: '上门告知',
  },
  {
    ...base,
    id: 'S1',
    item: 'demolition',
    list: 'street',
    kind: 'taken_back',
    leadOffice: 'urban-management',
  },
  {
    ...base,
    id: 'C1',
    item: 'fire',
    list: 'community',
    kind: 'assisting',
    leadOffice: 'fire-brigade',
    act: '张贴',
  },
  { ...base, id: 'X1', item: 'market', list: 'street', kind: 'basic' },
  {
    ...base,
    id: 'X2',
    item: 'market',
    list: 'street',
    kind: 'taken_back',
    leadOffice: 'market-office',
    office: 'east',
  },
  { ...base, id: 'D1', item: 'doubled', list: 'street', kind: 'basic' },
  { ...base, id: 'D2', item: 'doubled', list: 'street', kind: 'assisting', leadOffice: 'x', act: '' },
  { ...base, id: 'E1', item: 'ended', list: 'street', kind: 'basic', validUntil: today },
]
const list = makeDutyList(rows)

function ask(item: string, as: DutyRequest['as'] = 'lead', office = anOffice('street_office')) {
  return checkDuty(list, { office, item, as, on: today })
}

describe('a street', () => {
  test('may lead and assist a basic duty', () => {
    expect(ask('rubbish')).toMatchObject({ ok: true, row: { id: 'B1' } })
    expect(ask('rubbish', 'assist')).toMatchObject({ ok: true, row: { id: 'B1' } })
  })
  test('may only assist an assisting duty, with the listed act', () => {
    expect(ask('fire', 'assist')).toMatchObject({ ok: true, row: { id: 'P1' }, act: '上门告知' })
    expect(ask('fire')).toMatchObject({
      ok: false,
      code: 'duty_assisting_only',
      row: { id: 'P1' },
      next: { kind: 'department', office: 'fire-brigade' },
    })
  })
  test.each(['lead', 'assist'] as const)('may not %s a duty that was taken back', (as) => {
    expect(ask('demolition', as)).toMatchObject({
      ok: false,
      code: 'duty_taken_back',
      row: { id: 'S1' },
      next: { kind: 'department', office: 'urban-management' },
    })
  })
  test('sends what no list has to the consultation, also when its row has ended', () => {
    const refusal = { ok: false, code: 'duty_not_listed', next: { kind: 'consultation' } }
    expect(ask('unknown')).toEqual(refusal)
    expect(ask('ended')).toEqual(refusal)
  })
  test('has its own row before that of all streets', () => {
    expect(ask('market')).toMatchObject({ ok: true, row: { id: 'X1' } })
    expect(ask('market', 'lead', anOffice('street_office', 'east'))).toMatchObject({ row: { id: 'X2' } })
  })
  test('is bound by the strictest of doubled rows', () => {
    expect(ask('doubled')).toMatchObject({ ok: false, row: { id: 'D2' } })
  })
})

describe('a community', () => {
  const community = anOffice('community')
  test('is given nothing outside its own list', () => {
    expect(ask('rubbish', 'assist', community)).toMatchObject({ ok: false, code: 'duty_beyond_community' })
  })
  test('never leads what it assists', () => {
    expect(ask('fire', 'lead', community)).toMatchObject({ ok: false, code: 'duty_assisting_only' })
    expect(ask('fire', 'assist', community)).toMatchObject({ ok: true, act: '张贴' })
  })
})

test('a department is bound by no duty list', () => {
  expect(ask('demolition', 'lead', anOffice('department'))).toEqual({ ok: true })
})

test('a refusal says row, department and what to do', () => {
  const answer = ask('fire')
  if (answer.ok) throw new Error('the street may not lead this')
  const names = { office: '东海街道', item: '消防检查', leadOffice: '消防大队' }
  expect(describeDutyRefusal(answer, names, 'zh')).toBe(
    '东海街道对“消防检查”只负配合职责（清单项 P1：上门告知）：请由消防大队主办，东海街道协办',
  )
  expect(describeDutyRefusal(answer, names, 'en')).toContain('let 消防大队 lead')
})

describe('faults of the duty lists', () => {
  const offices = new Map(
    [
      anOffice('department', 'fire-brigade'),
      anOffice('department', 'urban-management'),
      anOffice('department', 'market-office'),
      anOffice('street_office', 'east'),
    ].map((office) => [office.id, office]),
  )
  const known = { offices, items: new Set(rows.map(({ item }) => item)) }
  const sound = rows.filter(({ id }) => !id.startsWith('D'))

  test('none in sound ones', () => {
    expect(findDutyFaults(sound, known)).toEqual([])
  })
  test('all at once', () => {
    const bad: DutyRow = {
      ...base,
      id: 'Z',
      item: 'nothing',
      list: 'community',
      kind: 'assisting',
      office: 'east',
      leadOffice: 'east',
      act: ' ',
    }
    const faults = findDutyFaults([...rows, bad], known)
    expect(faults.filter(({ id }) => id === 'Z').map(({ kind }) => kind)).toEqual([
      'lead_office_kind_wrong',
      'act_missing',
      'item_missing',
      'office_kind_wrong',
    ])
    expect(faults.filter(({ kind }) => kind === 'duty_doubled').map(({ id }) => id)).toEqual(['D1', 'D2'])
  })
})
