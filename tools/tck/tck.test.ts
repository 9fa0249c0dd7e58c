import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFeelDate } from '@duibiao/packfile'
import { findDifference } from './compare.ts'
import { listTestFiles, runTestFile } from './run.ts'
import { readTckFile } from './suite-read.ts'

const head =
  '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tck-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

function expectedOf(value: string) {
  const xml = `${head}<testCase id="1"><resultNode name="d"><expected>${value}</expected></resultNode></testCase></testCases>`
  return readTckFile(xml).cases[0]?.results[0]?.expected
}

test('typed values, nil, lists and components are read', () => {
  expect(expectedOf('<value xsi:type="xsd:decimal">1.50</value>')).toBe(1.5)
  expect(expectedOf('<value xsi:type="xsd:string"> a &amp; b</value>')).toBe(' a & b')
  expect(expectedOf('<value xsi:type="xsd:boolean">true</value>')).toBe(true)
  expect(expectedOf('<value xsi:type="xsd:date">2026-01-31</value>')).toEqual(readFeelDate('2026-01-31'))
  expect(expectedOf('<value xsi:nil="true"/>')).toBeNull()
  expect(expectedOf('<list><item><value xsi:type="xsd:decimal">1</value></item></list>')).toEqual([1])
  expect(expectedOf('<list/>')).toEqual([])
  expect(expectedOf('<component name="a"><value xsi:type="xsd:string">x</value></component>')).toEqual({
    a: 'x',
  })
})

test('numbers differ beyond the tolerance, contexts by every entry', () => {
  expect(findDifference(1, 1.000000001)).toBeUndefined()
  expect(findDifference(1, 1.0001)).toBe('expected 1, got 1.0001')
  expect(findDifference({ a: [1] }, { a: [2] })).toBe('.a[1]: expected 1, got 2')
  expect(findDifference({ a: 1 }, { a: 1, b: 2 })).toBe('.b is not expected')
  expect(findDifference(null, 0)).toBe('expected null, got 0')
})

test('a file is run against its model, each case told apart', () => {
  writeFileSync(
    join(folder, 'm.dmn'),
    `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:m" name="m">
     <inputData id="i" name="n"><variable name="n" typeRef="number"/></inputData>
     <decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
     <literalExpression><text>n + 1</text></literalExpression></decision></definitions>`,
  )
  const oneCase = (id: string, expected: number) =>
    `<testCase id="${id}"><inputNode name="n"><value xsi:type="xsd:decimal">1</value></inputNode><resultNode name="d"><expected><value xsi:type="xsd:decimal">${expected}</value></expected></resultNode></testCase>`
  writeFileSync(
    join(folder, 'm-test-01.xml'),
    `${head}<modelName>m.dmn</modelName>${oneCase('right', 2)}${oneCase('wrong', 3)}</testCases>`,
  )
  writeFileSync(join(folder, 'none-test-01.xml'), `${head}<modelName>none.dmn</modelName></testCases>`)
  const outcomes = listTestFiles(folder).flatMap(runTestFile)
  expect(outcomes.map(({ id, failure }) => [id.split('#')[1], failure?.slice(0, 13)])).toEqual([
    ['right', undefined],
    ['wrong', 'd: expected 3'],
    [undefined, 'cannot be run'],
  ])
})
