import type { Random } from '@duibiao/testkit'

/** A file of messages of which it is known which rows are good. */
export interface RowFile {
  readonly text: string
  /** Ids of the good rows, in the order of the file. */
  readonly good: readonly string[]
  /** Lines that findings must name, from 1. */
  readonly bad: readonly number[]
}

type Fields = { readonly [name: string]: unknown }

const names = ['id', 'user', 'subject', 'time', 'body'] as const

/** Ways to spoil a row, each so that nobody could take it in. */
const spoils: readonly ((row: Fields) => Fields)[] = [
  (row) => ({ ...row, time: '2026-02-30 09:00:00' }),
  (row) => ({ ...row, time: 'yesterday' }),
  (row) => ({ ...row, time: '' }),
  (row) => ({ ...row, subject: '' }),
  (row) => ({ ...row, body: '   ' }),
  (row) => ({ ...row, id: '' }),
  (row) => ({ ...row, id: 'x'.repeat(101) }),
  (row) => ({ ...row, subject: '长'.repeat(501) }),
  (row) => ({ ...row, body: `a${'\u0000'}b` }),
  (row) => ({ ...row, time: '9999-99-99 99:99' }),
]

const brokenJson: readonly string[] = [
  '{',
  '[]',
  'null',
  '7',
  '"x"',
  '{"id": }',
  'not json',
  '{"id":"1"',
  '\u0000',
  '{}',
]

/** Some rows spoilt, the others untouched: exactly the good ones are to come in. */
export function spoilRows(random: Random, rows: readonly Fields[], kind: 'csv' | 'jsonl'): RowFile {
  const lines: string[] = kind === 'csv' ? [names.join(',')] : []
  const good: string[] = []
  const bad: number[] = []
  for (const row of rows) {
    const line = lines.length + 1
    const isBad = random.next() < 0.3
    if (!isBad) good.push(String(row['id']))
    else bad.push(line)
    if (isBad && random.next() < 0.3) {
      lines.push(kind === 'csv' ? random.pick(['x', 'a,b', 'a,b,c,d,e,f', ',']) : random.pick(brokenJson))
      continue
    }
    const given = isBad ? random.pick(spoils)(row) : row
    lines.push(
      kind === 'csv' ? names.map((name) => cell(String(given[name]))).join(',') : JSON.stringify(given),
    )
  }
  return { text: lines.join(random.pick(['\n', '\r\n'])), good, bad }
}

function cell(value: string): string {
  return `"${value.replaceAll('"', '""')}"`
}
