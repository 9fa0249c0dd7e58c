import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guardFormula, looksLikeFormula, unguardFormula, writeCsv } from './index.ts'
import { readWholeSheet } from './sheet-read.ts'

const utf8 = new TextEncoder()

async function read(
  name: string,
  content: string | Uint8Array,
): Promise<{
  readonly rows: readonly (readonly [number, ...string[]])[]
  readonly headers: readonly string[]
  readonly faults: readonly (readonly [number, string])[]
}> {
  const bytes = typeof content === 'string' ? utf8.encode(content) : content
  const { records, findings } = await readWholeSheet({ name, bytes })
  return {
    rows: records.map(({ row, cells }) => [row, ...[...cells.values()].map(({ text }) => text)]),
    headers: [...(records[0]?.cells.keys() ?? [])],
    faults: findings.map(({ row, code }) => [row, code]),
  }
}

describe('CSV', () => {
  test('is read in UTF-8 with and without mark, and in GB 18030', async () => {
    const plain = '工号,姓名\r\n0001,李明\r\n'
    // The same in GB 18030.
    const gb = Uint8Array.from(Buffer.from('b9a4bac52cd0d5c3fb0a303030312cc0eec3f70a', 'hex'))
    for (const content of [plain, `\uFEFF${plain}`, gb]) {
      expect(await read('a.csv', content)).toEqual({
        headers: ['工号', '姓名'],
        rows: [[2, '0001', '李明']],
        faults: [],
      })
    }
  })

  test.each([',', ';', '\t'])(
    'is read with cells apart by %j, rows counted as a spreadsheet shows them',
    async (sign) => {
      const text = `a${sign}b\n"x\ny${sign}"${sign}2\n\n3${sign}4\n`
      expect((await read('a.csv', text)).rows).toEqual([
        [2, `x\ny${sign}`, '2'],
        [4, '3', '4'],
      ])
    },
  )

  test('has titles above its headers passed over, and short rows filled', async () => {
    const { headers, rows } = await read('a.csv', '明湖区人员名单\n\n工号,姓名\n0001\n')
    expect(headers).toEqual(['工号', '姓名'])
    expect(rows).toEqual([[4, '0001', '']])
  })

  test('with a damaged byte loses that row and no other', async () => {
    const bytes = utf8.encode('工号,姓名\n0001,李明\n0002,王芳\n')
    const damaged = Uint8Array.from(bytes)
    damaged[damaged.length - 3] = 0xff
    const { rows, faults } = await read('a.csv', damaged)
    expect(rows).toEqual([[2, '0001', '李明']])
    expect(faults).toEqual([[3, 'row_damaged']])
  })

  test('written by us has no formula in it, and reads back as it was [V1.2.10]', async () => {
    const any = fc.string({ unit: 'grapheme', maxLength: 12 })
    const nasty = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '＝', '＋', '－', '＠', "'"), any)
      .map(([sign, text]) => sign + text)
    // A lone return ends a row for every reader, and a mark at the front is one of the file.
    const texts = fc.oneof(any, nasty).filter((text) => !/[\r\uFEFF]/.test(text) && text.isWellFormed())
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 20 }), async (list) => {
        let text = ''
        for await (const line of writeCsv(
          ['甲', '乙'],
          list.map((one) => [one, 1]),
        ))
          text += line
        const cells: readonly (readonly string[])[] = parse(text, { bom: true })
        expect(cells.flat().filter(looksLikeFormula)).toEqual([])
        expect((await read('a.csv', text)).rows.map(([, cell]) => cell)).toEqual(list)
      }),
      { numRuns: 200 },
    )
  })

  test('a guard is taken off where one was put', () => {
    for (const text of ['=1', '+1', '-1', '@a', '\t', '\r', '\n', '\u0000', '＝', '＋', '－', '＠']) {
      expect(guardFormula(text)).toBe(`'${text}`)
      expect(unguardFormula(guardFormula(text))).toBe(text)
    }
    expect(guardFormula('a=1')).toBe('a=1')
    expect(unguardFormula("'a")).toBe("'a")
  })
})

describe('JSON', () => {
  test('lines are records, and a bad one is told', async () => {
    const { rows, faults } = await read('a.jsonl', '{"id":"1","n":2,"l":["a","b"],"x":null}\n\n[1]\n{bad\n')
    expect(rows).toEqual([[1, '1', '2', 'a、b', '']])
    expect(faults).toEqual([
      [3, 'row_malformed'],
      [4, 'row_malformed'],
    ])
  })

  test('features bring their shape along', async () => {
    const geometry = { type: 'Point', coordinates: [1, 2] }
    const file = JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { 名称: '湖', 级别: 3 }, geometry }, 7],
    })
    const { records, findings } = await readWholeSheet({ name: 'a.geojson', bytes: utf8.encode(file) })
    expect(records[0]).toMatchObject({ row: 1, geometry })
    expect(records[0]?.cells.get('名称')?.text).toBe('湖')
    expect(findings.map(({ row, code }) => [row, code])).toEqual([[2, 'row_malformed']])
    await expect(read('a.geojson', '{"type":"Topology"}')).rejects.toMatchObject({ code: 'sheet_unreadable' })
  })
})
