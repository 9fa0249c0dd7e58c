import {
  aBoundary,
  anEvent,
  anEventSubprocess,
  aPath,
  aProcess,
  aRun,
  aSub,
  playBpmn,
  someRoots,
  someTasks,
} from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'

const roots = someRoots('message', 'M', 'N', 'O', 'Q') + someRoots('signal', 'S')
const parallel = (element: string, ...messages: readonly string[]) =>
  anEvent(`${element} parallelMultiple="true"`, ...messages.map((name) => `message ${name}`))

describe('start events', () => {
  test('a message, a signal and a time each start a matter', () => {
    const text = aProcess(
      `${anEvent('startEvent id="m"', 'message M')}${anEvent('startEvent id="s"', 'signal S')}${anEvent('startEvent id="t"', 'cycle R2/PT1H')}${someTasks('a', 'b', 'c')}<endEvent id="end"/>${aPath('m', 'a', 'end')}${aPath('s', 'b', 'end')}${aPath('t', 'c', 'end')}`,
      roots,
    )
    const play = playBpmn(text, { start: false })
    play.message('M')
    play.signal('S')
    play.advance('PT5H')
    const started = play.world.matters().map((matter) => matter.entries[0]?.input)
    expect(started).toHaveLength(4)
    expect(play.tasks()).toEqual(['a'])
  })

  test('of several events one is enough, unless all are asked for', () => {
    const either = `${anEvent('startEvent id="s"', 'message M', 'message N')}${someTasks('a')}<endEvent id="end"/>${aPath('s', 'a', 'end')}`
    const one = playBpmn(aProcess(either, roots), { start: false })
    one.message('N')
    expect(one.tasks()).toEqual(['a'])
    const all = playBpmn(aProcess(either.replace('id="s"', 'id="s" parallelMultiple="true"'), roots), {
      start: false,
    })
    all.message('N')
    expect([all.tasks(), all.waiting()]).toEqual([[], ['s']])
    all.message('M')
    expect(all.tasks()).toEqual(['a'])
    expect(all.world.matters()).toHaveLength(1)
  })
})

describe('intermediate events', () => {
  test('catch messages, signals, times and conditions', () => {
    const play = playBpmn(
      aRun(
        ['m', 's', 't', 'c', 'z'],
        `${anEvent('intermediateCatchEvent id="m"', 'message M')}${anEvent('intermediateCatchEvent id="s"', 'signal S')}${anEvent('intermediateCatchEvent id="t"', 'date 2026-03-03T09:00:00+08:00')}${anEvent('intermediateCatchEvent id="c"', 'condition x &gt; 2')}${someTasks('z')}`,
        { roots },
      ),
    )
    expect(play.message('N')).toBe('message_not_expected')
    play.message('M', { x: 1 })
    expect(play.waiting()).toEqual(['s'])
    play.signal('S')
    play.advance('P1D')
    expect(play.waiting()).toEqual(['c'])
    play.set({ x: 2 })
    expect(play.waiting()).toEqual(['c'])
    play.set({ x: 3 })
    expect(play.tasks()).toEqual(['z'])
  })

  test('a multiple event needs one, a parallel multiple event all, each once', () => {
    const one = playBpmn(
      aRun(
        ['c', 'z'],
        `${anEvent('intermediateCatchEvent id="c"', 'message M', 'signal S')}${someTasks('z')}`,
        {
          roots,
        },
      ),
    )
    one.signal('S')
    expect([one.tasks(), one.subscriptions()]).toEqual([['z'], 0])
    const all = playBpmn(
      aRun(['c', 'z'], `${parallel('intermediateCatchEvent id="c"', 'M', 'N')}${someTasks('z')}`, { roots }),
    )
    all.message('M')
    all.message('M')
    expect(all.tasks()).toEqual([])
    all.message('N')
    expect(all.tasks()).toEqual(['z'])
  })

  test('a thrown signal is heard by whoever gets to its place in the same step', () => {
    const play = playBpmn(
      aProcess(
        `<startEvent id="start"/><endEvent id="end"/><parallelGateway id="f"/>${anEvent('intermediateThrowEvent id="t"', 'signal S')}${anEvent('intermediateCatchEvent id="c"', 'signal S')}${someTasks('y', 'z')}${aPath('start', 'f', 't', 'y', 'end')}${aPath('f', 'c', 'z', 'end')}`,
        roots,
      ),
    )
    expect(play.tasks()).toEqual(['y', 'z'])
  })

  test('a thrown message starts another process', () => {
    const play = playBpmn([
      aRun(['t'], anEvent('intermediateThrowEvent id="t"', 'message M'), { roots }),
      aProcess(
        `${anEvent('startEvent id="s"', 'message M')}${someTasks('a')}<endEvent id="e"/>${aPath('s', 'a', 'e')}`,
        roots,
      ).replace('id="p"', 'id="q"'),
    ])
    expect(play.world.matters().map((matter) => matter.state.status)).toEqual(['completed', 'open'])
  })

  test('links lead on inside their own sub-process', () => {
    const links = `${anEvent('intermediateThrowEvent id="t"', 'link on')}${anEvent('intermediateCatchEvent id="c"', 'link on')}`
    const inner = `<subProcess id="a"><startEvent id="s"/><endEvent id="e"/>${links}${someTasks('u')}${aPath('s', 't')}${aPath('c', 'u', 'e')}</subProcess>`
    const outer = `${links.replaceAll('"t"', '"t2"').replaceAll('"c"', '"c2"')}${someTasks('v')}`
    const play = playBpmn(
      aProcess(
        `<startEvent id="start"/><endEvent id="end"/>${inner}${outer}${aPath('start', 'a', 't2')}${aPath('c2', 'v', 'end')}`,
      ),
    )
    expect(play.tasks()).toEqual(['u'])
    play.complete('u')
    expect(play.tasks()).toEqual(['v'])
    play.complete('v')
    expect(play.status()).toBe('completed')
  })
})

describe('boundary events', () => {
  const guarded = (when: string, interrupts: boolean) =>
    aRun(['a'], someTasks('a', 'x'), {
      more: `${aBoundary('b', { on: 'a', when, interrupts })}${aPath('b', 'x', 'end')}`,
      roots,
    })

  test('an interrupting one ends its activity and takes the others down', () => {
    const play = playBpmn(guarded('message M', true))
    play.message('M')
    expect([play.tasks(), play.subscriptions()]).toEqual([['x'], 0])
  })

  test('one that does not interrupt fires as often as its event comes', () => {
    const play = playBpmn(guarded('message M', false))
    play.message('M')
    play.message('M')
    expect(play.tasks()).toEqual(['a', 'x', 'x'])
    play.complete('a')
    expect(play.message('M')).toBe('message_not_expected')
  })

  test('a condition fires when it becomes true, and again after it was false', () => {
    const play = playBpmn(guarded('condition x &gt; 1', false))
    play.set({ x: 2 })
    play.set({ x: 3 })
    expect(play.tasks()).toEqual(['a', 'x'])
    play.set({ x: 0 })
    play.set({ x: 2 })
    expect(play.tasks()).toEqual(['a', 'x', 'x'])
  })

  test('a cycle fires until its end, and no longer than its activity', () => {
    const until = playBpmn(guarded('cycle R/PT1H/2026-03-02T12:00:00+08:00', false))
    until.advance('P1D')
    expect([until.tasks(), until.timers()]).toEqual([['a', 'x', 'x', 'x'], 0])
    const counted = playBpmn(guarded('cycle R2/2026-03-02T10:00:00+08:00/PT1H', false))
    counted.advance('PT1H')
    expect([counted.tasks(), counted.timers()]).toEqual([['a', 'x'], 1])
    counted.complete('a')
    expect(counted.timers()).toBe(0)
  })

  test('parallel multiple ones on one activity do not mix, and begin anew', () => {
    const play = playBpmn(
      aRun(['a'], someTasks('a', 'x', 'y'), {
        more: `${parallel('boundaryEvent id="b1" attachedToRef="a" cancelActivity="false"', 'M', 'N')}${parallel('boundaryEvent id="b2" attachedToRef="a"', 'O', 'Q')}${aPath('b1', 'x', 'end')}${aPath('b2', 'y', 'end')}`,
        roots,
      }),
    )
    play.message('M')
    play.message('Q')
    expect(play.tasks()).toEqual(['a'])
    play.message('N')
    play.message('N')
    expect(play.tasks()).toEqual(['a', 'x'])
    play.message('M')
    expect(play.tasks()).toEqual(['a', 'x', 'x'])
    play.message('O')
    expect(play.tasks()).toEqual(['x', 'x', 'y'])
  })
})

describe('event sub-processes', () => {
  const around = (when: string, interrupts: boolean) =>
    aRun(
      ['a', 'z'],
      `${aSub('a', ['u'], { content: someTasks('u') + anEventSubprocess('x', { when, task: 'h', interrupts }) })}${someTasks('z')}`,
      { roots },
    )

  test('an interrupting one ends its scope and then completes it', () => {
    const play = playBpmn(around('signal S', true))
    play.signal('S')
    expect([play.tasks(), play.subscriptions()]).toEqual([['h'], 0])
    play.complete('h')
    expect(play.tasks()).toEqual(['z'])
  })

  test('others run beside it, several at a time, and hold it open without starting anew', () => {
    const play = playBpmn(around('message M', false))
    play.message('M')
    play.message('M')
    play.complete('u')
    expect([play.tasks(), play.message('M')]).toEqual([['h', 'h'], 'message_not_expected'])
    play.complete('h')
    play.complete('h')
    expect(play.tasks()).toEqual(['z'])
  })

  test('that start by a time are gone with their scope', () => {
    const play = playBpmn(around('duration PT1H', false))
    play.complete('u')
    expect([play.tasks(), play.timers()]).toEqual([['z'], 0])
  })

  test('that need several messages start with the last of them', () => {
    const inner = `<subProcess id="x" triggeredByEvent="true">${parallel('startEvent id="s" isInterrupting="false"', 'M', 'N')}${someTasks('h')}<endEvent id="e"/>${aPath('s', 'h', 'e')}</subProcess>`
    const play = playBpmn(aRun(['a'], someTasks('a') + inner, { roots }))
    play.message('N')
    expect(play.tasks()).toEqual(['a'])
    play.message('M')
    expect(play.tasks()).toEqual(['a', 'h'])
    play.message('M')
    expect(play.tasks()).toEqual(['a', 'h'])
  })
})
