import { expect, test } from 'vitest'
import { makeRankAside } from './ranking-aside.ts'
import { rankingRule } from './ranking-rule.ts'
import { rankTable } from './ranking-work.ts'
import { aLongRecipe, aRecipe, aTable } from './test-recipe.ts'

const short = { content: aRecipe(), observations: aTable() }

test('a thread gives what the same work gives at hand, to the byte', async () => {
  const aside = await makeRankAside(rankingRule)(short)
  expect(aside).toEqual(rankTable(short))
  expect(aside).toMatchObject({ kind: 'done' })
})

test('meanwhile the event loop goes on: it turns while a thousand runs are computed', async () => {
  const long = aLongRecipe(1000)
  let turns = 0
  let isOver = false
  const turning = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve))
      turns += 1
    }
  })()
  const answer = await makeRankAside(rankingRule)(long)
  isOver = true
  await turning
  expect(answer.kind === 'done' && answer.outcome.runs).toMatchObject({ asked: 1000, done: 1000 })
  // On the loop itself the same work would leave it a handful.
  expect(turns).toBeGreaterThan(1000)
}, 60_000)

test('so many are computed at once and no more; whoever comes then is told when to come again', async () => {
  const rankAside = makeRankAside({ ...rankingRule, atOnce: 1 })
  const first = rankAside(short)
  await expect(rankAside(short)).rejects.toMatchObject({ code: 'server_busy', params: { seconds: 5 } })
  expect(await first).toMatchObject({ kind: 'done' })
  expect(await rankAside(short)).toMatchObject({ kind: 'done' })
})

test('what takes too long is stopped, and its place is free again', async () => {
  const rankAside = makeRankAside({ ...rankingRule, atOnce: 1, seconds: 0.05 })
  for (const _round of [1, 2]) {
    await expect(rankAside(aLongRecipe(5000))).rejects.toMatchObject({ code: 'ranking_too_long' })
  }
})

test('what needs more memory than a thread has ends the thread and not the process', async () => {
  const rankAside = makeRankAside({ ...rankingRule, megabytes: 8 })
  await expect(rankAside(short)).rejects.toMatchObject({ code: 'ranking_too_long' })
}, 60_000)
