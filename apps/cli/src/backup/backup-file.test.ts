import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkBackup, writeBackup } from './backup-file.ts'
import type { BackupContents, BackupLine } from './backup-file.ts'

const secret = Buffer.from('correct horse battery')
const content = Buffer.from('a photograph')
const digest = createHash('sha256').update(content).digest('hex')
const other = createHash('sha256').update('another').digest('hex')

function dumpOf(evidence: readonly string[], said = evidence.length): readonly BackupLine[] {
  return [
    { line: 'header', format: 'duibiao-dump', version: 1, at: '', migrations: [], months: [], archived: [] },
    {
      line: 'table',
      table: 'evidence',
      columns: [
        { name: 'district_id', type: 'integer' },
        { name: 'digest', type: 'text' },
      ],
    },
    { line: 'rows', rows: evidence.map((one) => ['1', one]) },
    { line: 'end', counts: { evidence: said }, counters: {} },
  ]
}

function fileOf(name: string, ...pieces: readonly string[]): readonly BackupLine[] {
  return pieces.map((piece, index) => ({
    line: 'file',
    path: `evidence/1/${name.slice(0, 2)}/${name}`,
    isFirst: index === 0,
    data: Buffer.from(piece).toString('base64'),
  }))
}

/** Writes a backup that is sealed as it should be, whatever its lines are, and looks at it. */
async function check(lines: readonly BackupLine[]): Promise<BackupContents> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'duibiao-backup-')), 'one')
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const cost = { logN: 4, r: 8, p: 1 }
  await writeBackup(file, { secret, random, cost }, async (put) => {
    for (const line of lines) await put(line)
  })
  return checkBackup(file, secret)
}

describe('what a backup holds', () => {
  test('is told when every table has the rows it should have, and every file its content', async () => {
    const lines = [...dumpOf([digest]), ...fileOf(digest, 'a photo', 'graph')]
    expect(await check(lines)).toMatchObject({ counts: { evidence: 1 }, missing: [] })
  })

  test('is told with the evidence that is missing', async () => {
    const lines = [...dumpOf([digest, other]), ...fileOf(digest, 'a photograph')]
    expect(await check(lines)).toMatchObject({ counts: { evidence: 2 }, missing: [other] })
  })

  test.each<[string, readonly BackupLine[], string]>([
    ['rows are missing', dumpOf([digest], 2), 'rows of evidence'],
    ['a table is missing', [...dumpOf([]).slice(0, 1), ...dumpOf([]).slice(3)], 'rows of evidence'],
    ['a table comes twice', dumpOf([digest]).toSpliced(1, 0, ...dumpOf([]).slice(1, 2)), 'evidence twice'],
    ['it has no end', dumpOf([digest]).slice(0, 3), 'no end'],
    ['it has no header', dumpOf([digest]).slice(1), 'table'],
    ['a file has another content', [...dumpOf([digest]), ...fileOf(digest, 'a photomontage')], digest],
    ['a piece of a file is missing', [...dumpOf([digest]), ...fileOf(digest, 'a photo')], digest],
    [
      'a file begins in its middle',
      [...dumpOf([digest]), ...fileOf(digest, 'a photo', 'graph').slice(1)],
      'beginning',
    ],
  ])('is refused when %s', async (_, lines, reason) => {
    await expect(check(lines)).rejects.toMatchObject({
      code: 'backup_broken',
      params: { reason: expect.stringContaining(reason) },
    })
  })
})
