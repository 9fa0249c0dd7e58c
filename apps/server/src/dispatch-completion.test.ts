import { describe, expect, test } from 'vitest'
import { isAppError, parseLegalDate } from '@duibiao/base'
import type { Variables } from '@duibiao/kernel'
import type { DispatchRule } from '@duibiao/packfile'
import { emptyRegistry } from '@duibiao/registry'
import type { DutyRow, Item, Office, RegistryState } from '@duibiao/registry'
import { completeDispatch } from './dispatch-completion.ts'
import type { CompletedDispatch, DispatchGround } from './dispatch-completion.ts'

const on = parseLegalDate('2026-03-02')
const validFrom = parseLegalDate('2020-01-01')

function anOffice(id: string, kind: Office['kind']): [string, Office] {
  return [id, { district: 1, id, path: `/${id}/`, kind, name: `${id}办`, validFrom }]
}

function anItem(code: string): [string, Item] {
  const item: Item = {
    district: 1,
    code,
    version: 1,
    name: code,
    kind: 'penalty',
    authority: 'CG',
    level: 'district',
    legalBasis: [],
    validFrom,
  }
  return [`${code} 1`, item]
}

const row = { district: 1, legalBasis: [], validFrom } as const
const duties: readonly DutyRow[] = [
  { ...row, id: 'D1', item: 'own', name: '楼道堆物', list: 'street', kind: 'basic' },
  {
    ...row,
    id: 'D2',
    item: 'help',
    name: '占道',
    list: 'street',
    kind: 'assisting',
    leadOffice: 'CG',
    act: '劝导',
  },
  { ...row, id: 'D3', item: 'back', name: '违建认定', list: 'street', kind: 'taken_back', leadOffice: 'CG' },
  { ...row, id: 'S1', item: 'own', name: '楼道堆物', list: 'community', kind: 'basic' },
]
const offices = [
  anOffice('DH', 'street_office'),
  anOffice('YH', 'community'),
  anOffice('CG', 'department'),
  anOffice('water', 'operator'),
]
const state: RegistryState = {
  ...emptyRegistry,
  office: new Map(offices),
  item: new Map(['own', 'help', 'back', 'other'].map(anItem)),
  duty: new Map(duties.map((one) => [one.id, one])),
}

const hotline: DispatchRule = {
  office: ['unit', 'new_unit'],
  item: ['category'],
  assisting: 'assistants',
  consulted: 'consulted',
  receiver: 'receiver_kind',
  entry: 'list_entry',
  row: 'list_row',
  stated: 'list_stated',
}
const accept = new Set(['unit', 'category', 'assistants', 'receiver_kind', 'list_entry'])
const cityEvents: DispatchRule = { office: ['unit'], item: ['item', 'code'] }

function complete(given: Variables, ground: Partial<DispatchGround> = {}): CompletedDispatch {
  return completeDispatch(given, { rule: hotline, known: {}, fields: accept, state, on, ...ground })
}

function codeOf(act: () => unknown): string {
  try {
    act()
    return 'taken'
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
}

describe('where the procedure checks the list itself', () => {
  test.each([
    ['own', 'basic', 'D1'],
    ['help', 'assisting', 'D2'],
    ['back', 'taken_back', 'D3'],
    ['other', 'not_listed', null],
    ['D2', 'assisting', 'D2'],
  ])('of %s a street is told that it is %s', (category, entry, list) => {
    expect(complete({ unit: 'DH', category }).variables).toEqual({
      unit: 'DH',
      category,
      receiver_kind: 'street',
      list_entry: entry,
      list_row: list,
    })
  })

  test('what was stated is overruled, and both stay in the record', () => {
    const given = { unit: 'DH', category: 'back', receiver_kind: 'department', list_entry: 'basic' }
    const { variables, overruled } = complete(given)
    expect(variables).toMatchObject({
      receiver_kind: 'street',
      list_entry: 'taken_back',
      list_row: 'D3',
      list_stated: { receiver_kind: 'department', list_entry: 'basic' },
    })
    expect(overruled).toEqual([
      { name: 'receiver_kind', stated: 'department', filled: 'street' },
      { name: 'list_entry', stated: 'basic', filled: 'taken_back' },
    ])
  })

  test('what was stated rightly is not overruled', () => {
    const given = { unit: 'DH', category: 'own', receiver_kind: 'street', list_entry: 'basic' }
    expect(complete(given)).toEqual({ variables: { ...given, list_row: 'D1' }, overruled: [] })
  })

  test('a community has a list of its own', () => {
    expect(complete({ unit: 'YH', category: 'own' }).variables).toMatchObject({
      receiver_kind: 'community',
      list_entry: 'community_own',
      list_row: 'S1',
    })
    expect(complete({ unit: 'YH', category: 'help' }).variables).toMatchObject({ list_entry: 'not_listed' })
  })

  test('a department is bound by no list, also when it is called a utility or the district', () => {
    for (const receiver of ['department', 'utility', 'district']) {
      const given = { unit: 'CG', category: 'own', receiver_kind: receiver }
      expect(complete(given)).toEqual({ variables: given, overruled: [] })
    }
    expect(complete({ unit: 'CG', receiver_kind: 'street' }).variables).toMatchObject({
      receiver_kind: 'department',
    })
    expect(complete({ unit: 'water' }).variables).toMatchObject({ receiver_kind: 'utility' })
  })

  test('what the matter knows already counts where the command does not say it', () => {
    const consulting = complete({ unit: 'DH' }, { known: { category: 'help', unit: 'CG' } })
    expect(consulting.variables).toMatchObject({ list_entry: 'assisting' })
    const turned = complete({ category: 'back' }, { known: { category: 'own', unit: 'DH' } })
    expect(turned.variables).toMatchObject({ list_entry: 'taken_back' })
  })

  test('a street assists with what its list says only', () => {
    expect(codeOf(() => complete({ unit: 'CG', category: 'help', assistants: ['DH'] }))).toBe('taken')
    expect(codeOf(() => complete({ unit: 'CG', category: 'back', assistants: ['DH'] }))).toBe(
      'duty_taken_back',
    )
    const unlisted = { unit: 'CG', category: 'other', assistants: ['DH'] }
    expect(codeOf(() => complete(unlisted))).toBe('duty_not_listed')
    expect(codeOf(() => complete({ ...unlisted, consulted: true }))).toBe('taken')
  })

  test('a step that names another unit and has no check behind it is refused with the row', () => {
    const review = { fields: new Set(['ruling', 'new_unit']), known: { unit: 'CG', category: 'help' } }
    expect(codeOf(() => complete({ new_unit: 'CG' }, review))).toBe('taken')
    expect(() => complete({ new_unit: 'DH' }, review)).toThrow(/D2/)
    expect(codeOf(() => complete({ new_unit: 'DH' }, review))).toBe('duty_assisting_only')
  })
})

describe('where the procedure has no check', () => {
  const dispatch = { rule: cityEvents, fields: new Set(['unit', 'item', 'action']), known: { code: '01004' } }

  test('a street is sent nothing but what it may lead', () => {
    expect(complete({ unit: 'DH', item: 'own' }, dispatch).variables).toEqual({ unit: 'DH', item: 'own' })
    expect(codeOf(() => complete({ unit: 'DH', item: 'help' }, dispatch))).toBe('duty_assisting_only')
    expect(codeOf(() => complete({ unit: 'DH' }, dispatch))).toBe('duty_not_listed')
    expect(codeOf(() => complete({ unit: 'YH', item: 'help' }, dispatch))).toBe('duty_beyond_community')
  })

  test('a department is sent anything', () => {
    expect(complete({ unit: 'CG' }, dispatch)).toEqual({ variables: { unit: 'CG' }, overruled: [] })
  })
})

describe('what is left as it is', () => {
  test('a command that says nothing of a dispatch', () => {
    const given = { note: '已联系' }
    expect(complete(given, { known: { unit: 'DH', category: 'back' } })).toEqual({
      variables: given,
      overruled: [],
    })
  })

  test('any command of a pack that does not say what a dispatch is', () => {
    const given = { unit: 'DH', category: 'back' }
    expect(complete(given, { rule: undefined }).variables).toEqual(given)
  })

  test('what is stated in a district that has entered no office, or no row of the list', () => {
    const given = { unit: '湖心街道', receiver_kind: 'street', list_entry: 'basic' }
    expect(complete(given, { state: emptyRegistry }).variables).toEqual(given)
    const without = { ...state, duty: new Map() }
    expect(complete({ unit: 'DH', list_entry: 'basic' }, { state: without }).variables).toEqual({
      unit: 'DH',
      list_entry: 'basic',
      receiver_kind: 'street',
    })
  })
})

test('an office that is not in the registry, or has ended, is none', () => {
  expect(codeOf(() => complete({ unit: '湖心街道' }))).toBe('office_unknown')
  const ended: Office = { ...anOffice('DH', 'street_office')[1], validUntil: on }
  const later = { ...state, office: new Map([...state.office, ['DH', ended]]) }
  expect(codeOf(() => complete({ unit: 'DH' }, { state: later }))).toBe('office_unknown')
})
