import { expect, test } from 'vitest'
import { unknownNames } from './indicator-name.ts'

const known = [{ indicator: 'hotline.in_time', name: { zh: '按期办结率', en: 'Closed in time' } }]

test('a name counts as known in either language, however its letters are written', () => {
  expect(unknownNames(['按期办结率', ' closed IN time ', 'hotline.in_time'], known)).toEqual([])
})

test('what no indicator is called is told once, as it was written', () => {
  expect(unknownNames(['按时办结率', '按时办结率', '', '按期办结率'], known)).toEqual(['按时办结率'])
})
