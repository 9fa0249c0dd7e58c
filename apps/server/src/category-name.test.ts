import { readPackFiles } from '@duibiao/packfile'
import { shippedPack } from '@duibiao/testkit'
import { expect, test } from 'vitest'
import { nameOfCategory } from './category-name.ts'

test('a category that is a code of the national list has its name, the event before the component; words have none', () => {
  const { pack } = readPackFiles(shippedPack('city-events'))
  const packs = { list: () => (pack === undefined ? [] : [pack]) }
  expect(nameOfCategory(packs, '06010')).toBe('暴露垃圾')
  expect(nameOfCategory(packs, '01002')).not.toBe('污水井盖')
  expect(nameOfCategory(packs, '供水')).toBeUndefined()
})

test('a category that is a choice of a form is called as the form calls it', () => {
  const { pack } = readPackFiles(shippedPack('supervision'))
  const packs = { list: () => (pack === undefined ? [] : [pack]) }
  expect(nameOfCategory(packs, 'instruction')).toBe('领导批示')
  expect(nameOfCategory(packs, 'urgent')).toBeUndefined()
})
