import { aFlow, anEventSubprocess, aPath } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import {
  boundary,
  call,
  catchEvent,
  course,
  gateway,
  instances,
  process,
  row,
  signal,
  startEvent,
  subProcess,
  userTask,
  writeModel,
} from './model-sketch.ts'
import {
  advance,
  begin,
  complete,
  ended,
  moveBack,
  playModel as play,
  running,
  subscriptionsAre,
  tasks,
  timersAre,
} from './play-model.ts'

/** a → fork → b and c → join → z. */
const forked = writeModel(
  process(
    course(
      '',
      userTask('a'),
      gateway('parallel', 'fork'),
      userTask('b'),
      gateway('parallel', 'join'),
      userTask('z'),
    ) +
      userTask('c') +
      aPath('fork', 'c', 'join'),
  ),
)

describe('moving around a fork and its join', () => {
  test('from behind the join back to both branches', () => {
    const steps = [
      begin,
      complete('a'),
      complete('b'),
      complete('c'),
      moveBack(['z'], ['b', 'c']),
      tasks('b', 'c'),
    ]
    expect(
      play(forked, ...steps, complete('b'), complete('c'), tasks('z'), complete('z'), ended),
    ).toBeUndefined()
  })

  test('both branches back before the fork are one token again', () => {
    const steps = [
      begin,
      complete('a'),
      moveBack(['b', 'c'], 'a'),
      tasks('a'),
      complete('a'),
      tasks('b', 'c'),
    ]
    expect(play(forked, ...steps)).toBeUndefined()
  })

  test('one branch onto the join counts as its arrival', () => {
    const steps = [begin, complete('a'), moveBack(['b'], 'join'), tasks('c'), complete('c'), tasks('z')]
    expect(play(forked, ...steps, complete('z'), ended)).toBeUndefined()
  })

  test('moves exactly what is named: one branch past the join leaves the other at it', () => {
    const steps = [
      begin,
      complete('a'),
      moveBack(['b'], 'z'),
      tasks('c', 'z'),
      complete('z'),
      complete('c'),
      running,
    ]
    expect(play(forked, ...steps)).toBeUndefined()
  })

  test('an inclusive join waits for the branch that is left', () => {
    const model = writeModel(
      process(
        row(startEvent('start'), userTask('a'), gateway('inclusive', 'fork')) +
          userTask('b') +
          userTask('c') +
          aFlow('fork', 'b', '${x}') +
          aFlow('fork', 'c', '${y}') +
          row(gateway('inclusive', 'join'), userTask('z')) +
          aPath('b', 'join') +
          aPath('c', 'join'),
      ),
    )
    const steps = [
      begin,
      complete('a', { x: true, y: true }),
      moveBack(['b'], 'join'),
      tasks('c'),
      complete('c'),
    ]
    expect(play(model, ...steps, tasks('z'))).toBeUndefined()
  })
})

describe('moving into and out of many instances', () => {
  const model = writeModel(
    process(
      course(
        '',
        userTask('a'),
        subProcess('many', instances(3) + course('1', userTask('b'), userTask('c'))),
        userTask('z'),
      ),
    ),
  )
  const opened = [begin, complete('a'), tasks('b', 'b', 'b')]

  test('an inner element moves inside each instance', () => {
    const steps = [...opened, complete('b'), moveBack(['b'], 'c'), tasks('c', 'c', 'c')]
    expect(play(model, ...steps, complete('c'), complete('c'), complete('c'), tasks('z'))).toBeUndefined()
  })

  test('inner elements that leave end the whole activity', () => {
    expect(play(model, ...opened, moveBack(['b'], 'z'), tasks('z'), complete('z'), ended)).toBeUndefined()
  })

  test('the activity as a whole starts anew', () => {
    expect(
      play(model, ...opened, complete('b'), moveBack(['many'], 'many'), tasks('b', 'b', 'b')),
    ).toBeUndefined()
  })

  test('instances can be added and taken away at any depth', () => {
    const nested = writeModel(
      process(
        course(
          '',
          subProcess('outer', instances(2) + course('1', userTask('b', instances(2)))),
          userTask('z'),
        ),
      ),
    )
    const steps = [
      begin,
      { do: 'deleteInstance', activity: 'b', of: 'p', index: 3 },
      tasks('b', 'b', 'b'),
      { do: 'addInstance', activity: 'outer', of: 'p' },
      tasks('b', 'b', 'b', 'b', 'b'),
      ...Array.from({ length: 5 }, () => complete('b')),
      tasks('z'),
    ]
    expect(play(nested, ...steps)).toBeUndefined()
  })
})

describe('moving across sub-processes', () => {
  const esp = anEventSubprocess('esp', { when: signal, task: 'c' })
  const model = writeModel(
    process(
      course('', userTask('a'), subProcess('sub', course('1', userTask('b')) + esp), userTask('z')) +
        row(boundary('late', 'sub', 'duration PT1H'), userTask('y')),
    ),
  )

  test('arms what hangs on the sub-process entered, and takes it down on leaving', () => {
    const steps = [
      begin,
      moveBack(['a'], 'b'),
      timersAre(1),
      subscriptionsAre(1),
      moveBack(['b'], 'a'),
      timersAre(0),
    ]
    expect(play(model, ...steps, subscriptionsAre(0), tasks('a'))).toBeUndefined()
  })

  test('what was armed works', () => {
    const steps = [
      begin,
      moveBack(['a'], 'b'),
      { do: 'signal', name: 'sig' },
      tasks('c'),
      advance('PT2H'),
      tasks('y'),
    ]
    expect(play(model, ...steps)).toBeUndefined()
  })

  test('an event sub-process can be entered and left', () => {
    const steps = [
      begin,
      complete('a'),
      { do: 'signal', name: 'sig' },
      tasks('c'),
      moveBack(['c'], 'z'),
      tasks('z'),
    ]
    expect(play(model, ...steps, timersAre(0), complete('z'), ended)).toBeUndefined()
  })

  test('a called procedure is left as a whole and moved in by itself', () => {
    const calling = writeModel(
      process(course('', userTask('a'), call('call'), userTask('z'))),
      process(course('1', userTask('b'), userTask('c')), 'called'),
    )
    const inside = [begin, moveBack(['a'], 'call'), tasks('b'), moveBack(['b'], 'c'), tasks('c')]
    expect(play(calling, ...inside, complete('c'), tasks('z'))).toBeUndefined()
    expect(
      play(calling, ...inside, moveBack(['call'], 'z'), tasks('z'), complete('z'), ended),
    ).toBeUndefined()
  })

  test('waiting events are left and entered like tasks', () => {
    const waiting = writeModel(process(course('', userTask('a'), catchEvent('wait', signal), userTask('z'))))
    const steps = [
      begin,
      moveBack(['a'], 'wait'),
      subscriptionsAre(1),
      moveBack(['wait'], 'a'),
      subscriptionsAre(0),
    ]
    expect(play(waiting, ...steps, complete('a'), { do: 'signal', name: 'sig' }, tasks('z'))).toBeUndefined()
  })
})

test('a step from where nothing stands, or to what is not there, is refused', () => {
  const steps = [
    begin,
    { ...moveBack(['z'], 'a'), mayFail: true },
    { expect: 'refused', why: 'nothing stands at z' },
  ]
  expect(play(forked, ...steps)).toBeUndefined()
  expect(play(forked, begin, moveBack(['a'], 'nowhere'))).toContain('there is no element nowhere')
})
