import { describe, expect, test } from 'vitest'
import { makeGate } from './overload.ts'

describe('the gate', () => {
  test('lets so many requests in at once, and another one when one is over [V15.2.2]', () => {
    const gate = makeGate(2, { look: () => 0, stop: () => {} })
    const leave = gate.enter()
    gate.enter()
    expect(() => gate.enter()).toThrow(
      expect.objectContaining({ code: 'server_busy', params: { seconds: 2 } }),
    )
    leave()
    leave()
    expect(gate.inFlight).toBe(1)
    gate.enter()
  })

  test('refuses everybody while the event loop is far behind', () => {
    let delay = 0
    const gate = makeGate(2, { look: () => delay, stop: () => {} })
    delay = 500
    gate.look()
    expect(() => gate.enter()).toThrow(expect.objectContaining({ code: 'server_busy' }))
    delay = 5
    gate.look()
    gate.enter()
  })

  test('tells when nobody is inside any more, or when it gives up waiting', async () => {
    const gate = makeGate(2, { look: () => 0, stop: () => {} })
    const leave = gate.enter()
    const settled = gate.settle().then(() => 'settled')
    expect(await Promise.race([settled, Promise.resolve('waiting')])).toBe('waiting')
    leave()
    expect(await settled).toBe('settled')
    // Once it settles, whoever comes is told when to come again, and streams are too.
    for (const come of [() => gate.enter(), () => gate.attend()]) {
      expect(come).toThrow(expect.objectContaining({ code: 'server_busy', params: { seconds: 5 } }))
    }
    const other = makeGate(2, { look: () => 0, stop: () => {} })
    other.enter()
    const given = other.settle()
    other.giveUp()
    await given
  })
})
