import { markUnits } from '@duibiao/measures'
import { expect, test } from 'vitest'
import { blankItem, blankSheet, factsOf, freeCode, groupsOf, regroup, relations, unmetOf } from './sheet.ts'

const sheet = blankSheet({ from: '2090-01-01', to: '2090-03-31' })

test('the facts a sheet looks at are those of its lines, conditions and flags, each once', () => {
  const [line] = sheet.items
  if (line?.kind !== 'entries') throw new Error('the first line counts entries')
  const eligible = [{ fact: 'new', is: 'equal', value: true } as const]
  const anyOf = [{ fact: 'amount', is: 'above', value: 5000 } as const]
  const items = [{ ...line, eligible, multipliers: [{ anyOf, factor: 1.5 }] }]
  const when = [{ fact: 'task', is: 'above', value: 0 } as const]
  const flags = [{ kind: 'last', code: 'last', name: { zh: '', en: '' }, count: 5, when } as const]
  expect(factsOf({ items, flags: flags.map((flag) => ({ ...flag })) })).toEqual({
    units: ['task'],
    entries: ['amount', 'new'],
  })
})

test('a group that is renamed keeps its full marks, and a new one has some', () => {
  const items = [blankItem('scored', { code: 'a' }, ['city']), blankItem('additive', { code: 'b' }, ['city'])]
  const changed = items.map((item) => ('full' in item ? { ...item, full: { city: 80 } } : item))
  const named = regroup({ items: changed }, ['town', 'village'])
  expect(groupsOf({ items: named })).toEqual(['town', 'village'])
  expect(named[0]).toMatchObject({ full: { town: 80, village: 100 } })
  expect(named[1]).not.toHaveProperty('full')
})

test('a code that is taken is not given again', () => {
  expect(freeCode(sheet, 'line')).toBe('line-2')
})

test('the reason why an entry was left out agrees with what the service does', () => {
  const values = [null, 999, 1000, 1001, true, false, '新建'] as const
  for (const is of relations) {
    for (const value of [1000, true, '新建']) {
      for (const fact of values) {
        const condition = { fact: 'x', is, value }
        const line = { ...blankItem('entries', { code: 'line' }, ['city']), eligible: [condition] }
        if (line.kind !== 'entries') throw new Error('a line counts entries')
        const units = [{ code: 'u', group: 'city', facts: { task: 1 } }]
        const entries = [{ id: 'e', unit: 'u', facts: { x: fact, amount: 1 } }]
        const marking = markUnits({ code: 's', version: 1, items: [line], flags: [] }, units, entries)
        if (marking.kind === 'refused') throw new Error('the sheet marks')
        const leftOut = marking.units[0]?.items[0]?.leftOut
        const unmet = unmetOf({ x: fact }, [condition])
        expect(unmet.length, JSON.stringify(condition)).toBe(leftOut?.length)
      }
    }
  }
  expect(unmetOf({}, [{ fact: 'x', is: 'not_equal', value: 1 }])).toHaveLength(1)
})
