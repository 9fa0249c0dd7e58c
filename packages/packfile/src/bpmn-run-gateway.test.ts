import {
  aBoundary,
  aFlow,
  aFormal,
  anEvent,
  anEventSubprocess,
  aPath,
  aProcess,
  aRun,
  playBpmn,
  someRoots,
  someTasks,
} from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'

const start = '<startEvent id="start"/><endEvent id="end"/>'

describe('exclusive gateway', () => {
  const choice = aProcess(
    `${start}<exclusiveGateway id="g" default="g-c"/>${someTasks('a', 'b', 'c')}${aFlow('start', 'g')}
    ${aFlow('g', 'a', 'x &gt; 1')}${aFlow('g', 'b', 'x &gt; 0')}${aFlow('g', 'c')}${aPath('a', 'end')}${aPath('b', 'end')}${aPath('c', 'end')}`,
  )

  test('takes the first flow that is true, else the default', () => {
    expect(playBpmn(choice, { variables: { x: 2 } }).tasks()).toEqual(['a'])
    expect(playBpmn(choice, { variables: { x: 1 } }).tasks()).toEqual(['b'])
    expect(playBpmn(choice, { variables: { x: 0 } }).tasks()).toEqual(['c'])
  })

  test('without a default refuses when nothing is true', () => {
    const play = playBpmn(
      aProcess(
        `${start}<exclusiveGateway id="g"/>${someTasks('a', 'b')}${aFlow('start', 'g')}${aFlow('g', 'a', 'x = 1')}${aFlow('g', 'b', 'x = 2')}${aPath('a', 'end')}${aPath('b', 'end')}`,
      ),
      { start: false },
    )
    expect(play.world.start({ procedure: 'p', variables: { x: 0 } })).toMatchObject({
      refusal: { code: 'flow_missing', params: { element: 'g' } },
    })
  })

  test('merges without waiting: every token goes on', () => {
    const play = playBpmn(
      aProcess(
        `${start}<parallelGateway id="f"/><exclusiveGateway id="m"/>${someTasks('a', 'b', 'z')}${aPath('start', 'f', 'a', 'm', 'z', 'end')}${aPath('f', 'b', 'm')}`,
      ),
    )
    play.complete('a')
    play.complete('b')
    expect(play.tasks()).toEqual(['z', 'z'])
  })
})

describe('parallel gateway', () => {
  test('waits for one token of each flow and keeps a second one of the same flow', () => {
    const play = playBpmn(
      aProcess(
        `${start}<parallelGateway id="f"/><exclusiveGateway id="m"/><parallelGateway id="j"/>${someTasks('a', 'b', 'c', 'z')}
        ${aPath('start', 'f', 'a', 'm', 'j', 'z', 'end')}${aPath('f', 'b', 'm')}${aPath('f', 'c', 'j')}`,
      ),
    )
    play.complete('a')
    play.complete('b')
    expect(play.tasks()).toEqual(['c'])
    play.complete('c')
    expect(play.tasks()).toEqual(['z'])
    play.complete('z')
    expect(play.status()).toBe('open')
  })
})

describe('inclusive gateway', () => {
  const split = (more = '', roots = '') =>
    aProcess(
      `${start}<inclusiveGateway id="f" default="f-c"/><inclusiveGateway id="j"/>${someTasks('a', 'b', 'c', 'z')}
      ${aFlow('start', 'f')}${aFlow('f', 'a', 'x &gt;= 1')}${aFlow('f', 'b', 'x &gt;= 2')}${aFlow('f', 'c')}
      ${aPath('a', 'j')}${aPath('b', 'j')}${aPath('c', 'j', 'z', 'end')}${more}`,
      roots,
    )

  test('takes every flow that is true and waits for exactly those', () => {
    const both = playBpmn(split(), { variables: { x: 2 } })
    expect(both.tasks()).toEqual(['a', 'b'])
    both.complete('b')
    expect(both.tasks()).toEqual(['a'])
    both.complete('a')
    expect(both.tasks()).toEqual(['z'])
    const one = playBpmn(split(), { variables: { x: 1 } })
    one.complete('a')
    expect(one.tasks()).toEqual(['z'])
    expect(playBpmn(split(), { variables: { x: 0 } }).tasks()).toEqual(['c'])
  })

  test('does not wait for a branch that ended elsewhere', () => {
    const play = playBpmn(
      split(
        `${aBoundary('late', { on: 'b', when: 'duration PT1H' })}${someTasks('aside')}${aPath('late', 'aside', 'end')}`,
      ),
      { variables: { x: 2 } },
    )
    play.complete('a')
    expect(play.tasks()).toEqual(['b'])
    play.advance('PT1H')
    expect(play.tasks()).toEqual(['aside', 'z'])
  })

  test('waits for a boundary event that can still lead to it', () => {
    const play = playBpmn(
      split(
        `${aBoundary('late', { on: 'b', when: 'duration PT1H' })}${someTasks('aside')}${aPath('late', 'aside', 'j')}`,
      ),
      { variables: { x: 2 } },
    )
    play.advance('PT1H')
    play.complete('a')
    expect(play.tasks()).toEqual(['aside'])
    play.complete('aside')
    expect(play.tasks()).toEqual(['z'])
  })

  test('an event sub-process beside it does not hold it', () => {
    const play = playBpmn(
      split(
        anEventSubprocess('x', { when: 'message M', task: 'u', interrupts: false }),
        someRoots('message', 'M'),
      ),
      { variables: { x: 1 } },
    )
    play.message('M')
    play.complete('a')
    expect(play.tasks()).toEqual(['u', 'z'])
  })

  test('in a loop every round is joined anew', () => {
    const play = playBpmn(
      aProcess(
        `${start}<exclusiveGateway id="m"/><inclusiveGateway id="f"/><inclusiveGateway id="j"/><exclusiveGateway id="q"/>${someTasks('a', 'b', 'z')}
        ${aPath('start', 'm', 'f')}${aFlow('f', 'a', 'true')}${aFlow('f', 'b', 'true')}${aPath('a', 'j')}${aPath('b', 'j', 'q')}${aFlow('q', 'm', 'again')}${aFlow('q', 'z', 'not(again)')}${aPath('z', 'end')}`,
      ),
    )
    play.complete('a', { again: true })
    play.complete('b')
    expect(play.tasks()).toEqual(['a', 'b'])
    play.complete('b', { again: false })
    play.complete('a')
    expect(play.tasks()).toEqual(['z'])
    play.complete('z')
    expect(play.status()).toBe('completed')
  })
})

describe('complex gateway', () => {
  const complex = (flows: string) =>
    aProcess(
      `${start}<parallelGateway id="f"/>${someTasks('a', 'b', 'c', 'x', 'y')}
      <complexGateway id="g">${aFormal('activationCondition', 'activationCount &gt;= 2')}</complexGateway>
      ${aPath('start', 'f', 'a', 'g')}${aPath('f', 'b', 'g')}${aPath('f', 'c', 'g')}${flows}${aPath('x', 'end')}${aPath('y', 'end')}`,
    )

  test('fires when its condition holds, and again on reset where a flow asks for it', () => {
    const play = playBpmn(
      complex(`${aFlow('g', 'x', 'waitingForStart')}${aFlow('g', 'y', 'not(waitingForStart)')}`),
    )
    play.complete('a')
    expect(play.tasks()).toEqual(['b', 'c'])
    play.complete('c')
    expect(play.tasks()).toEqual(['b', 'x'])
    play.complete('b')
    expect(play.tasks()).toEqual(['x', 'y'])
  })

  test('in a loop the next round begins after the reset', () => {
    const play = playBpmn(
      aProcess(
        `${start}<exclusiveGateway id="m"/><parallelGateway id="f"/><exclusiveGateway id="q"/>${someTasks('a', 'b')}
        <complexGateway id="g">${aFormal('activationCondition', 'activationCount &gt;= 1')}</complexGateway>
        ${aPath('start', 'm', 'f', 'a', 'g', 'q')}${aPath('f', 'b', 'g')}${aFlow('q', 'm', 'again')}${aFlow('q', 'end', 'not(again)')}`,
      ),
    )
    play.complete('a', { again: true })
    expect(play.tasks()).toEqual(['a', 'b', 'b'])
    play.complete('b')
    expect(play.tasks()).toEqual(['a', 'b'])
    play.complete('a', { again: false })
    expect(play.tasks()).toEqual(['b'])
    play.complete('b')
    expect(play.status()).toBe('completed')
  })

  test('resets although nothing more can come', () => {
    const play = playBpmn(
      aRun(
        ['m', 'a', 'g', 'q'],
        `<exclusiveGateway id="m"/>${someTasks('a', 'b')}<complexGateway id="g">${aFormal('activationCondition', 'activationCount &gt;= 1')}</complexGateway><exclusiveGateway id="q" default="q-end"/>`,
        {
          more: `${aFlow('q', 'm', 'again')}${aBoundary('t', { on: 'a', when: 'duration PT1H' })}${aPath('t', 'b', 'g')}`,
        },
      ),
    )
    play.complete('a', { again: true })
    expect(play.tasks()).toEqual(['a'])
    play.complete('a', { again: false })
    expect(play.status()).toBe('completed')
  })
})

describe('event-based gateway', () => {
  const roots = someRoots('message', 'M', 'N') + someRoots('signal', 'S')
  const race = (timer: string) =>
    aProcess(
      `${start}<eventBasedGateway id="g"/>${anEvent('intermediateCatchEvent id="m"', 'message M')}${anEvent('intermediateCatchEvent id="s"', 'signal S')}${anEvent('intermediateCatchEvent id="t"', timer)}${anEvent('intermediateCatchEvent id="r"', 'message N')}${someTasks('a', 'b', 'c', 'd')}
      ${aPath('start', 'g', 'm', 'a', 'end')}${aPath('g', 's', 'b', 'end')}${aPath('g', 't', 'c', 'end')}${aPath('g', 'r', 'd', 'end')}`,
      roots,
    )

  test('the first event decides and the others are gone', () => {
    const byMessage = playBpmn(race('duration PT1H'))
    expect(byMessage.subscriptions()).toBe(3)
    byMessage.message('N')
    expect(byMessage.tasks()).toEqual(['d'])
    expect([byMessage.subscriptions(), byMessage.timers()]).toEqual([0, 0])
    const byTime = playBpmn(race('duration PT1H'))
    byTime.advance('PT1H')
    expect(byTime.tasks()).toEqual(['c'])
    expect(byTime.message('M')).toBe('message_not_expected')
  })

  test('a cycle behind it fires once', () => {
    const play = playBpmn(race('cycle R3/PT1H'))
    play.advance('PT5H')
    expect(play.tasks()).toEqual(['c'])
    expect([play.subscriptions(), play.timers(), play.waiting().length]).toEqual([0, 0, 0])
  })

  test('receive tasks wait behind it like events', () => {
    const play = playBpmn(
      aProcess(
        `${start}<eventBasedGateway id="g"/><receiveTask id="m" messageRef="M"/><receiveTask id="n" messageRef="N"/>${someTasks('a', 'b')}
        ${aPath('start', 'g', 'm', 'a', 'end')}${aPath('g', 'n', 'b', 'end')}`,
        roots,
      ),
    )
    play.message('N')
    expect([play.tasks(), play.subscriptions()]).toEqual([['b'], 0])
  })

  const instantiating = (kind: string) =>
    aProcess(
      `<eventBasedGateway id="g" instantiate="true" eventGatewayType="${kind}"/><endEvent id="end"/>${anEvent('intermediateCatchEvent id="m"', 'message M')}${anEvent('intermediateCatchEvent id="n"', 'message N')}${someTasks('a', 'b')}
      ${aPath('g', 'm', 'a', 'end')}${aPath('g', 'n', 'b', 'end')}`,
      roots,
    )

  test('that starts a process: each event a matter of its own', () => {
    const play = playBpmn(instantiating('Exclusive'), { start: false })
    play.message('M')
    play.message('N')
    expect(play.world.matters()).toHaveLength(2)
    expect([play.tasks(), play.waiting()]).toEqual([['a'], []])
  })

  test('that starts a process in parallel: one matter waits for all its events', () => {
    const play = playBpmn(instantiating('Parallel'), { start: false })
    play.message('N')
    expect([play.tasks(), play.waiting()]).toEqual([['b'], ['m']])
    play.message('M')
    expect(play.world.matters()).toHaveLength(1)
    play.complete('a')
    play.complete('b')
    expect(play.status()).toBe('completed')
  })
})
