import { expect, test } from 'vitest'
import { operations } from './operation-table.ts'
import type { Operation } from './operation.ts'

const all: readonly Operation[] = operations

/** The fields that a request may have in one of its parts, at its top. */
function fieldsOf(operation: Operation, part: 'params' | 'query' | 'body'): readonly string[] {
  const schema: unknown = operation[part]
  const hasFields = typeof schema === 'object' && schema !== null && 'properties' in schema
  return hasFields ? Object.keys(Object(schema.properties)) : []
}

const secret = /password|secret|token|(?<!service_)code|phone|mobile|link|id_card/

test('what is secret or personal goes in bodies and headers, never in an address [V14.2.1]', () => {
  const inAddress = all.flatMap((operation) =>
    [...fieldsOf(operation, 'params'), ...fieldsOf(operation, 'query')].map(
      (name) => `${operation.id} ${name}`,
    ),
  )
  expect(inAddress.filter((text) => secret.test(text.split(' ')[1] ?? ''))).toEqual([
    // OpenID Connect brings it there: it holds once, and only with what the browser keeps.
    'provider_sign_in.finish code',
    // No secrets: the id of a token, codes of divisions and of items, a number of Open311.
    'token.end token',
    'area.list code',
    'item.list code',
    'open311.token token',
  ])
  const inBodies = all.flatMap((operation) => fieldsOf(operation, 'body'))
  expect(inBodies.filter((name) => secret.test(name)).length).toBeGreaterThan(5)
})

test('no account has a hint, or a question that others know the answer of [V6.4.2]', () => {
  const fields = all.flatMap((operation) =>
    fieldsOf(operation, 'body').map((name) => `${operation.id} ${name}`),
  )
  expect(fields.filter((name) => /hint|question|birth|maiden/.test(name))).toEqual([])
})

test('what changes something or opens a session is no GET; the only one is where a provider sends the browser back to [V3.5.3]', () => {
  const changes =
    /\.(?:open|close|confirm|create|start|change|act|end|remove|keep|set|import|resend|redeem|reset|enable|disable|unlock|renew)(?:_|$)/
  const reading = all.filter(({ method }) => method === 'GET').map(({ id }) => id)
  expect(reading.filter((id) => changes.test(id))).toEqual([])
  expect(all.filter(({ method, isKeyed }) => method === 'GET' && isKeyed === true)).toEqual([])
  expect(
    all.filter(({ method, answer }) => method === 'GET' && answer.kind === 'redirect').map(({ id }) => id),
  ).toEqual(['provider_sign_in.finish'])
})
