import { instantOf } from '@duibiao/base'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDraftAsking } from './draft-model.ts'
import type { DraftAnswer } from './draft-model.ts'
import { parseAllowedTarget } from './outbound-target.ts'
import { chatOf, openTestModel } from './test-model.ts'
import type { TestModel } from './test-model.ts'

let model: TestModel
beforeAll(async () => {
  model = await openTestModel()
})
afterAll(() => model[Symbol.asyncDispose]())

const prompt = { task: 'write a title', material: '{"parts":[]}' }

async function ask(seconds = 5, allowed = [`127.0.0.1:${model.port}`]): Promise<DraftAnswer> {
  const rule = { district: 1, allowed: allowed.flatMap((one) => parseAllowedTarget(one) ?? []) }
  const asking = makeDraftAsking(rule, { open: (sealed) => sealed.replace('sealed ', '') })
  return asking(
    {
      isOn: true,
      address: model.address,
      model: 'stand-in',
      secret: 'sealed k-1',
      seconds,
      changedAt: instantOf(0),
    },
    prompt,
  )
}

test('it is asked as the interface of OpenAI has it, with its key, and answers a text', async () => {
  model.answer((response) => response.end(chatOf('  杏园街道井盖松动\r\n第二行\u0000 ')))
  expect(await ask()).toEqual({ kind: 'text', text: '杏园街道井盖松动\n第二行' })
  const { headers, body } = model.asked.at(-1) ?? { headers: {}, body: '{}' }
  expect(headers.authorization).toBe('Bearer k-1')
  expect(JSON.parse(body)).toMatchObject({
    model: 'stand-in',
    stream: false,
    messages: [
      { role: 'system', content: prompt.task },
      { role: 'user', content: prompt.material },
    ],
  })
})

test('what it thought aloud, and calls of tools, are no text', async () => {
  model.answer((response) => response.end(chatOf('<think>用户要……</think>\n井盖松动')))
  expect(await ask()).toEqual({ kind: 'text', text: '井盖松动' })
  const tools = { choices: [{ message: { content: null, tool_calls: [{ function: { name: 'close' } }] } }] }
  model.answer((response) => response.end(JSON.stringify(tools)))
  expect(await ask()).toEqual({ kind: 'failed', reason: 'unreadable' })
})

test.each([
  { name: '429', status: 429, body: '{}', reason: 'busy' },
  { name: '503', status: 503, body: '', reason: 'busy' },
  { name: '401', status: 401, body: chatOf('no'), reason: 'refused' },
  { name: 'a redirect', status: 302, body: '', reason: 'refused' },
  { name: 'broken JSON', status: 200, body: '{"choices":[{"message":{"conte', reason: 'unreadable' },
  { name: 'another JSON', status: 200, body: '[1,2]', reason: 'unreadable' },
  { name: 'no choices', status: 200, body: '{"choices":[]}', reason: 'unreadable' },
  { name: 'an empty text', status: 200, body: chatOf('  \n'), reason: 'unreadable' },
  { name: 'a text that is none', status: 200, body: chatOf({ text: 'x' }), reason: 'unreadable' },
  { name: 'a page', status: 200, body: '<html>', reason: 'unreadable' },
  { name: 'more than is read', status: 200, body: chatOf('长'.repeat(400_000)), reason: 'unreadable' },
] as const)('$name is no draft', async ({ status, body, reason }) => {
  model.answer((response) => response.writeHead(status, { location: '/elsewhere' }).end(body))
  expect(await ask()).toEqual({ kind: 'failed', reason })
})

test('a very long text is cut to what a person reads', async () => {
  model.answer((response) => response.end(chatOf('长'.repeat(100_000))))
  const answer = await ask()
  expect(answer.kind === 'text' ? answer.text.length : 0).toBe(8_000)
})

test('one that does not answer in time, that hangs up, or that is not there is given up', async () => {
  model.answer(() => {})
  expect(await ask(0.2)).toEqual({ kind: 'failed', reason: 'slow' })
  model.answer((response) => response.write('{"choices"'))
  expect(await ask(0.2)).toEqual({ kind: 'failed', reason: 'slow' })
  model.answer((response) => response.destroy())
  expect(await ask()).toEqual({ kind: 'failed', reason: 'unreachable' })
})

test('[V1.3.6] nothing is sent to an address that is not allowed', async () => {
  const before = model.asked.length
  expect(await ask(5, [])).toEqual({ kind: 'failed', reason: 'address_refused' })
  expect(await ask(5, [`2@127.0.0.1:${model.port}`])).toEqual({ kind: 'failed', reason: 'address_refused' })
  expect(model.asked.length).toBe(before)
})
