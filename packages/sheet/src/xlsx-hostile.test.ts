import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '@duibiao/base'
import { defaultSheetLimits } from './limit.ts'
import { readWholeSheet } from './sheet-read.ts'
import { writeXlsx } from './xlsx-write.ts'
import { writeZip } from './zip-write.ts'

const workbook = '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
const relations = (target: string) =>
  `<Relationships><Relationship Id="rId1" Target="${target}" TargetMode="External"/></Relationships>`

/** A workbook whose only sheet has this text. */
function aBook(sheet: Iterable<string>, target = 'worksheets/sheet1.xml'): Promise<Uint8Array> {
  return writeZip([
    { name: 'xl/workbook.xml', text: [workbook] },
    { name: 'xl/_rels/workbook.xml.rels', text: [relations(target)] },
    { name: 'xl/worksheets/sheet1.xml', text: sheet },
  ])
}

function* zeros(count: number): Generator<string> {
  yield '<worksheet><sheetData>'
  for (let number = 0; number < count; number++) yield ' '.repeat(65_536)
  yield '</sheetData></worksheet>'
}

async function codeOf(bytes: Uint8Array, limits = defaultSheetLimits, name = 'a.xlsx'): Promise<string> {
  try {
    await readWholeSheet({ name, bytes }, limits)
    return 'read'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe('a hostile workbook', () => {
  test('that unpacks to more than is allowed is stopped while it does [V5.2.3]', async () => {
    const bomb = await aBook(zeros(400))
    expect(bomb.length).toBeLessThan(40_000)
    expect(await codeOf(bomb, { ...defaultSheetLimits, unpacked: 10_000_000 })).toBe('sheet_too_large')
    // What it claims to unpack to is not believed.
    const lying = bomb.map((byte) => byte)
    const at = lying.length - 22 - 60
    lying.fill(0, at, at + 4)
    expect(['sheet_too_large', 'sheet_unreadable']).toContain(
      await codeOf(lying, { ...defaultSheetLimits, unpacked: 10_000_000 }),
    )
  })

  test('of too many rows, parts or bytes is refused [V5.2.3]', async () => {
    const rows = aBook(['<worksheet><sheetData>', '<row></row>'.repeat(50), '</sheetData></worksheet>'])
    expect(await codeOf(await rows, { ...defaultSheetLimits, rows: 49 })).toBe('sheet_too_large')
    expect(await codeOf(await rows, { ...defaultSheetLimits, parts: 2 })).toBe('sheet_too_large')
    expect(await codeOf(await rows, { ...defaultSheetLimits, bytes: 100 })).toBe('sheet_too_large')
    expect(await codeOf(await rows)).toBe('read')
  })

  test.each([
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>',
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>',
    '<worksheet>&undefined;</worksheet>',
    '<worksheet>&#x110000;</worksheet>',
    '<worksheet><c a="&xxe;"/></worksheet>',
    '<worksheet',
  ])('has no document type and no entities of its own: %s [V1.5.1]', async (text) => {
    const place = text.includes('<c ') ? text.replace('a=', 'r=') : text
    expect(await codeOf(await aBook([place]))).toBe('sheet_unreadable')
  })

  test('never leads out of the file [V5.3.3]', async () => {
    for (const target of ['../../../../etc/passwd', 'file:///etc/passwd', 'http://minghu.example/x.xml'])
      expect(await codeOf(await aBook(['<worksheet/>'], target))).toBe('read')
  })

  test('is what its name says, or refused [V5.2.2]', async () => {
    const book = await writeXlsx({ name: 'x', columns: [{ header: 'a' }], rows: [] })
    const text = new TextEncoder().encode('<html>')
    expect(await codeOf(text)).toBe('file_kind_unknown')
    expect(await codeOf(book, defaultSheetLimits, 'a.csv')).toBe('file_kind_unknown')
    expect(await codeOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), defaultSheetLimits, 'a.xlsx')).toBe(
      'file_kind_unknown',
    )
    expect(await codeOf(book, defaultSheetLimits, 'a.exe')).toBe('file_kind_unknown')
  })

  test('with any byte changed, cut off or doubled is read or refused, and nothing else', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => [String(row), `名称${row}`])
    const bytes = await writeXlsx({ name: 'x', columns: [{ header: 'a' }, { header: 'b' }], rows })
    const changes = fc.array(
      fc.tuple(fc.integer({ min: 2, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 })),
      { minLength: 1, maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 4, max: bytes.length }), async (list, end) => {
        const changed = Uint8Array.from(bytes)
        for (const [place, value] of list) changed[place] = value
        for (const file of [changed, changed.subarray(0, end)])
          expect(['read', 'sheet_unreadable', 'sheet_too_large']).toContain(await codeOf(file))
      }),
      { numRuns: 200 },
    )
  })
})
