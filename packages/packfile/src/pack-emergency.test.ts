import { expect, test } from 'vitest'
import { changePack, replaceText, shippedPack } from '@duibiao/testkit'
import type { PackChange } from '@duibiao/testkit'
import { readPackFiles } from './pack.ts'

function findingsOf(changes: Readonly<Record<string, PackChange>>, name = 'hotline') {
  return readPackFiles(changePack(shippedPack(name), changes)).findings.map(
    ({ code, file, line }) => `${code} ${file}:${line}`,
  )
}

function addRow(row: string): PackChange {
  return (text) => `${text}${row}\n`
}

const words = 'codes/emergency-words.csv'
const dangers = 'codes/emergency-dangers.csv'

function linesOf(file: string): number {
  const text = new TextDecoder().decode(shippedPack('hotline').files.get(file))
  return text.trimEnd().split('\n').length
}

test('the words of danger are the same in both packs: what is danger in one is danger in the other', () => {
  for (const file of [words, dangers]) {
    expect(shippedPack('city-events').files.get(file), file).toEqual(shippedPack('hotline').files.get(file))
  }
})

test('automatic dispatch is off in every pack', () => {
  for (const name of ['hotline', 'city-events']) {
    const { pack } = readPackFiles(shippedPack(name))
    const rule = pack?.manifest.automatic
    expect(pack?.parameters[rule?.allowed ?? '']?.values.map(({ value }) => value)).toEqual([false])
  }
})

test.each([
  ['a sense that there is not', words, 'menace,着火啦,fire'],
  ['a word that is none', words, 'danger, ,fire'],
  ['a danger that the list has not', words, 'danger,海啸,tsunami'],
  ['a danger without a name', words, 'danger,海啸,'],
  ['a danger where none belongs', words, 'past,昨夜,fire'],
  ['a danger without words for people', dangers, 'tsunami,,Tsunami,119,'],
  ['an excuse that there is not', dangers, 'tsunami,海啸,Tsunami,119,weather'],
])('%s is told with its line', (_, file, row) => {
  expect(findingsOf({ [file]: addRow(row) })).toEqual([`emergency_malformed ${file}:${linesOf(file) + 1}`])
})

test.each([
  ['words: emergency-words\n', 'words: category-words\n', 'codes_unknown'],
  ['route: { task: accept', 'route: { task: dispatch', 'task_unknown'],
  ['answers: { emergency: true', 'answers: { danger: true', 'field_unknown'],
  ['allowed: automatic_dispatch\n', 'allowed: automatic\n', 'parameter_unknown'],
])('what is not there is told: not %j but %j', (from, to, code) => {
  const found = findingsOf({ 'pack.yaml': replaceText(from, to) })
  expect(found.map((one) => one.split(':')[0])).toContain(`${code} pack.yaml`)
})
