import {
  aBoundary,
  aFlow,
  anEvent,
  anUndo,
  aPath,
  aProcess,
  aRun,
  aSub,
  playBpmn,
  someRoots,
  someTasks,
} from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'

const [one, two] = [anUndo('a'), anUndo('b')]
const times = (count: number, sequential = false) =>
  `<multiInstanceLoopCharacteristics isSequential="${sequential}"><loopCardinality xsi:type="tFormalExpression">${count}</loopCardinality></multiInstanceLoopCharacteristics>`
const undoing = (activity = '') => anEvent('intermediateThrowEvent id="t"', `compensate ${activity}`.trim())

describe('compensation', () => {
  test('undoes what was completed, the last first, and waits for it', () => {
    const play = playBpmn(
      aRun(
        ['a', 'b', 'c', 't', 'z'],
        `${someTasks('a', 'b', 'c', 'z')}${undoing()}${one.content}${two.content}`,
        {
          more: one.after + two.after,
        },
      ),
    )
    play.complete('a')
    play.complete('b')
    play.complete('c')
    expect(play.tasks()).toEqual(['undo-b'])
    play.complete('undo-b')
    expect(play.tasks()).toEqual(['undo-a'])
    play.complete('undo-a')
    expect(play.tasks()).toEqual(['z'])
  })

  test('of one activity leaves the others alone, and nothing is undone twice', () => {
    const play = playBpmn(
      aRun(
        ['a', 'b', 't', 'y', 't2', 'z'],
        `${someTasks('a', 'b', 'y', 'z')}${undoing('a')}${anEvent('intermediateThrowEvent id="t2"', 'compensate')}${one.content}${two.content}`,
        {
          more: one.after + two.after,
        },
      ),
    )
    play.complete('a')
    play.complete('b')
    expect(play.tasks()).toEqual(['undo-a'])
    play.complete('undo-a')
    play.complete('y')
    expect(play.tasks()).toEqual(['undo-b'])
  })

  test('of what has not completed does nothing', () => {
    const play = playBpmn(
      aProcess(
        `<startEvent id="start"/><endEvent id="end"/><parallelGateway id="f"/>${someTasks('a', 'b', 'z')}${undoing('a')}${one.content}${aPath('start', 'f', 'a', 'end')}${aPath('f', 'b', 't', 'z', 'end')}${one.after}`,
      ),
    )
    play.complete('b')
    expect(play.tasks()).toEqual(['a', 'z'])
  })

  test('of a sub-process undoes what happened inside, with the data of then', () => {
    const sub = `<subProcess id="s"><dataObject id="d" name="v"/><startEvent id="s-start"/><endEvent id="s-end"/><scriptTask id="w"><script>{ v: 7 }</script></scriptTask>${someTasks('a')}${one.content}<scriptTask id="read" isForCompensation="true"><script>{ seen: v }</script></scriptTask>${anEvent('boundaryEvent id="comp-w" attachedToRef="w"', 'compensate')}${aPath('s-start', 'w', 'a', 's-end')}${one.after}<association id="assoc-w" sourceRef="comp-w" targetRef="read"/></subProcess>`
    const play = playBpmn(aRun(['s', 'b', 't', 'z'], `${sub}${someTasks('b', 'z')}${undoing()}`))
    play.complete('a')
    play.complete('b')
    expect(play.tasks()).toEqual(['undo-a'])
    play.complete('undo-a')
    expect([play.tasks(), play.variables()]).toEqual([['z'], { seen: 7 }])
  })

  test('of a multi-instance sub-process undoes every instance: together, or in a row the last first', () => {
    const text = (sequential: boolean) =>
      aRun(
        ['s', 'b', 't', 'z'],
        `${aSub('s', ['a'], { content: someTasks('a') + one.content, after: one.after, loop: times(2, sequential) })}${someTasks('b', 'z')}${undoing()}`,
      )
    const side = playBpmn(text(false))
    side.complete('a')
    side.complete('a')
    side.complete('b')
    expect(side.tasks()).toEqual(['undo-a', 'undo-a'])
    const row = playBpmn(text(true))
    row.complete('a')
    row.complete('a')
    row.complete('b')
    expect(row.tasks()).toEqual(['undo-a'])
    row.complete('undo-a')
    expect(row.tasks()).toEqual(['undo-a'])
    row.complete('undo-a')
    expect(row.tasks()).toEqual(['z'])
  })

  test('of a call undoes what the called procedure did, with its data', () => {
    const called = aRun(
      ['w', 'a'],
      `<scriptTask id="w"><script>{ inner: 5 }</script></scriptTask>${someTasks('a')}${one.content}`,
      {
        id: 'q',
        more: one.after,
      },
    )
    const play = playBpmn([
      aRun(
        ['c', 'b', 't', 'z'],
        `<callActivity id="c" calledElement="q"/>${someTasks('b', 'z')}${undoing()}`,
      ),
      called,
    ])
    play.complete('a')
    play.complete('b')
    expect(play.tasks()).toEqual(['undo-a'])
    play.complete('undo-a')
    expect(play.tasks()).toEqual(['z'])
    expect(play.variables()).toEqual({})
  })

  test('of a call made several times undoes each of them', () => {
    const called = aRun(['a'], someTasks('a') + one.content, { id: 'q', more: one.after })
    const play = playBpmn([
      aRun(
        ['c', 'b', 't', 'z'],
        `<callActivity id="c" calledElement="q">${times(2)}</callActivity>${someTasks('b', 'z')}${undoing()}`,
      ),
      called,
    ])
    play.complete('a')
    play.complete('a')
    play.complete('b')
    expect(play.tasks()).toEqual(['undo-a', 'undo-a'])
    play.complete('undo-a')
    play.complete('undo-a')
    expect(play.tasks()).toEqual(['z'])
  })

  test('by an event sub-process takes the place of undoing the inside', () => {
    const own = `<subProcess id="x" triggeredByEvent="true">${anEvent('startEvent id="xs"', 'compensate')}${someTasks('h')}<endEvent id="xe"/>${aPath('xs', 'h', 'xe')}</subProcess>`
    const play = playBpmn(
      aRun(
        ['s', 'b', 't', 'z'],
        `${aSub('s', ['a'], { content: `${someTasks('a')}${one.content}${own}`, after: one.after })}${someTasks('b', 'z')}${undoing()}`,
      ),
    )
    play.complete('a')
    play.complete('b')
    expect(play.tasks()).toEqual(['h'])
    play.complete('h')
    expect(play.tasks()).toEqual(['z'])
  })

  test('thrown in an event sub-process means the scope around it', () => {
    const throwing = `<subProcess id="x" triggeredByEvent="true">${anEvent('startEvent id="xs"', 'message M')}${undoing()}<endEvent id="xe"/>${aPath('xs', 't', 'xe')}</subProcess>`
    const play = playBpmn(
      aRun(['a', 'b'], `${someTasks('a', 'b')}${one.content}${throwing}`, {
        more: one.after,
        roots: someRoots('message', 'M'),
      }),
    )
    play.complete('a')
    play.message('M')
    expect(play.tasks()).toEqual(['undo-a'])
    play.complete('undo-a')
    expect(play.status()).toBe('completed')
  })
})

describe('transactions', () => {
  const cancel = anEvent('endEvent id="c"', 'cancel')
  const leave = (on: string, to = 'end') =>
    `${aBoundary(`out-${on}`, { on, when: 'cancel' })}${someTasks(`after-${on}`)}${aPath(`out-${on}`, `after-${on}`, to)}`
  const choice = `<exclusiveGateway id="g" default="g-x-end"/>${cancel}${aFlow('g', 'c', 'bad')}`
  const transaction = aRun(
    ['x', 'z'],
    `<transaction id="x"><startEvent id="x-start"/><endEvent id="x-end"/><parallelGateway id="f"/>${someTasks('a', 'b', 'v')}${one.content}${choice}${aPath('x-start', 'f', 'a', 'b', 'g', 'x-end')}${aPath('f', 'v', 'x-end')}${one.after}</transaction>${someTasks('z')}`,
    { more: leave('x') },
  )

  test('that succeed go on', () => {
    const play = playBpmn(transaction)
    for (const task of ['a', 'b', 'v']) play.complete(task, { bad: false })
    expect(play.tasks()).toEqual(['z'])
  })

  test('that are cancelled end what is open, undo what is done, and leave by the cancel event', () => {
    const play = playBpmn(transaction)
    play.complete('a')
    play.complete('b', { bad: true })
    expect(play.tasks()).toEqual(['undo-a'])
    play.complete('undo-a')
    expect(play.tasks()).toEqual(['after-x'])
  })

  test('inside another are undone with it once they are complete', () => {
    const inner = aSub('i', ['a'], {
      element: 'transaction',
      content: someTasks('a') + one.content,
      after: one.after,
    })
    const outer = `<transaction id="x"><startEvent id="x-start"/><endEvent id="x-end"/>${inner}${someTasks('b')}${choice}${aPath('x-start', 'i', 'b', 'g', 'x-end')}</transaction>`
    const play = playBpmn(aRun(['x', 'z'], `${outer}${someTasks('z')}`, { more: leave('x') }))
    play.complete('a')
    play.complete('b', { bad: true })
    expect(play.tasks()).toEqual(['undo-a'])
    play.complete('undo-a')
    expect(play.tasks()).toEqual(['after-x'])
  })

  test('inside another that are cancelled leave the outer one at work', () => {
    const inner = `<transaction id="i"><startEvent id="i-start"/><endEvent id="i-end"/>${someTasks('a', 'b')}${one.content}${choice.replaceAll('x-end', 'i-end')}${aPath('i-start', 'a', 'b', 'g', 'i-end')}${one.after}</transaction>`
    const outer = `<transaction id="x"><startEvent id="x-start"/><endEvent id="x-end"/>${inner}${someTasks('y')}${leave('i', 'x-end')}${aPath('x-start', 'i', 'y', 'x-end')}</transaction>`
    const play = playBpmn(aRun(['x', 'z'], `${outer}${someTasks('z')}`, { more: leave('x') }))
    play.complete('a')
    play.complete('b', { bad: true })
    play.complete('undo-a')
    expect(play.tasks()).toEqual(['after-i'])
    play.complete('after-i')
    expect(play.tasks()).toEqual(['z'])
  })
})
