import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { formatInstant, parseInstant } from '@duibiao/base'
import { afterAll, describe, expect, test } from 'vitest'
import { maskPersonal } from './message.ts'
import { readMapping } from './mapping-file.ts'
import { readMessageFile } from './message-file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-messages-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(name: string, content: string | Uint8Array) {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return readMessageFile(file, name)
}

function codesOf(findings: ReturnType<typeof read>['findings']): readonly string[] {
  return findings.map(({ line, code }) => `${line} ${code}`)
}

const good = '{"id":1,"user":"M1","subject":"路灯不亮","time":"2026-03-02 09:30:00","body":"三天了"}'

describe('JSON Lines', () => {
  test('bad rows are listed with their line, and the good ones taken in the order of time', () => {
    const { messages, findings } = read(
      'bad.jsonl',
      [
        good,
        'not json',
        '[1]',
        '',
        '{"id":2,"subject":"","time":"2026-13-01","body":"x"}',
        '{"id":1,"subject":"又一件","time":"2026-03-03","body":"y"}',
        '{"id":"3","subject":"早一件","time":"2026/3/1 8:05","body":"z"}',
        '{"id":4,"subject":"a\\u0000b","time":"2026-03-01T08:00:00+08:00","body":"z"}',
        '{"id":{"a":1},"subject":"s","time":"2026-03-01","body":"z"}',
      ].join('\r\n'),
    )
    expect(codesOf(findings)).toEqual([
      '2 row_malformed',
      '3 row_malformed',
      '5 field_missing',
      '5 time_malformed',
      '6 message_twice',
      '8 field_unstorable',
      '9 field_missing',
    ])
    expect(messages.map(({ id, sentAt }) => [id, formatInstant(sentAt)])).toEqual([
      ['3', '2026-03-01T00:05:00.000Z'],
      ['1', '2026-03-02T01:30:00.000Z'],
    ])
    expect(findings.every(({ zh, en, file }) => zh !== '' && en !== '' && file === 'bad.jsonl')).toBe(true)
  })

  test('an empty file has no messages and no faults', () => {
    expect(read('empty.jsonl', '')).toEqual({ messages: [], findings: [] })
  })
})

describe('CSV', () => {
  const head = 'id,user,subject,time,body\n'

  test('line breaks inside a cell do not shift the line that a finding names', () => {
    const { messages, findings } = read(
      'rows.csv',
      `${head}1,M1,路灯,2026-03-02 09:30,"第一行\n第二行"\n2,M2,缺时间,,x\n3,M3,少一列,2026-03-02\n`,
    )
    expect(messages).toMatchObject([{ id: '1', body: '第一行\n第二行' }])
    expect(codesOf(findings)).toEqual(['4 field_missing', '5 row_malformed'])
  })

  test('GB 18030, as spreadsheets save it, and a byte order mark are read', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${head}1,M1,`),
      Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]),
      Buffer.from(',2026-03-02,x\n'),
    ])
    expect(read('gb.csv', bytes).messages[0]?.subject).toBe('路灯')
    expect(read('bom.csv', `\uFEFF${head}1,M1,s,2026-03-02,x\n`).messages).toHaveLength(1)
  })

  test('broken quotes end the reading where they are, and what came before is taken', () => {
    const { messages, findings } = read('quotes.csv', `${head}1,M1,s,2026-03-02,x\n2,M2,"s,2026-03-02,y\n`)
    expect(messages).toHaveLength(1)
    expect(codesOf(findings)).toEqual(['3 csv_malformed'])
  })

  test('missing columns are told once, not per row', () => {
    expect(codesOf(read('columns.csv', 'id,subject\n1,s\n2,t\n').findings)).toEqual(['1 column_missing'])
  })
})

describe('damaged bytes', () => {
  const rows = ['路灯', '井盖', '积水'].map((subject, index) =>
    Buffer.from(`{"id":${index},"subject":"${subject}","time":"2026-03-02","body":"${subject}坏了三天"}\n`),
  )
  const broken = Buffer.concat([rows[1] ?? Buffer.of(), Buffer.of()])
  broken[broken.length - 5] = 0xff

  test('one bad byte costs its own row, and the other rows keep their words', () => {
    const { messages, findings } = read(
      'byte.jsonl',
      Buffer.concat([...rows.slice(0, 1), broken, ...rows.slice(2)]),
    )
    expect(messages.map(({ subject, body }) => [subject, body])).toEqual([
      ['路灯', '路灯坏了三天'],
      ['积水', '积水坏了三天'],
    ])
    expect(codesOf(findings)).toEqual(['2 row_damaged'])
  })

  test('a file with no sound line at all is still not read as GB 18030 when it is mostly UTF-8', () => {
    const { messages, findings } = read('only.jsonl', broken)
    expect([messages, codesOf(findings)]).toEqual([[], ['1 row_damaged']])
  })

  test('a row of GB 18030 with a bad byte is left out, the others are read', () => {
    const good = Buffer.concat([
      Buffer.from('1,M1,'),
      Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]),
      Buffer.from(',2026-03-02,x\n'),
    ])
    const bad = Buffer.concat([
      Buffer.from('2,M2,'),
      Buffer.from([0xc2, 0xb7, 0xff]),
      Buffer.from(',2026-03-02,x\n'),
    ])
    const head = Buffer.from('id,user,subject,time,body\n')
    const { messages, findings } = read('gb-bad.csv', Buffer.concat([head, good, bad]))
    expect(messages.map(({ subject }) => subject)).toEqual(['路灯'])
    expect(codesOf(findings)).toEqual(['3 row_damaged'])
  })
})

test('a message later than now is a finding', () => {
  const file = path.join(folder, 'future.jsonl')
  writeFileSync(file, `${good}\n${good.replace('"id":1', '"id":2').replace('2026', '2062')}`)
  const now = parseInstant('2026-03-02T09:30:00+08:00')
  const { messages, findings } = readMessageFile(file, 'future.jsonl', { now })
  expect(messages.map(({ id }) => id)).toEqual(['1'])
  expect(codesOf(findings)).toEqual(['2 time_in_future'])
})

test('other names of columns come from a mapping', () => {
  const mappingFile = path.join(folder, 'mapping.yaml')
  writeFileSync(mappingFile, 'id: 编号\nsubject: 主题\ntime: 时间\nbody: 内容\n')
  const file = path.join(folder, 'mapped.csv')
  writeFileSync(file, '编号,主题,时间,内容\n7,路灯,2026-03-02,不亮\n')
  const { messages, findings } = readMessageFile(file, 'mapped.csv', {
    mapping: readMapping(mappingFile, 'mapping.yaml'),
  })
  expect(findings).toEqual([])
  expect(messages).toMatchObject([{ id: '7', user: '', subject: '路灯' }])
  writeFileSync(mappingFile, 'nummer: 编号\n')
  expect(() => readMapping(mappingFile, 'mapping.yaml')).toThrow('mapping_invalid')
})

test('a file of another kind and one that is not there are refused with what to do', () => {
  expect(() => read('messages.xlsx', '')).toThrow('file_kind_unknown')
  expect(() => readMessageFile(path.join(folder, 'none.csv'), 'none.csv')).toThrow('ENOENT')
})

test('numbers that name a person are masked in a subject, other numbers stay', () => {
  expect(maskPersonal('请联系13812345678或022-12345678')).toBe('请联系138****5678或022-*******')
  expect(maskPersonal('身份证12010119900101123X的补贴')).toBe('身份证1201**************的补贴')
  expect(maskPersonal('订单20260302123456，3号楼')).toBe('订单20260302123456，3号楼')
})
