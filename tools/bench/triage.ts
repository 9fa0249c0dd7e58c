/**
 * Figures of triage on the messages of ../shared: categories by folds, two large issues, and a stream of messages.
 * `node tools/bench/triage.ts [MESSAGES]`, 100,000 when not said. Times are of the processor, so that others at work on
 * the same machine do not count.
 */
import { existsSync, readFileSync } from 'node:fs'
import { readWholeSheet } from '@duibiao/sheet'
import {
  chooseIssue,
  crossValidate,
  evaluate,
  identityOf,
  makeIssueBook,
  makeRecentIndex,
  neighboursAsked,
  openModel,
  readModel,
  trainModel,
  writeModel,
} from '@duibiao/triage'
import type { Example, Report } from '@duibiao/triage'
import { printTable } from './figure.ts'
import type { Figure } from './figure.ts'

const folder = new URL('../../../shared/data/civic/', import.meta.url)
const settings = { fields: ['text'], seed: 1 }

async function readExamples(name: string, column: string): Promise<readonly Example[]> {
  const { records } = await readWholeSheet({ name, bytes: readFileSync(new URL(name, folder)) })
  const examples = records.map(({ cells }) => ({
    texts: { text: cells.get(column)?.text ?? '' },
    category: cells.get('label')?.text ?? '',
  }))
  return [...new Map(examples.map((one) => [identityOf(one.texts, settings.fields), one])).values()]
}

function readReports(): readonly Report[] {
  type Row = { readonly [name in 'id' | 'user' | 'subject' | 'body' | 'time']: string } & {
    readonly up: number
  }
  return readFileSync(new URL('messages.jsonl', folder), 'utf8')
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line))
    .map(({ id, user, subject, body, time, up }) => ({
      id,
      person: user,
      likes: up,
      at: Date.parse(`${time.replace(' ', 'T')}+08:00`),
      texts: { title: subject, body },
    }))
    .toSorted((one, other) => one.at - other.at)
}

/** Milliseconds of the processor. */
function processorTime(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function measureCategories(title: string, examples: readonly Example[], least: number): readonly Figure[] {
  const score = evaluate(crossValidate(examples, { ...settings, folds: 5 }).flat())
  const aims: readonly (readonly [string, number, number, boolean])[] = [
    ['macro-F1, 5 folds', score.macroF1, least, true],
    ['truth among the first two', score.topTwo, 0.98, true],
    ['right among the 70 % most confident', score.confident['70'], 0.98, true],
    ['expected calibration error', score.calibrationError, 0.03, false],
  ]
  return aims.map(([what, value, aim, isLeast]) => ({
    title: `${title}: ${what}`,
    value: Math.round(value * 10_000) / 100,
    unit: '%',
    aim: `${isLeast ? '≥' : '≤'} ${aim * 100}`,
    holds: isLeast ? value >= aim : value <= aim,
  }))
}

function measureModel(examples: readonly Example[]): readonly Figure[] {
  let model = trainModel(examples.slice(0, 500), settings)
  const training = processorTime(() => {
    model = trainModel(examples, settings)
  })
  const memory = (process.resourceUsage().maxRSS * 1024) / 1e6
  const file = writeModel(model)
  const classifier = openModel(readModel(file))
  const asking = processorTime(() => {
    for (const { texts } of examples) classifier.suggest(texts)
  })
  const [bytes, each] = [file.length / 1e6, asking / examples.length]
  return [
    { title: 'training on all', value: training / 1000, unit: 's', aim: '< 10', holds: training < 10_000 },
    { title: 'most memory while training', value: memory, unit: 'MB', aim: '< 1000', holds: memory < 1000 },
    { title: 'model file', value: bytes, unit: 'MB', aim: '< 5', holds: bytes < 5 },
    { title: 'one message, after loading', value: each, unit: 'ms', aim: '< 0.5', holds: each < 0.5 },
  ]
}

/** The two issues are known by their words: place and topic in title or body. */
const knownIssues = [
  { name: '丽发新城搅拌站', place: /丽发新城/, topic: /搅拌/ },
  { name: '伊景园车位', place: /伊景园|伊.园滨河/, topic: /车位|捆绑/ },
] as const

function measureIssues(reports: readonly Report[]): readonly Figure[] {
  const book = makeIssueBook()
  const placed = reports.map((report) => book.add(report).issue)
  return knownIssues.flatMap(({ name, place, topic }) => {
    const wanted = reports.map(({ texts }) => {
      const text = `${texts['title'] ?? ''}${texts['body'] ?? ''}`
      return place.test(text) && topic.test(text)
    })
    const found = new Map<number, number>()
    for (const [index, issue] of placed.entries())
      if (wanted[index] === true) found.set(issue, (found.get(issue) ?? 0) + 1)
    const [issue, hits] = [...found].toSorted(([, one], [, other]) => other - one)[0] ?? [-1, 0]
    const recall = hits / wanted.filter(Boolean).length
    const purity = hits / placed.filter((one) => one === issue).length
    return [
      { title: `${name}: recall`, value: recall * 100, unit: '%', aim: '≥ 95', holds: recall >= 0.95 },
      { title: `${name}: purity`, value: purity * 100, unit: '%', aim: '≥ 90', holds: purity >= 0.9 },
    ]
  })
}

/** Messages that never were: title and beginning of one, end of another, so that none is a copy. */
function* mixReports(reports: readonly Report[], count: number): Generator<Report> {
  for (let number = 0; number < count; number++) {
    const one = reports[number % reports.length]
    const other = reports[(number * 7 + Math.floor(number / reports.length) * 131 + 1) % reports.length]
    if (one === undefined || other === undefined) return
    const [body, end] = [one.texts['body'] ?? '', other.texts['body'] ?? '']
    const texts = {
      title: `${(one.texts['title'] ?? '').slice(0, 8)}${(other.texts['title'] ?? '').slice(-8)}`,
      body: `${body.slice(0, 80)}${end.slice(-200)}`,
    }
    yield { ...one, id: String(number), at: one.at + number * 1000, texts }
  }
}

function measureStream(reports: readonly Report[], count: number): readonly Figure[] {
  const book = makeIssueBook()
  const last = Math.floor(count / 10)
  const stream = [...mixReports(reports, count)]
  const all = processorTime(() => {
    for (const report of stream.slice(0, count - last)) book.add(report)
  })
  const end = processorTime(() => {
    for (const report of stream.slice(count - last)) book.add(report)
  })
  const [mean, late] = [all / (count - last), end / last]
  return [
    { title: `stream of ${count}: a message, mean`, value: mean, unit: 'ms', aim: '< 3', holds: mean < 3 },
    {
      title: `stream of ${count}: a message, last tenth`,
      value: late,
      unit: 'ms',
      aim: '< 3',
      holds: late < 3,
    },
    { title: 'memory after the stream', value: process.memoryUsage().rss / 1e6, unit: 'MB' },
  ]
}

/** As the service does it: the newest messages in a memory that is bounded, and an issue for each. */
function measureRecent(reports: readonly Report[], count: number): readonly Figure[] {
  const most = 16_000
  const index = makeRecentIndex(most)
  const issues = new Map<string, string>()
  function take(report: Report): void {
    const neighbours = index.resembling(report, neighboursAsked)
    const known = neighbours.map(({ id, likeness }) => ({ issue: issues.get(id) ?? id, likeness }))
    issues.set(report.id, chooseIssue(known) ?? report.id)
    index.add(report.id, report)
  }
  const before = process.memoryUsage().rss
  const time = processorTime(() => {
    for (const report of mixReports(reports, count)) take(report)
  })
  const [mean, memory] = [time / count, (process.memoryUsage().rss - before) / 1e6]
  const title = `of the newest ${most}, stream of ${count}`
  return [
    { title: `${title}: a message, mean`, value: mean, unit: 'ms', aim: '< 3', holds: mean < 3 },
    { title: `${title}: memory more than before`, value: memory, unit: 'MB' },
  ]
}

if (existsSync(folder)) {
  const count = Number(process.argv[2] ?? 100_000)
  const titles = await readExamples('labelled_titles.csv', 'subject')
  const bodies = await readExamples('labelled_bodies.jsonl', 'body')
  // First, while the process holds nothing else: the memory is that of training.
  printTable(measureModel([...titles, ...bodies]))
  printTable(measureCategories('titles', titles, 0.86))
  printTable(measureCategories('bodies', bodies, 0.9))
  const reports = readReports()
  printTable(measureIssues(reports))
  // Before the other one, while the process holds little else.
  printTable(measureRecent(reports, count))
  printTable(measureStream(reports, count))
} else console.log('skipped: the folder ../shared with messages is not here')
