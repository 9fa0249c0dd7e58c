import { expect, test } from 'vitest'
import { compilePack } from './pack-compile.ts'
import { comparePacks } from './pack-difference.ts'
import { openPack, readPack, readPackFiles, type Pack } from './pack.ts'

const { pack } = readPack(new URL('../../../packs/hotline', import.meta.url).pathname)
if (pack === undefined) throw new TypeError('the pack hotline is faulty')
const hotline: Pack = pack

/** The pack with texts replaced in one of its files. */
function changed(file: string, ...replaced: readonly (readonly [string, string])[]): Pack {
  const bytes = hotline.source.files.get(file)
  let text = new TextDecoder().decode(bytes)
  for (const [from, to] of replaced) {
    expect(text).toContain(from)
    text = text.replace(from, to)
  }
  const files = new Map(hotline.source.files).set(file, new TextEncoder().encode(text))
  return openPack({ ...hotline.source, files })
}

test('the same pack has no differences, and opened without checks it is the same', () => {
  const again = openPack(hotline.source)
  expect(comparePacks(hotline, again)).toEqual([])
  expect(again.hash).toBe(hotline.hash)
  expect([...again.logic.procedures.keys()]).toEqual([...hotline.logic.procedures.keys()])
  expect(compilePack(again).procedures.map(({ hash }) => hash)).toEqual(
    compilePack(hotline).procedures.map(({ hash }) => hash),
  )
})

test('the same procedure beside another table is another version', () => {
  const other = changed('decisions/dispatch.dmn', ['id="dispatch_08"', 'id="dispatch_88"'])
  expect(other.logic.procedures.get('hotline')?.hash).toBe(hotline.logic.procedures.get('hotline')?.hash)
  expect(compilePack(other).entry.hash).not.toBe(compilePack(hotline).entry.hash)
})

test('differences are told by what they change', () => {
  const limits = changed('parameters/limits.yaml', ['{ value: 2, unit: hour,', '{ value: 1, unit: hour,'])
  expect(comparePacks(hotline, limits)).toEqual([
    {
      part: 'parameter',
      name: 'accept_limit',
      kind: 'changed',
      details: [expect.stringMatching(/^~ 2007-01-01: 2 hour .* → 1 hour /)],
    },
    { part: 'file', name: 'parameters/limits.yaml', kind: 'changed', details: [] },
  ])
  const rule = changed('decisions/dispatch.dmn', ['id="dispatch_08"', 'id="dispatch_88"'])
  expect(comparePacks(hotline, rule)[0]).toMatchObject({
    part: 'decision',
    kind: 'changed',
    details: expect.arrayContaining(['- dispatch_08', '+ dispatch_88']),
  })
  const named = changed('procedures/hotline.bpmn', ['name="受理登记"', 'name="受理"'])
  expect(comparePacks(hotline, named)[0]).toMatchObject({
    part: 'procedure',
    name: 'hotline',
    details: ['- UserTask accept 受理登记', '+ UserTask accept 受理'],
  })
})

test('a drawing alone changes a file and no procedure; a file that comes and goes is told', () => {
  const drawn = changed('procedures/hotline.bpmn', [' x="', ' x="1'])
  expect(comparePacks(hotline, drawn)).toEqual([
    { part: 'file', name: 'procedures/hotline.bpmn', kind: 'changed', details: [] },
  ])
  const fewer = new Map([...hotline.source.files].filter(([file]) => file !== 'SOURCES.md'))
  const less = openPack({ ...hotline.source, files: fewer })
  expect(comparePacks(hotline, less)).toMatchObject([{ name: 'SOURCES.md', kind: 'removed' }])
  expect(comparePacks(less, hotline)).toMatchObject([{ name: 'SOURCES.md', kind: 'added' }])
})

test('an installed pack is served although the checks of today would refuse it', () => {
  const files = new Map([...hotline.source.files].filter(([file]) => file !== 'SOURCES.md'))
  const source = { ...hotline.source, files }
  expect(readPackFiles(source).pack).toBeUndefined()
  expect(compilePack(openPack(source)).entry.id).toBe('hotline')
})
