import { anEventSubprocess, anUndo, aPath } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import {
  besides,
  boundary,
  call,
  cancel,
  catchEvent,
  compensation,
  course,
  endEvent,
  error,
  escalation,
  gateway,
  instances,
  message,
  otherSignal,
  process,
  row,
  script,
  signal,
  startEvent,
  subProcess,
  terminate,
  throwEvent,
  userTask,
  writeModel,
} from './model-sketch.ts'
import { advance, begin, complete, ended, playModel as play, running, tasks, traceIs } from './play-model.ts'

const [undoA, undoB] = [anUndo('a'), anUndo('b')]
const [one, two, three, four] = ['SCRIPT_task1', 'SCRIPT_task2', 'SCRIPT_task3', 'SCRIPT_task4']

describe('an event thrown inside a sub-process reaches its boundary event while the sub-process runs', () => {
  const events = [
    ['signal', signal],
    ['escalation', escalation],
  ] as const

  function model(event: string, boundaryEvent: string): string {
    const inner = course('1', script('a', one), throwEvent('throw', event), script('b', two))
    return writeModel(
      process(
        course('', subProcess('sub', inner), script('after', four)) + row(boundaryEvent, script('c', three)),
      ),
    )
  }

  test.each(events)('an interrupting %s ends the rest of it', (_name, event) => {
    expect(
      play(model(event, boundary('caught', 'sub', event)), begin, traceIs(one, three), ended),
    ).toBeUndefined()
  })

  test.each(events)('a non-interrupting %s lets it go on', (_name, event) => {
    const steps = [begin, traceIs(one, two, three, four), ended]
    expect(play(model(event, besides('caught', 'sub', event)), ...steps)).toBeUndefined()
  })
})

describe('signals', () => {
  test('wait for branches beside them to reach their catching events', () => {
    const model = writeModel(
      process(
        row(
          startEvent('start'),
          gateway('parallel', 'fork'),
          throwEvent('throw', signal, otherSignal),
          endEvent('end'),
        ) +
          row(catchEvent('first', signal), script('a', one)) +
          row(catchEvent('second', otherSignal), script('b', two)) +
          aPath('fork', 'first') +
          aPath('fork', 'second'),
      ),
    )
    expect(play(model, begin, traceIs(one, two), ended)).toBeUndefined()
  })

  test('of an event sub-process inside a sub-process interrupt only that', () => {
    const inner =
      course('1', userTask('a'), throwEvent('throw', signal), userTask('b')) +
      anEventSubprocess('esp', { when: signal, task: 'c' })
    const model = writeModel(process(course('', subProcess('sub', inner), userTask('d'))))
    const steps = [begin, complete('a'), tasks('c'), complete('c'), tasks('d')]
    expect(play(model, ...steps)).toBeUndefined()
  })
})

describe('scripts that take time', () => {
  test('are interrupted by a boundary timer', () => {
    const model = writeModel(
      process(
        course('', script('slow', 'WAIT_TEN_SECONDS'), script('a', one)) +
          row(boundary('late', 'slow', 'duration PT3S'), script('b', two)),
      ),
    )
    const steps = [begin, advance('PT2S'), running, advance('PT2S'), ended, advance('PT20S'), traceIs(two)]
    expect(play(model, ...steps)).toBeUndefined()
  })

  test('come one after the other in a sequential multi-instance', () => {
    const slow = script('slow', 'WAIT_TEN_SECONDS', instances(3, 'sequential'))
    const model = writeModel(process(course('', slow, script('a', one))))
    const steps = [begin, advance('PT29S'), running, advance('PT1S'), ended, traceIs(one)]
    expect(play(model, ...steps)).toBeUndefined()
  })

  test('end with a terminate end event', () => {
    const model = writeModel(
      process(
        row(
          startEvent('start'),
          gateway('parallel', 'fork'),
          script('slow', 'WAIT_TEN_SECONDS'),
          script('a', one),
        ) +
          endEvent('stop', terminate) +
          aPath('fork', 'stop'),
      ),
    )
    expect(play(model, begin, ended, advance('PT20S'), traceIs())).toBeUndefined()
  })
})

describe('timers', () => {
  test('of a cycle fire as often as it says', () => {
    const model = writeModel(
      process(course('', userTask('a')) + row(besides('again', 'a', 'cycle R3/PT1H'), userTask('reminder'))),
    )
    const reminders = ['reminder', 'reminder', 'reminder']
    const steps = [begin, advance('PT1H'), tasks('a', 'reminder'), advance('PT5H'), tasks('a', ...reminders)]
    expect(play(model, ...steps, { expect: 'timers', of: 'p', count: 0 })).toBeUndefined()
  })

  test('start instances at a date, and for ever by an open cycle', () => {
    const dated = 'date 2026-01-05T10:00:00+08:00'
    const model = writeModel(
      process(row(startEvent('start', dated), userTask('a'))),
      process(row(startEvent('start2', 'cycle R/PT1H'), userTask('b')), 'q'),
    )
    const steps = [
      { expect: 'timers', count: 2 },
      advance('PT3H'),
      { expect: 'tasks', keys: ['a', 'b', 'b', 'b'] },
    ]
    expect(play(model, ...steps, { expect: 'timers', count: 1 })).toBeUndefined()
  })
})

describe('called procedures', () => {
  test('hand errors and escalations to their caller, and hear signals', () => {
    const called = row(
      startEvent('start1'),
      throwEvent('tell', escalation),
      catchEvent('listen', signal),
      userTask('b'),
      endEvent('fail', error),
    )
    const model = writeModel(
      process(
        course('', call('call'), userTask('a')) +
          row(besides('told', 'call', escalation), userTask('c')) +
          row(boundary('failed', 'call', error), userTask('d')),
      ),
      process(called, 'called'),
    )
    const steps = [
      begin,
      tasks('c'),
      { do: 'signal', name: 'sig' },
      tasks('b', 'c'),
      complete('b'),
      tasks('c', 'd'),
    ]
    expect(play(model, ...steps)).toBeUndefined()
  })

  test('are ended alone by their own terminate end event, also among many', () => {
    const called =
      row(startEvent('start1'), gateway('parallel', 'fork'), userTask('a')) +
      row(userTask('b'), endEvent('stop', terminate)) +
      aPath('fork', 'b')
    const model = writeModel(
      process(course('', call('call', 'called', instances(2)))),
      process(called, 'called'),
    )
    expect(
      play(model, begin, tasks('a', 'a', 'b', 'b'), complete('b'), tasks('a', 'b'), complete('b'), ended),
    ).toBeUndefined()
  })
})

describe('messages', () => {
  test('start one of two ways of an event-based gateway that instantiates', () => {
    const model = writeModel(
      process(
        gateway('eventBased', 'either', 'instantiate="true"') +
          row(catchEvent('asked', message), script('a', one)) +
          row(catchEvent('alarmed', signal), script('b', two)) +
          aPath('either', 'asked') +
          aPath('either', 'alarmed'),
      ),
    )
    const steps = [
      { do: 'start', message: 'msg', as: 'p' },
      ended,
      traceIs(one),
      { do: 'signal', name: 'sig' },
    ]
    expect(play(model, ...steps, traceIs(one, two))).toBeUndefined()
  })
})

describe('compensation', () => {
  test('undoes in reverse order, one after the other', () => {
    const model = writeModel(
      process(
        course('', userTask('a'), userTask('b'), throwEvent('undo', compensation), userTask('z')) +
          undoA.content +
          undoB.content +
          undoA.after +
          undoB.after,
      ),
    )
    const steps = [begin, complete('a'), complete('b'), tasks('undo-b'), complete('undo-b'), tasks('undo-a')]
    expect(play(model, ...steps, complete('undo-a'), tasks('z'))).toBeUndefined()
  })

  test('of a cancelled transaction comes before its boundary event; open work in it ends', () => {
    const inner =
      row(startEvent('start1'), gateway('parallel', 'fork'), userTask('a'), userTask('c'), endEvent('end1')) +
      row(userTask('b'), endEvent('give-up', cancel)) +
      aPath('fork', 'b') +
      undoA.content +
      undoA.after
    const model = writeModel(
      process(
        course('', subProcess('deal', inner, 'transaction')) +
          row(boundary('off', 'deal', cancel), userTask('z')),
      ),
    )
    const steps = [begin, complete('a'), tasks('b', 'c'), complete('b'), tasks('undo-a'), complete('undo-a')]
    expect(play(model, ...steps, tasks('z'), complete('z'), ended)).toBeUndefined()
  })
})
