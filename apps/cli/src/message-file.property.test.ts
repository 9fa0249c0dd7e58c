import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { readMessageFile } from './message-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-mutation-'))
afterAll(() => rmSync(folder, { recursive: true }))

const sample = readFileSync(
  fileURLToPath(new URL('../../../packs/hotline/samples/messages.jsonl', import.meta.url)),
)
const lines = sample.toString().trim().split('\n')
const sheetRows = [
  'id,user,subject,time,body',
  ...lines.slice(0, 20).map((line) => {
    const message: { readonly [name: string]: unknown } = JSON.parse(line)
    return ['id', 'user', 'subject', 'time', 'body']
      .map((name) => `"${String(message[name]).replaceAll('"', '""')}"`)
      .join(',')
  }),
]
const sheet = sheetRows.join('\n')

/** Bytes of a text with some of them replaced, removed or doubled. */
function mutated(bytes: Uint8Array) {
  const change = fc.record({
    at: fc.nat(bytes.length),
    kind: fc.constantFrom('set', 'cut', 'double'),
    byte: fc.nat(255),
  })
  return fc.array(change, { minLength: 1, maxLength: 8 }).map((changes) => {
    let result = Buffer.from(bytes)
    for (const { at, kind, byte } of changes) {
      const end = Math.min(result.length, at + (byte % 40))
      if (kind === 'set' && at < result.length) result[at] = byte
      if (kind === 'cut') result = Buffer.concat([result.subarray(0, at), result.subarray(end)])
      if (kind === 'double') result = Buffer.concat([result.subarray(0, end), result.subarray(at)])
    }
    return result
  })
}

/** Bytes that are part of no ASCII character put in at some places, and which rows they fell into. */
function infested(rows: readonly Buffer[], from: number) {
  const change = fc.record({
    row: fc.integer({ min: from, max: rows.length - 1 }),
    at: fc.nat(200),
    byte: fc.integer({ min: 0x80, max: 0xff }),
  })
  return fc.array(change, { minLength: 1, maxLength: 8 }).map((changes) => {
    const result = [...rows]
    for (const { row, at, byte } of changes) {
      const bytes = result[row] ?? Buffer.of()
      // A byte between a quote and a comma would break the quotes, which ends the reading there.
      const inside = bytes.findIndex(
        (_, index) => index > at && ![0x22, 0x2c].includes(bytes[index - 1] ?? 0),
      )
      const place = inside === -1 ? bytes.length - 1 : inside
      result[row] = Buffer.concat([bytes.subarray(0, place), Buffer.of(byte), bytes.subarray(place)])
    }
    return {
      content: Buffer.concat(result.flatMap((row) => [row, Buffer.from('\n')])),
      touched: new Set(changes.map(({ row }) => row)),
    }
  })
}

const jsonRows = lines.slice(0, 20)
test.each([
  ['.jsonl', jsonRows, 0],
  ['.csv', sheetRows, 1],
])('rows of a %s file that no damaged byte fell into keep every word', (ending, texts, from) => {
  const file = path.join(folder, `infested${ending}`)
  writeFileSync(file, texts.join('\n'))
  const { messages: whole } = readMessageFile(file, 'f')
  expect(whole).toHaveLength(20)
  const rows = texts.map((text) => Buffer.from(text))
  fc.assert(
    fc.property(infested(rows, from), ({ content, touched }) => {
      writeFileSync(file, content)
      const { messages } = readMessageFile(file, 'f')
      const ids = jsonRows.flatMap((text, index) =>
        touched.has(index + from) ? [] : [String(JSON.parse(text).id)],
      )
      const kept = whole.filter(({ id }) => ids.includes(id))
      expect(kept.length).toBe(20 - touched.size)
      expect(messages).toEqual(expect.arrayContaining(kept))
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['.jsonl', Buffer.from(lines.slice(0, 20).join('\n'))],
  ['.csv', Buffer.from(sheet)],
])(
  'a damaged %s file gives findings with a line and never more messages than rows, and never fails',
  (ending, bytes) => {
    const file = path.join(folder, `mutated${ending}`)
    fc.assert(
      fc.property(mutated(bytes), (content) => {
        writeFileSync(file, content)
        const { messages, findings } = readMessageFile(file, 'f')
        const rows = content.toString('latin1').split('\n').length
        expect(messages.length).toBeLessThanOrEqual(rows)
        expect(findings.every(({ line }) => line >= 1 && line <= rows + 1)).toBe(true)
        expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length)
      }),
      { numRuns: 500 },
    )
  },
)
