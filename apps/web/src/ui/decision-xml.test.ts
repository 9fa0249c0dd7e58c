import { expect, test } from 'vitest'
import { asDmn13 } from './decision-xml.ts'

const model = 'https://www.omg.org/spec/DMN/20191111/MODEL/'

test.each(['20211108', '20230324'])('a file of %s is read as one of 1.3', (version) => {
  const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/${version}/MODEL/"/>`
  expect(asDmn13(xml)).toBe(`<definitions xmlns="${model}"/>`)
})

test('what is of 1.3, and what is no namespace of DMN, stays as it is', () => {
  const xml = `<definitions xmlns="${model}" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" namespace="urn:x:20230324"/>`
  expect(asDmn13(xml)).toBe(xml)
})
