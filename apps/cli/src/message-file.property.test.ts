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
const sheet = [
  'id,user,subject,time,body',
  ...lines.slice(0, 20).map((line) => {
    const message: { readonly [name: string]: unknown } = JSON.parse(line)
    return ['id', 'user', 'subject', 'time', 'body']
      .map((name) => `"${String(message[name]).replaceAll('"', '""')}"`)
      .join(',')
  }),
].join('\n')

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
