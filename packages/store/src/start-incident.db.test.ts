import { beforeAll, beforeEach, expect, test } from 'vitest'
import { parseInstant } from '@duibiao/base'
import { decide } from '@duibiao/kernel'
import { describeOnBoth, makeStartScene, sketchVersion, timerOf } from '@duibiao/testkit'
import type { StartScene, TestDatabase } from '@duibiao/testkit'
import type { EngineSetting } from './engine.ts'
import { listIncidents } from './incident.ts'
import { dropStartTimers, retryStartTimers } from './start-timer.ts'
import { fireDueTimers } from './timer.ts'
import { nextTimerAt } from './worklist.ts'

const hour = 3_600_000
const day = 24 * hour
const every = (cycle: string) => timerOf('cycle', cycle)
const at = (time: string) => parseInstant(`2026-03-${time}:00+08:00`)

describeOnBoth('start timers that cannot start', (open) => {
  let opened: TestDatabase
  let scene: StartScene
  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(() => {
    scene = makeStartScene(opened)
  })

  test('a start that is refused is set aside with an incident and stops no other', async () => {
    const { district, clock, install, started } = scene
    const procedures = ['a', 'b', 'c'].map((id) => sketchVersion(id, every('R/PT1H')))
    let isRefused = true
    const refuse: EngineSetting['decide'] = (matter, command, context) =>
      isRefused && command.kind === 'start' && command.procedure === 'hash of b 1'
        ? { ok: false, refusal: { code: 'start_missing', params: { procedure: 'b' } } }
        : decide(matter, command, context)
    const engine = await install(procedures, { decide: refuse })
    await clock.advance(2 * hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 4, failed: 1 })
    await clock.advance(hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 2, failed: 0 })
    expect(await listIncidents(opened.database, district)).toMatchObject([
      { kind: 'start_timer', process: 'b', element: 'start', code: 'start_missing', dueAt: at('02T10:00') },
    ])
    expect(await nextTimerAt(opened.database, district)).toBe(at('02T13:00'))
    isRefused = false
    expect(await retryStartTimers(opened.database, district, 'hash of b 1')).toBe(1)
    expect(await fireDueTimers(engine)).toEqual({ fired: 3, failed: 0 })
    expect(await listIncidents(opened.database, district)).toEqual([])
    expect(new Set(await started()).size).toBe(9)
  })

  test('a start that cannot be written is found among many and set aside', async () => {
    const { district, clock, install } = scene
    const procedures = ['a', 'b', 'c', 'd', 'e'].map((id) => sketchVersion(id, every('R/PT1H')))
    const spoil: EngineSetting['decide'] = (matter, command, context) => {
      const decided = decide(matter, command, context)
      if (!decided.ok || command.kind !== 'start' || command.procedure !== 'hash of d 1') return decided
      const tokens = Object.entries(decided.transition.state.tokens).map(([id, token]) => [
        id,
        { ...token, ...(token.task && { task: { ...token.task, person: 'a\u0000' } }) },
      ])
      const state = { ...decided.transition.state, tokens: Object.fromEntries(tokens) }
      return { ok: true, transition: { ...decided.transition, state } }
    }
    const engine = await install(procedures, { decide: spoil })
    await clock.advance(3 * hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 12, failed: 1 })
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    expect(await listIncidents(opened.database, district)).toMatchObject([{ process: 'd' }])
  })

  test('what a replaced version owes and cannot start is kept until a person drops it', async () => {
    const { district, clock, install, rows } = scene
    const isBroken: EngineSetting['decide'] = (matter, command, context) => {
      if (command.kind === 'start' && command.procedure === 'hash of daily 1') throw new Error('out of order')
      return decide(matter, command, context)
    }
    const first = sketchVersion('daily', every('R/P1D'))
    const engine = await install([first], { decide: isBroken })
    await clock.advance(day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 1 })
    // The version in force cannot be dropped: it would start nothing any more.
    expect(await dropStartTimers(opened.database, district, first.hash)).toBe(0)
    await install([first, sketchVersion('daily', every('R/P1D'), 2)])
    expect(await listIncidents(opened.database, district)).toMatchObject([{ reason: 'out of order' }])
    expect(await dropStartTimers(opened.database, district, first.hash)).toBe(1)
    expect(await rows()).toEqual([{ process: 'daily', firing: 0 }])
  })

  test('a faulty start timer keeps no other from being armed, and is armed when it is tried again', async () => {
    const { district, clock, install } = scene
    const texts: { value: string } = { value: 'never' }
    const expression = { text: 'x', evaluate: () => ({ value: texts.value, warnings: [] }) }
    const faulty = sketchVersion('faulty', { kind: 'timer', form: 'cycle', expression })
    const engine = await install([faulty, sketchVersion('sound', timerOf('cycle', 'R/PT1H'))])
    expect(await listIncidents(opened.database, district)).toMatchObject([
      { kind: 'start_timer', process: 'faulty', code: 'cycle_malformed', dueAt: at('02T09:00') },
    ])
    texts.value = 'R/PT2H'
    expect(await retryStartTimers(opened.database, district, faulty.hash)).toBe(1)
    await clock.advance(2 * hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 3, failed: 0 })
    expect(await listIncidents(opened.database, district)).toEqual([])
  })
})
