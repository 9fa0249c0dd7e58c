import {
  aBoundary,
  aFlow,
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

const roots = someRoots('error', 'E', 'F') + someRoots('escalation', 'X', 'Y')

/** A sub-process `a` with a task `u` that leads to an event; what may catch it is added inside, on it, or around it. */
function thrower(
  event: string,
  {
    inside = '',
    on = '',
    around = '',
  }: { readonly inside?: string; readonly on?: string; readonly around?: string },
): string {
  const inner = `${someTasks('u')}${anEvent('endEvent id="t"', event)}${aPath('a-start', 'u', 't')}${inside}`
  return aRun(
    ['a', 'z'],
    `<subProcess id="a"><startEvent id="a-start"/>${inner}</subProcess>${someTasks('z')}`,
    {
      more: `${on}${around}`,
      roots,
    },
  )
}

function caught(id: string, when: string, interrupts = true): string {
  return `${aBoundary(id, { on: 'a', when, interrupts })}${someTasks(`by-${id}`)}${aPath(id, `by-${id}`, 'end')}`
}

describe('errors', () => {
  test('are caught on the activity, by their code before any other', () => {
    const play = playBpmn(thrower('error E', { on: `${caught('any', 'error')}${caught('one', 'error E')}` }))
    play.complete('u')
    expect(play.tasks()).toEqual(['by-one'])
    const other = playBpmn(thrower('error F', { on: `${caught('any', 'error')}${caught('one', 'error E')}` }))
    other.complete('u')
    expect(other.tasks()).toEqual(['by-any'])
  })

  test('are caught inside before outside', () => {
    const inside = anEventSubprocess('x', { when: 'error E', task: 'h' })
    const play = playBpmn(thrower('error E', { inside, on: caught('b', 'error E') }))
    play.complete('u')
    expect(play.tasks()).toEqual(['h'])
    play.complete('h')
    expect(play.tasks()).toEqual(['z'])
  })

  test('pass on outwards to the process itself', () => {
    const play = playBpmn(
      thrower('error E', {
        on: caught('b', 'error F'),
        around: anEventSubprocess('x', { when: 'error E', task: 'h' }),
      }),
    )
    play.complete('u')
    expect(play.tasks()).toEqual(['h'])
    play.complete('h')
    expect(play.status()).toBe('completed')
  })

  test('that nobody catches end the matter as failed', () => {
    const play = playBpmn(thrower('error E', {}))
    play.complete('u')
    expect(play.status()).toBe('failed')
  })

  test('end parallel work of the scope they leave', () => {
    const play = playBpmn(
      aRun(
        ['a', 'z'],
        `<subProcess id="a"><startEvent id="s"/><parallelGateway id="f"/>${someTasks('u', 'v')}${anEvent('endEvent id="t"', 'error E')}<endEvent id="e"/>${aPath('s', 'f', 'u', 't')}${aPath('f', 'v', 'e')}</subProcess>${someTasks('z')}`,
        { more: caught('b', 'error E'), roots },
      ),
    )
    play.complete('u')
    expect(play.tasks()).toEqual(['by-b'])
  })

  test('come out of a called procedure to the activity that called it', () => {
    const called = aProcess(
      `<startEvent id="s"/>${someTasks('u')}${anEvent('endEvent id="t"', 'error E')}${aPath('s', 'u', 't')}`,
      roots,
    ).replace('id="p"', 'id="q"')
    const play = playBpmn([
      aRun(['a', 'z'], `<callActivity id="a" calledElement="q"/>${someTasks('z')}`, {
        more: caught('b', 'error E'),
        roots,
      }),
      called,
    ])
    play.complete('u')
    expect(play.tasks()).toEqual(['by-b'])
  })

  test('of one instance end the whole multi-instance activity', () => {
    const loop =
      '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>'
    const play = playBpmn(
      thrower('error E', { on: caught('b', 'error E') })
        .replace('<subProcess id="a">', `<subProcess id="a">${loop}`)
        .replace('<loopCardinality>', '<loopCardinality xsi:type="tFormalExpression">'),
    )
    expect(play.tasks()).toEqual(['u', 'u', 'u'])
    play.complete('u')
    expect(play.tasks()).toEqual(['by-b'])
  })

  test('a person raises one only where something catches it', () => {
    const play = playBpmn(aRun(['a'], someTasks('a'), { more: caught('b', 'error E'), roots }))
    expect(play.act({ kind: 'throwError', task: play.token('a'), code: 'F' })).toBe('error_not_caught')
    expect(play.act({ kind: 'throwError', task: play.token('a'), code: 'E' })).toBe(undefined)
    expect(play.tasks()).toEqual(['by-b'])
  })
})

describe('escalations', () => {
  const escalate = (more: string) =>
    aRun(
      ['a', 'z'],
      `${aSub('a', ['t', 'u'], { content: `${anEvent('intermediateThrowEvent id="t"', 'escalation X')}${someTasks('u')}` })}${someTasks('z')}`,
      { more, roots },
    )

  test('leave the thrower at work when nothing interrupts it', () => {
    expect(playBpmn(escalate(caught('b', 'escalation X', false))).tasks()).toEqual(['by-b', 'u'])
    expect(playBpmn(escalate(caught('b', 'escalation X'))).tasks()).toEqual(['by-b'])
    expect(playBpmn(escalate(caught('b', 'escalation Y'))).tasks()).toEqual(['u'])
  })

  test('reach an event sub-process around', () => {
    const play = playBpmn(
      escalate(anEventSubprocess('x', { when: 'escalation X', task: 'h', interrupts: false })),
    )
    expect(play.tasks()).toEqual(['h', 'u'])
  })

  test('thrown on from an event sub-process are not caught by it again', () => {
    const again = `<subProcess id="x" triggeredByEvent="true">${anEvent('startEvent id="xs" isInterrupting="false"', 'escalation X')}${anEvent('endEvent id="xe"', 'escalation X')}${aPath('xs', 'xe')}</subProcess>`
    const inner = `${anEvent('intermediateThrowEvent id="t"', 'escalation X')}${someTasks('u')}${again}`
    const play = playBpmn(
      aRun(['a', 'z'], `${aSub('a', ['t', 'u'], { content: inner })}${someTasks('z')}`, {
        more: caught('b', 'escalation X', false),
        roots,
      }),
    )
    expect(play.tasks()).toEqual(['by-b', 'u'])
  })

  test('go through two calls to whoever catches them', () => {
    const call = (id: string, element: string, more = '') =>
      aRun(['a'], `<callActivity id="a" calledElement="${element}"/>`, { id, more, roots })
    const inmost = aRun(
      ['t', 'u'],
      `${anEvent('intermediateThrowEvent id="t"', 'escalation X')}${someTasks('u')}`,
      {
        id: 'r',
        roots,
      },
    )
    const play = playBpmn([call('p', 'q', caught('b', 'escalation X', false)), call('q', 'r'), inmost])
    expect(play.tasks()).toEqual(['by-b', 'u'])
    play.complete('u')
    play.complete('by-b')
    expect(play.status()).toBe('completed')
  })
})

describe('terminate', () => {
  const fork = (end: string) =>
    `<parallelGateway id="f"/>${someTasks('u', 'v')}${anEvent('endEvent id="t"', end)}${aFlow('f', 'u')}${aFlow('f', 'v')}${aPath('u', 't')}`

  test('ends the process with everything in it', () => {
    const play = playBpmn(
      aProcess(
        `<startEvent id="s"/><endEvent id="e"/>${fork('terminate')}${aPath('s', 'f')}${aPath('v', 'e')}`,
      ),
    )
    play.complete('u')
    expect(play.status()).toBe('terminated')
  })

  test('in a sub-process ends that alone, which then goes on', () => {
    const sub = `<subProcess id="a"><startEvent id="s"/><endEvent id="e"/>${fork('terminate')}${aPath('s', 'f')}${aPath('v', 'e')}</subProcess>`
    const play = playBpmn(aRun(['a', 'z'], `${sub}${someTasks('z')}`))
    play.complete('u')
    expect(play.tasks()).toEqual(['z'])
  })

  test('in a called procedure ends that alone', () => {
    const called = aProcess(
      `<startEvent id="s"/><endEvent id="e"/>${fork('terminate')}${aPath('s', 'f')}${aPath('v', 'e')}`,
    ).replace('id="p"', 'id="q"')
    const play = playBpmn([
      aRun(['a', 'z'], `<callActivity id="a" calledElement="q"/>${someTasks('z')}`),
      called,
    ])
    play.complete('u')
    expect(play.tasks()).toEqual(['z'])
  })
})
