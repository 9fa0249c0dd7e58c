import { expect, test } from 'vitest'
import { drawFrom } from '@duibiao/measures'
import { makePeerAside } from './peer-aside.ts'
import { computePeer } from './peer-computation.ts'
import type { WorseningOrder } from './peer-work.ts'
import { rankingRule } from './ranking-rule.ts'

/** Places by eight characteristics, with a series each. */
function anOrder(places: number): WorseningOrder {
  const next = drawFrom(3)
  const units = Array.from({ length: places }, (_, place) => String(410_000 + place))
  const indicators = Array.from({ length: 8 }, (_, place) => `c${place}`)
  return {
    table: { units, indicators, values: units.map(() => indicators.map(() => next())) },
    characteristics: indicators.map((indicator) => ({ indicator })),
    count: 15,
    known: 0.5,
    better: 'higher',
    series: new Map(
      units.map((unit) => [unit, [2020, 2021, 2022, 2023].map((year) => ({ year, value: next() }))]),
    ),
  }
}

test('a thread gives what the same work gives at hand', async () => {
  const order = anOrder(40)
  const inThread = await makePeerAside(rankingRule, -1)('worsen', order)
  const atHand = await makePeerAside({ ...rankingRule, atOnce: 0 })('worsen', order)
  expect(inThread).toEqual(atHand)
  expect(inThread).toEqual(computePeer('worsen', order))
  expect(inThread).toMatchObject({ kind: 'done', judged: 40 })
})

test('large things leave the event loop to others', async () => {
  const order = anOrder(2500)
  // None may be computed in a thread: what is not turned away is computed at hand.
  const none = makePeerAside({ ...rankingRule, atOnce: 0 })
  await expect(none('worsen', order)).rejects.toMatchObject({ code: 'server_busy' })
  let turns = 0
  let isOver = false
  const turning = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve))
      turns += 1
    }
  })()
  const answer = await makePeerAside(rankingRule)('worsen', order)
  isOver = true
  await turning
  expect(answer).toMatchObject({ kind: 'done', judged: 2500 })
  expect(turns).toBeGreaterThan(100)
}, 60_000)

test('what takes too long is stopped', async () => {
  const aside = makePeerAside({ ...rankingRule, seconds: 0.05 })
  await expect(aside('worsen', anOrder(2500))).rejects.toMatchObject({ code: 'ranking_too_long' })
})
