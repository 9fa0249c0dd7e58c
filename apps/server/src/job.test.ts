import { AppError } from '@duibiao/base'
import { makeFixedClock } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { isStuck, makeJobBoard } from './job.ts'
import { makeLog } from './log.ts'

function openBoard() {
  const clock = makeFixedClock()
  const lines: string[] = []
  const failures: string[] = []
  const log = makeLog('info', { write: (line) => void lines.push(line) })
  const board = makeJobBoard(clock, log, (job) => failures.push(job))
  return { clock, lines, failures, board }
}

describe('a job', () => {
  test('that fails is logged by its name, tried again, and well after a run that succeeds', async () => {
    const { clock, lines, failures, board } = openBoard()
    let isAway = true
    board.add({
      name: 'sealing',
      district: undefined,
      interval: 1000,
      run: async () => {
        if (isAway) throw new AppError('database_unavailable', { reason: '' })
      },
    })
    await clock.advance(3000)
    expect(board.states()[0]).toMatchObject({ failures: 3, code: 'database_unavailable' })
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(
      [1, 2, 3].map((count) => ({ level: 'error', job: 'sealing', count })),
    )
    expect(failures).toHaveLength(3)
    isAway = false
    await clock.advance(1000)
    expect(board.states()[0]).toMatchObject({ failures: 0, code: undefined, doneAt: clock.now() })
  })

  test('is stuck after ten turns without an end, and no sooner than two minutes', async () => {
    const { clock, board } = openBoard()
    const run = Promise.withResolvers<void>()
    board.add({ name: 'timers', district: undefined, interval: 1000, run: () => run.promise })
    const [state] = board.states()
    if (state === undefined) throw new Error('no state')
    expect(isStuck(state, clock.now())).toBe(false)
    clock.jumpTo((clock.now() + 120_000) as never)
    expect(isStuck(state, clock.now())).toBe(false)
    clock.jumpTo((clock.now() + 1) as never)
    expect(isStuck(state, clock.now())).toBe(true)
    run.resolve()
  })

  test('that is at work when the board stops is waited for', async () => {
    const { clock, board } = openBoard()
    const run = Promise.withResolvers<void>()
    const order: string[] = []
    board.add({
      name: 'outbox',
      district: undefined,
      interval: 1000,
      run: async () => {
        await run.promise
        order.push('ran')
      },
    })
    const advanced = clock.advance(1000)
    const stopped = board.stop().then(() => order.push('stopped'))
    run.resolve()
    await Promise.all([advanced, stopped])
    expect(order).toEqual(['ran', 'stopped'])
  })
})
