import { expect, test } from 'vitest'
import { makeGate } from './gate.ts'

test('all who wait go on together, and those who come later wait for themselves', async () => {
  const gate = makeGate()
  gate.listen(() => {})
  const [first, second] = [gate.pass(), gate.pass()]
  expect(gate.isShut()).toBe(true)
  gate.open(true)
  expect(await Promise.all([first, second])).toEqual([true, true])
  expect(gate.isShut()).toBe(false)
  const third = gate.pass()
  gate.open(false)
  expect(await third).toBe(false)
})

test('where no page shows that it is shut nobody waits for ever', async () => {
  const gate = makeGate()
  expect(await gate.pass()).toBe(false)
  expect(gate.isShut()).toBe(false)
})
