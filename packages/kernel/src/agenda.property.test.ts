import { instantOf } from '@duibiao/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addToAgenda, makeAgenda, takeDue } from './agenda.ts'

test('an agenda gives its items by instant, those of one instant in the order they came, and none before its time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(20), (instants, until) => {
      const agenda = makeAgenda<number>()
      instants.forEach((at, item) => addToAgenda(agenda, instantOf(at), item))
      const taken: number[] = []
      for (let due = takeDue(agenda, instantOf(until)); due; due = takeDue(agenda, instantOf(until)))
        taken.push(due.item)
      const order = instants.map((at, item) => ({ at, item })).filter(({ at }) => at <= until)
      // Sorting is stable, so equal instants stay in the order of their items.
      expect(taken).toEqual(order.toSorted((one, other) => one.at - other.at).map(({ item }) => item))
    }),
  )
})
