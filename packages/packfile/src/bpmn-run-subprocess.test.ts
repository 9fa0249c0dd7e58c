import {
  aBoundary,
  aFormal,
  anEventSubprocess,
  anExtension,
  aPath,
  aProcess,
  aRun,
  aSub,
  playBpmn,
  someRoots,
  someTasks,
} from '@duibiao/testkit'
import type { Play } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'

const roots = someRoots('message', 'M')
const script = (id: string, text: string) => `<scriptTask id="${id}"><script>${text}</script></scriptTask>`

describe('sub-processes', () => {
  test('complete when nothing is left inside, end event or not', () => {
    const inner = `<subProcess id="a"><startEvent id="s"/><parallelGateway id="f"/>${someTasks('u', 'v')}<endEvent id="e"/>${aPath('s', 'f', 'u', 'e')}${aPath('f', 'v', 'e')}</subProcess>`
    const play = playBpmn(aRun(['a', 'z'], `${inner}${someTasks('z')}`))
    play.complete('u')
    expect(play.tasks()).toEqual(['v'])
    play.complete('v')
    expect(play.tasks()).toEqual(['z'])
  })

  test('without a start event begin with everything that no flow leads to', () => {
    const play = playBpmn(
      aRun(['a', 'z'], `<subProcess id="a">${someTasks('u', 'v')}</subProcess>${someTasks('z')}`),
    )
    expect(play.tasks()).toEqual(['u', 'v'])
    play.complete('u')
    play.complete('v')
    expect(play.tasks()).toEqual(['z'])
  })

  test('ended by a boundary event take everything inside along', () => {
    const inner = aSub('b', ['u'], {
      content:
        someTasks('u') +
        aBoundary('t2', { on: 'u', when: 'duration PT9H', interrupts: false }) +
        '<endEvent id="x2"/>' +
        aPath('t2', 'x2'),
    })
    const play = playBpmn(
      aRun(['a', 'z'], `${aSub('a', ['b'], { content: inner })}${someTasks('z', 'x')}`, {
        more: `${aBoundary('t', { on: 'a', when: 'duration PT1H' })}${aPath('t', 'x', 'end')}`,
      }),
    )
    expect(play.timers()).toBe(2)
    play.advance('PT1H')
    expect([play.tasks(), play.timers()]).toEqual([['x'], 0])
  })
})

describe('data objects', () => {
  const inner = `<subProcess id="a"><dataObject id="d2" name="v"/><startEvent id="s"/><endEvent id="e"/>${script('r', '{ seen: v }')}${script('w', '{ v: 2 }')}${someTasks('u')}${aPath('s', 'r', 'w', 'u', 'e')}</subProcess>`

  test('of a sub-process hide those of the same name outside, also while empty, and end with it', () => {
    const play = playBpmn(aRun(['a', 'z'], `<dataObject id="d" name="v"/>${inner}${someTasks('z')}`), {
      variables: { v: 1 },
    })
    play.complete('u')
    expect(play.variables()).toEqual({ v: 1 })
  })

  test('a variable nobody declared belongs to the matter', () => {
    const sub = aSub('a', ['w'], { content: script('w', '{ x: 3 }') })
    expect(playBpmn(aRun(['a', 'z'], sub + someTasks('z'))).variables()).toEqual({ x: 3 })
  })
})

describe('call activity', () => {
  const passing = anExtension(
    '<duibiao:in source="x" target="given"/><duibiao:out source="result" target="y"/>',
  )
  const caller = (element: string, attributes = '') =>
    aRun(
      ['a', 'z'],
      `<callActivity id="a" calledElement="${element}" ${attributes}>${passing}</callActivity>${someTasks('z')}`,
    )
  const called = (factor: number) =>
    aRun(['w', 'u'], `${script('w', `{ result: given * ${factor}, x: 99 }`)}${someTasks('u')}`, { id: 'q' })

  test('passes what is named in and out, and nothing else', () => {
    const play = playBpmn([caller('q'), called(2)], { variables: { x: 4 } })
    expect(play.tasks()).toEqual(['u'])
    play.complete('u', { other: 1 })
    expect([play.tasks(), play.variables()]).toEqual([['z'], { x: 4, y: 8 }])
  })

  test('takes the called process from a variable, and refuses one that is not there', () => {
    const play = playBpmn([caller('=name'), called(3)], { variables: { name: 'q', x: 1 } })
    expect(play.tasks()).toEqual(['u'])
    const none = playBpmn([caller('=name'), called(3)], { start: false })
    expect(none.world.start({ procedure: 'p', variables: { name: 'r' } })).toMatchObject({
      refusal: { code: 'called_procedure_missing' },
    })
  })

  test('ended by a boundary event ends what it called', () => {
    const play = playBpmn([
      aRun(['a', 'z'], `<callActivity id="a" calledElement="q"/>${someTasks('z', 'x')}`, {
        more: `${aBoundary('t', { on: 'a', when: 'duration PT1H' })}${aPath('t', 'x', 'end')}`,
      }),
      called(1),
    ])
    play.advance('PT1H')
    expect(play.tasks()).toEqual(['x'])
  })

  test('event sub-processes of the called process work inside it alone', () => {
    const inside = aRun(['u'], someTasks('u') + anEventSubprocess('x', { when: 'message M', task: 'h' }), {
      id: 'q',
      roots,
    })
    const play = playBpmn([
      aRun(['a', 'z'], `<callActivity id="a" calledElement="q"/>${someTasks('z')}`),
      inside,
    ])
    play.message('M')
    expect([play.tasks(), play.subscriptions()]).toEqual([['h'], 0])
    play.complete('h')
    expect(play.tasks()).toEqual(['z'])
  })
})

describe('what an event or an instance brings', () => {
  const loop = `<multiInstanceLoopCharacteristics>${anExtension('<duibiao:multi collection="offices" element="office"/>')}</multiInstanceLoopCharacteristics>`

  test('stays in the called process that caught it', () => {
    const inside = aRun(['u'], someTasks('u') + anEventSubprocess('x', { when: 'message M', task: 'h' }), {
      id: 'q',
      roots,
    })
    const play = playBpmn([
      aRun(['a', 'z'], `<callActivity id="a" calledElement="q"/>${someTasks('z')}`),
      inside,
    ])
    play.message('M', { brought: 1 })
    play.complete('h')
    expect([play.tasks(), play.variables()]).toEqual([['z'], {}])
  })

  test('is passed to a called process only where it is named', () => {
    const called = aRun(['w'], script('w', '{ seen: [office, given] }'), { id: 'q' })
    const passing = anExtension(
      '<duibiao:in source="office" target="given"/><duibiao:out source="seen" target="seen"/>',
    )
    const play = playBpmn(
      [
        aRun(
          ['a', 'z'],
          `<callActivity id="a" calledElement="q">${passing}${loop}</callActivity>${someTasks('z')}`,
        ),
        called,
      ],
      { variables: { offices: ['east'] } },
    )
    expect(play.variables()).toMatchObject({ seen: [null, 'east'] })
  })

  test('a signal is heard with what it carries by everybody it reaches', () => {
    const inner = (id: string) =>
      anEventSubprocess(id, { when: 'signal S', task: `${id}-task`, interrupts: false })
    const play = playBpmn(
      aRun(['a'], someTasks('a') + inner('x') + inner('y'), { roots: someRoots('signal', 'S') }),
    )
    play.world.broadcast({ name: 'S', variables: { level: 2 } })
    expect([play.tasks(), play.variables()]).toEqual([['a', 'x-task', 'y-task'], { level: 2 }])
  })
})

describe('ad-hoc sub-process', () => {
  const adHoc = (condition: string, attributes = '') =>
    aRun(
      ['a', 'z'],
      `<adHocSubProcess id="a" ${attributes}>${someTasks('u', 'v', 'w')}${aPath('u', 'w')}${condition === '' ? '' : aFormal('completionCondition', condition)}</adHocSubProcess>${someTasks('z')}`,
    )

  function begin(play: Play, element: string): string | undefined {
    const matter = play.world.matters()[0]
    const nodes = play.world.procedure(matter?.procedure ?? '').nodes
    const node = nodes.findIndex((one) => one.id === element)
    return play.act({ kind: 'trigger', start: { scope: play.token('a'), node } })
  }

  test('people begin its work, in any order and again; flows inside lead on', () => {
    const play = playBpmn(adHoc('done'))
    expect(begin(play, 'w')).toBe('activity_not_enabled')
    begin(play, 'u')
    begin(play, 'v')
    begin(play, 'v')
    play.complete('u')
    expect(play.tasks()).toEqual(['v', 'v', 'w'])
    play.complete('v', { done: true })
    expect(play.tasks()).toEqual(['z'])
  })

  test('one at a time where it is sequential', () => {
    const play = playBpmn(adHoc('done', 'ordering="Sequential"'))
    begin(play, 'u')
    expect(begin(play, 'v')).toBe('activity_not_enabled')
    play.complete('u')
    expect(begin(play, 'v')).toBe('activity_not_enabled')
    play.complete('w')
    expect(begin(play, 'v')).toBe(undefined)
  })

  test('lets begun work finish where it keeps the rest, but nothing new begin', () => {
    const play = playBpmn(adHoc('done', 'cancelRemainingInstances="false"'))
    begin(play, 'u')
    begin(play, 'v')
    play.complete('v', { done: true })
    expect(begin(play, 'v')).toBe('activity_not_enabled')
    play.complete('u')
    expect(play.tasks()).toEqual(['w'])
    play.complete('w')
    expect(play.tasks()).toEqual(['z'])
  })

  test('without a condition ends when all its work was done', () => {
    const play = playBpmn(adHoc(''))
    begin(play, 'u')
    play.complete('u')
    play.complete('w')
    expect(play.tasks()).toEqual([])
    begin(play, 'v')
    play.complete('v')
    expect(play.tasks()).toEqual(['z'])
  })
})

describe('jump', () => {
  test('into an event sub-process that interrupts ends what else runs in its scope', () => {
    const inner = `<parallelGateway id="f"/>${someTasks('u', 'v')}<endEvent id="e"/><startEvent id="s"/>${aPath('s', 'f', 'u', 'e')}${aPath('f', 'v', 'e')}${anEventSubprocess('x', { when: 'message M', task: 'h' })}`
    const play = playBpmn(aProcess(inner, roots))
    expect(play.act({ kind: 'jump', moves: [{ from: [play.token('u')], to: ['h'] }], reason: 'test' })).toBe(
      undefined,
    )
    expect([play.tasks(), play.subscriptions()]).toEqual([['h'], 0])
  })
})
