import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkReply, replyFingerprint } from './reply-check.ts'

const message = '小区门口的路灯坏了两个月。请问什么时候能修好路灯？'
const good =
  '网友：您好！您反映的路灯问题收悉。经查，路灯电缆被挖断，已于3月5日修复，路灯恢复照明。感谢您的支持。'

function kindsOf(reply: string, asked = message): readonly string[] {
  return checkReply({ message: asked, reply, earlier: new Map() }).map(({ kind }) => kind)
}

test('a reply that answers gives no finding', () => {
  expect(kindsOf(good)).toEqual([])
})

test('a reply that only acknowledges is named, and so is what it leaves open', () => {
  expect(kindsOf('网友：您好！留言已收悉。')).toEqual(['only_acknowledges', 'demand_not_met'])
  expect(kindsOf('')).toContain('only_acknowledges')
})

test('passing on without a result is no answer; passing on with one is', () => {
  const forwarded = '您好！路灯一事属城市管理范围，我们把您说的路灯修好的诉求转交城管局。'
  expect(kindsOf(forwarded)).toContain('forwards_without_answer')
  expect(kindsOf(`${forwarded}经核实路灯已修复。`)).toEqual([])
})

test('a promise needs a date, and the finding quotes it', () => {
  const open = '经查，路灯电缆被挖断。我们将尽快处理路灯。'
  expect(checkReply({ message, reply: open, earlier: new Map() })).toEqual([
    { kind: 'promise_without_date', text: '我们将尽快处理路灯' },
  ])
  expect(kindsOf('经查，路灯电缆被挖断。我们将尽快处理路灯，3月20日前修好。')).toEqual([])
})

test('who is refused must be told how to contest it', () => {
  const refused = '经查，您关于路灯修好的申请不符合规定，决定不予受理。'
  expect(kindsOf(refused)).toEqual(['remedy_missing'])
  expect(kindsOf(`${refused}如不服，可在六十日内申请行政复议。`)).toEqual([])
})

test('the words of another reply are found again, whoever is addressed', () => {
  const earlier = new Map([[replyFingerprint('网友“A0001”：您好！路灯经查已修复。'), 'r7']])
  expect(checkReply({ message, reply: '网友“A0999”：您好，路灯经查已修复！', earlier })).toEqual([
    { kind: 'same_as_another', reply: 'r7' },
  ])
})

test('a message of no words or a hundred thousand characters is checked all the same', () => {
  expect(kindsOf(good, '')).toEqual([])
  expect(kindsOf(good, '😀')).toEqual([])
  expect(kindsOf('路'.repeat(100_000), '请修路。'.repeat(25_000)).length).toBeGreaterThanOrEqual(0)
})

const file = new URL('../../../../shared/data/civic/messages_with_replies.jsonl', import.meta.url)
const isThere = existsSync(file)
if (!isThere) console.log('skipped: the folder ../shared with replies is not here')

test.skipIf(!isThere)(
  'replies of a city: most of the short ones only acknowledge or forward, few of the long ones',
  () => {
    type Row = { readonly id: number; readonly body: string; readonly reply: string }
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line): Row => JSON.parse(line))
    const earlier = new Map<string, string>()
    const counts = new Map<string, number>()
    const empties = { short: 0, long: 0 }
    for (const { id, body, reply } of rows) {
      const kinds = new Set(checkReply({ message: body, reply, earlier }).map(({ kind }) => kind))
      for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
      const isEmpty = kinds.has('only_acknowledges') || kinds.has('forwards_without_answer')
      if (isEmpty) empties[reply.length < 60 ? 'short' : 'long'] += 1
      const fingerprint = replyFingerprint(reply)
      if (!earlier.has(fingerprint)) earlier.set(fingerprint, String(id))
    }
    const short = rows.filter(({ reply }) => reply.length < 60).length
    console.log(JSON.stringify({ rows: rows.length, short, empties, ...Object.fromEntries(counts) }))
    expect(empties.short / short).toBeGreaterThan(0.7)
    expect(empties.long / (rows.length - short)).toBeLessThan(0.05)
    expect(counts.get('same_as_another')).toBeGreaterThan(100)
  },
)
