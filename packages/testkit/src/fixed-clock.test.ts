import { expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { makeFixedClock } from './fixed-clock.ts'

const start = instantOf(Date.UTC(2026, 2, 2, 1))

test('jobs run at their times and in their order while time moves, and not after they were stopped', async () => {
  const clock = makeFixedClock(start)
  const runs: string[] = []
  const logRun = (name: string) => async () => {
    runs.push(`${name} ${clock.now() - start}`)
  }
  clock.every(300, logRun('slow'))
  const stop = clock.every(200, logRun('fast'))
  await clock.advance(600)
  stop()
  await clock.advance(300)
  expect(runs).toEqual(['fast 200', 'slow 300', 'fast 400', 'slow 600', 'fast 600', 'slow 900'])
  expect(clock.now()).toBe(start + 900)
})

test('a jump runs nothing, forwards or backwards', async () => {
  const clock = makeFixedClock(start)
  let runs = 0
  clock.every(100, async () => {
    runs += 1
  })
  clock.jumpTo(instantOf(start + 1_000))
  clock.jumpTo(instantOf(start - 1_000))
  await clock.advance(1_050)
  expect(runs).toBe(0)
  await clock.advance(50)
  expect(runs).toBe(1)
})
