import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-triage-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...args: readonly string[]) {
  const terminal = makeMemoryTerminal(folder)
  const code = await runCommandLine(['triage', ...args], terminal)
  return { code, out: terminal.printed.join('\n'), err: terminal.warned.join('\n') }
}

const roads = ['路面塌陷', '路灯不亮', '井盖丢失', '道路积水', '人行道破损']
const schools = ['学校乱收费', '老师补课', '幼儿园入学难', '课本太贵', '教师工资']
const rows = ['东街', '西街', '新村', '老城', '河边', '花园'].flatMap((place) => [
  ...roads.map((text) => `${place}${text},道路`),
  ...schools.map((text) => `${place}${text},教育`),
])
writeFileSync(path.join(folder, 'learnt.csv'), `subject,label\n${rows.join('\n')}\n,道路\n没有类别的,\n`)
const asked = [
  { body: '桥头路面塌陷了', label: '道路' },
  { body: '村小学校乱收费', label: '教育' },
  { body: '东街路灯不亮', label: '道路' },
]
writeFileSync(path.join(folder, 'asked.jsonl'), asked.map((one) => JSON.stringify(one)).join('\n'))
const learning = ['--train', 'learnt.csv', '--text', 'subject,body', '--label', 'label']

test('files of other kinds and columns are asked; what was learnt word by word does not count', async () => {
  const { code, out, err } = await run('evaluate', ...learning, '--test', 'asked.jsonl', '--json')
  expect([code, err]).toEqual([0, ''])
  const report: unknown = JSON.parse(out)
  expect(report).toMatchObject({ learnt: 60, asked: 2, rows_unused: 2, macro_f1: 1 })
  expect(report).toMatchObject({ leaked_left_out: 1 })
})

test('a text that was learnt and is asked again is left out of the score', async () => {
  const { out } = await run(
    'evaluate',
    ...learning,
    '--test',
    'learnt.csv',
    'asked.jsonl',
    '--text',
    'subject',
    'body',
    '--json',
  )
  expect(JSON.parse(out)).toMatchObject({ leaked_left_out: 60 })
})

test('without files to ask the folds are, and a person reads a table with what was not used', async () => {
  const { code, out, err } = await run('evaluate', ...learning, '--folds', '3')
  expect(code).toBe(0)
  expect(out).toMatch(/宏平均 F1 +[\d.]+ \([\d.]+ [\d.]+ [\d.]+\)/)
  expect(out).toMatch(/教育 +30 +0 +1.000/)
  expect(err.split('\n')).toEqual([
    'learnt.csv:62 cell_empty subject, body 为空，这一行未使用',
    'learnt.csv:63 cell_empty label 为空，这一行未使用',
  ])
})

test('a model is trained, read again and tells category, probability and words', async () => {
  expect((await run('train', ...learning, '--out', 'model.triage')).code).toBe(0)
  const { out } = await run('classify', 'asked.jsonl', '--model', 'model.triage', '--json')
  const [first] = out.split('\n')
  expect(JSON.parse(first ?? '')).toMatchObject({
    line: 1,
    choices: [{ category: '道路' }, { category: '教育' }],
  })
  expect((await run('classify', 'asked.jsonl', '--model', 'model.triage')).out).toMatch(
    /^asked\.jsonl:1 .*道路/,
  )
  const bytes = readFileSync(path.join(folder, 'model.triage'))
  writeFileSync(path.join(folder, 'cut.triage'), bytes.subarray(0, bytes.length / 2))
  const cut = await run('classify', 'asked.jsonl', '--model', 'cut.triage')
  expect([cut.code, cut.err]).toEqual([1, expect.stringContaining('model_unreadable')])
})

test('names of categories are enough to begin with', async () => {
  writeFileSync(path.join(folder, 'names.csv'), 'label,name\n道路,路面\n道路,井盖\n教育,学校\n教育,老师\n')
  writeFileSync(path.join(folder, 'none.csv'), 'subject,label\n路面坏了,道路\n')
  const given = ['--train', 'none.csv', '--text', 'subject', '--label', 'label', '--words', 'names.csv']
  expect((await run('train', ...given, '--out', 'cold.triage')).code).toBe(0)
  writeFileSync(path.join(folder, 'new.csv'), 'subject,other\n老师骂人,1\n')
  expect((await run('classify', 'new.csv', '--model', 'cold.triage')).out).toContain('不确定（教育')
})

test.each([
  [
    ['--train', 'learnt.csv', '--text', 'title', '--label', 'label'],
    1,
    'columns_missing: 文件“learnt.csv”没有需要的列（title），它的列是：subject, label',
  ],
  [['--train', 'learnt.csv', '--text', 'subject', '--label', 'class'], 1, 'columns_missing'],
  [['--train', 'nowhere.csv', '--text', 'subject', '--label', 'label'], 1, 'file_unreadable'],
  [['--train', 'one.csv', '--text', 'subject', '--label', 'label'], 1, 'training_too_small'],
  [['--train', 'learnt.csv', '--text', 'subject'], 2, '--label'],
])('evaluate %j says what is wrong', async (args, expected, words) => {
  writeFileSync(
    path.join(folder, 'one.csv'),
    'subject,label\n路面,道路\n井盖,道路\n路灯,道路\n桥,道路\n灯,道路\n',
  )
  const { code, err } = await run('evaluate', ...args)
  expect(code).toBe(expected)
  expect(err).toContain(words)
})
