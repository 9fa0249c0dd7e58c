import { expect, test } from 'vitest'
import { allFilters, broughtFilters, withoutBrought } from './list-query.ts'

test('an export asks for what the bar and what another screen narrowed the list by, and for nothing else', () => {
  const search = new URLSearchParams('open=true&lamp=red&box=1,2,3,4&task=7&area=')
  expect(allFilters(search)).toEqual({ open: 'true', lamp: 'red', box: '1,2,3,4' })
  expect(broughtFilters(search)).toEqual({ box: '1,2,3,4' })
  expect(withoutBrought(search).toString()).toBe('open=true&lamp=red&task=7&area=')
})
