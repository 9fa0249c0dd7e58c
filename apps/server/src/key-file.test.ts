import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openKeyFile } from './key-file.ts'

test('a key file is made once, for its owner only, and read from then on [V13.3.2]', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'duibiao-key-')), 'deep', 'secret-key')
  const made = openKeyFile(file, (length) => new Uint8Array(length).fill(7))
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const read = openKeyFile(file, () => new Uint8Array(32))
  expect([...read]).toEqual([...made])
  writeFileSync(file, 'short')
  expect(() => openKeyFile(file, () => new Uint8Array(32))).toThrow(
    expect.objectContaining({ code: 'key_unreadable' }),
  )
})
