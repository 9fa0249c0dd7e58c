import { expect, test } from 'vitest'
import { orderAddress, orderIn } from './order-address.ts'

function searchOf(address: string): URLSearchParams {
  return new URL(address, 'http://district').searchParams
}

test('what a page knows of an order comes back by the names of its form', () => {
  const address = orderAddress({ title: '东湖：停车', content: '年内建成 & 开放', unit: 'street-1' })
  expect(orderIn(searchOf(address))).toEqual({
    order_title: '东湖：停车',
    order_content: '年内建成 & 开放',
    unit: 'street-1',
  })
})

test('what the form does not know, or what is longer than it takes, does not get in', () => {
  const address = `/supervision/new?leader=someone&authority=head_instruction&unit=%20&order_title=${'长'.repeat(300)}`
  expect(orderIn(searchOf(address))).toEqual({ order_title: '长'.repeat(200) })
})
