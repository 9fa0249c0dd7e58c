import { expect, test } from 'vitest'
import type { Example } from './fold.ts'
import { makeIssueBook } from './issue.ts'
import type { Report } from './issue.ts'
import { checkReply, replyFingerprint } from './reply-check.ts'
import { openModel } from './suggestion.ts'
import { trainModel } from './training.ts'

// What nobody should write and somebody will, in what the other tests of these parts do not hold.

const day = 86_400_000
const start = Date.UTC(2026, 2, 2)

function aReport(given: Partial<Report> & Pick<Report, 'id'>): Report {
  return {
    person: given.id,
    likes: 0,
    at: start,
    texts: { title: '搅拌站噪音扰民', body: '丽景新城旁边的搅拌站半夜施工，噪音扰民' },
    ...given,
  }
}

test.each([
  ['in traditional characters', { title: '攪拌站噪音擾民', body: '麗景新城旁邊的攪拌站半夜施工，噪音擾民' }],
  [
    'with what cannot be seen between its characters',
    { title: '搅\u200b拌\u2060站噪\u00ad音扰民', body: '丽景新城旁边的搅拌站半夜施工，噪音扰民' },
  ],
  [
    'in full width, with blanks',
    { title: '搅拌站　噪音扰民', body: '丽景新城旁边的 搅拌站 半夜施工，噪音扰民' },
  ],
  [
    'with a language that nobody reads around it',
    { title: '搅拌站噪音扰民 ʔʕʖ', body: 'Привет! 丽景新城旁边的搅拌站半夜施工，噪音扰民 😡' },
  ],
])('the same complaint %s is of the same issue', (_name, texts) => {
  const book = makeIssueBook()
  const { issue } = book.add(aReport({ id: 'a' }))
  expect(book.add(aReport({ id: 'b', at: start + 1, texts })).issue).toBe(issue)
})

test('ten thousand people who send one text are ten thousand people, and the issue answers in time', () => {
  const book = makeIssueBook()
  for (let number = 0; number < 10_000; number++)
    book.add(aReport({ id: `m${number}`, person: `p${number}`, at: start + number }))
  const [issue] = book.issues({ now: start + day, leastPeople: 2 })
  expect(issue?.facts.people).toBe(10_000)
})

test('likes that one person collects on many copies heat an issue no more than on the most liked one', () => {
  const [once, often] = [makeIssueBook(), makeIssueBook()]
  once.add(aReport({ id: 'a', likes: 50 }))
  for (let number = 0; number < 200; number++)
    often.add(aReport({ id: `m${number}`, person: 'a', likes: 50, at: start + number }))
  const asked = { now: start + day, leastPeople: 1 }
  expect(often.issues(asked)[0]?.heat).toBe(once.issues(asked)[0]?.heat)
})

const words = {
  道路: ['路面塌陷', '路灯不亮', '井盖丢失', '坑洼积水', '人行道破损'],
  教育: ['学校收费', '老师补课', '幼儿园入学', '课本太贵', '教师工资'],
  医疗: ['医院挂号', '药品涨价', '护士态度', '医保报销', '门诊排队'],
}
const names = Object.keys(words)
const places = ['东街', '西街', '新村', '老城', '河边', '花园', '码头', '车站']

function makeExamples(): readonly Example[] {
  return Object.entries(words).flatMap(([category, complaints]) =>
    complaints.flatMap((complaint) =>
      places.map((place) => ({ texts: { text: `${place}的${complaint}，请处理` }, category })),
    ),
  )
}

const settings = { fields: ['text'], seed: 1 }

test('a fifth of wrong labels takes no category away, and what is said with certainty becomes less', () => {
  const poisoned = makeExamples().map((one, index) =>
    index % 5 === 0 ? { ...one, category: names[(names.indexOf(one.category) + 1) % 3] ?? '' } : one,
  )
  const [sound, spoilt] = [makeExamples(), poisoned].map((examples) =>
    openModel(trainModel(examples, settings)),
  )
  for (const [category, complaints] of Object.entries(words)) {
    for (const complaint of complaints) {
      const texts = { text: `南街的${complaint}` }
      const [first] = spoilt?.suggest(texts).choices ?? []
      expect(first?.category).toBe(category)
      expect(first?.probability).toBeLessThan(sound?.suggest(texts).choices[0]?.probability ?? 0)
    }
  }
})

test('examples of nothing, of emoji and of a hundred thousand characters are learnt beside the others and spoil none', () => {
  const odd = ['', ' \n', '😀😀', '\u200b\u200b', '一', '路'.repeat(100_000), '0'.repeat(100_000)]
  const bad = odd.flatMap((text) => names.map((category) => ({ texts: { text }, category })))
  const asked = openModel(trainModel([...makeExamples(), ...bad], settings))
  for (const [category, complaints] of Object.entries(words))
    for (const complaint of complaints)
      expect(asked.suggest({ text: complaint }).choices[0]?.category).toBe(category)
})

const message = '小区门口的路灯坏了两个月。请问什么时候能修好路灯？'

function kindsOf(reply: string, asked = message): readonly string[] {
  return checkReply({ message: asked, reply, earlier: new Map() }).map(({ kind }) => kind)
}

test.each([
  ['in traditional characters', '經查，路燈電纜被挖斷。我們將盡快處理路燈。', ['promise_without_date']],
  [
    'with what cannot be seen between its characters',
    '经\u200b查，路灯电缆被挖断。我们将尽\u2060快处理路灯。',
    ['promise_without_date'],
  ],
  ['with a date in full width', '经查，路灯电缆被挖断。我们将尽快处理路灯，３月２０日前修好。', []],
  ['of one character, without a word or only of emoji', '好', ['demand_not_met']],
  ['only of emoji', '😀😀', ['demand_not_met']],
  ['only of what cannot be seen', '\u200b\u200b', ['demand_not_met']],
])('a reply %s is read for what it says', (_name, reply, kinds) => {
  expect(kindsOf(reply)).toEqual(kinds)
})

test('a reply in disguise has the fingerprint of the plain one, and one without words has none', () => {
  const plain = replyFingerprint('路灯经查已修复。')
  expect(replyFingerprint('路\u200b燈 經查，已修復！')).toBe(plain)
  expect(replyFingerprint('网友UU0081234：路灯经查已修复')).toBe(
    replyFingerprint('网友A0001，路灯经查已修复'),
  )
  expect(['', '😀', '12345', '，。！'].map(replyFingerprint)).toEqual(['', '', '', ''])
})

test.each([
  ['digits', '1'],
  ['letters', 'a'],
  ['promises', '将尽快处理。'],
  ['demands', '请修路灯吗？'],
  ['blanks', ' '],
  ['colons', '好：'],
  ['numbers of days', '一二三四五六七八九十'],
])('a hundred thousand characters of %s cost no more time than a person waits', (_name, piece) => {
  const long = piece.repeat(100_000 / piece.length)
  const varied = Array.from({ length: 10_000 }, (_, number) => `请修${number.toString(36)}路灯。`).join('')
  const began = performance.now()
  const findings = checkReply({ message: varied, reply: long, earlier: new Map() })
  checkReply({ message: long, reply: varied, earlier: new Map() })
  replyFingerprint(long)
  expect(performance.now() - began).toBeLessThan(3000)
  for (const finding of findings) if ('text' in finding) expect(finding.text.length).toBeLessThanOrEqual(120)
})
