import {
  aBoundary,
  aFormal,
  anEvent,
  anExtension,
  aPath,
  aRun,
  aSub,
  playBpmn,
  someRoots,
  someTasks,
} from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'

const standard = (condition: string, attributes = '') =>
  `<standardLoopCharacteristics ${attributes}>${aFormal('loopCondition', condition)}</standardLoopCharacteristics>`
const many = (inner: string, attributes = '') =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics>`
const count = (cardinality: string) => aFormal('loopCardinality', cardinality)
const task = (loop: string) => `<userTask id="a">${loop}</userTask>`
const late = `${aBoundary('late', { on: 'a', when: 'duration PT1H' })}${someTasks('x')}${aPath('late', 'x', 'end')}`

describe('standard loop', () => {
  test('tests after the round, or before the first', () => {
    const after = playBpmn(aRun(['a', 'z'], task(standard('n &lt; 2')) + someTasks('z')), {
      variables: { n: 5 },
    })
    expect(after.tasks()).toEqual(['a'])
    after.complete('a', { n: 1 })
    expect(after.tasks()).toEqual(['a'])
    after.complete('a', { n: 2 })
    expect(after.tasks()).toEqual(['z'])
    const before = playBpmn(
      aRun(['a', 'z'], task(standard('n &lt; 2', 'testBefore="true"')) + someTasks('z')),
      {
        variables: { n: 5 },
      },
    )
    expect(before.tasks()).toEqual(['z'])
  })

  test('that is passed over takes its boundary events along', () => {
    const play = playBpmn(
      aRun(['a', 'z'], task(standard('false', 'testBefore="true"')) + someTasks('z'), { more: late }),
    )
    expect(play.timers()).toBe(0)
    play.advance('PT2H')
    expect(play.tasks()).toEqual(['z'])
  })

  test('is capped by loopMaximum and counts its rounds from 0', () => {
    const script = `<scriptTask id="a">${standard('true', 'loopMaximum="3"')}<script>{ last: loopCounter }</script></scriptTask>`
    expect(playBpmn(aRun(['a', 'z'], script + someTasks('z'))).variables()).toEqual({ last: 2 })
  })

  test('keeps its boundary events through all rounds', () => {
    const play = playBpmn(aRun(['a', 'z'], task(standard('true')) + someTasks('z'), { more: late }))
    play.complete('a')
    play.complete('a')
    expect(play.timers()).toBe(1)
    play.advance('PT1H')
    expect(play.tasks()).toEqual(['x'])
  })

  test('of a sub-process begins each round with data of its own', () => {
    const inner = `<dataObject id="d" name="v"/><startEvent id="s"/><endEvent id="e"/><scriptTask id="w"><script>{ seen: v, v: 1 }</script></scriptTask>${someTasks('u')}${aPath('s', 'w', 'u', 'e')}`
    const play = playBpmn(aRun(['a'], `<subProcess id="a">${standard('true')}${inner}</subProcess>`))
    play.complete('u')
    expect(play.tasks()).toEqual(['u'])
    expect(play.variables()).toEqual({})
  })
})

describe('multi-instance', () => {
  test('in parallel completes with the last, in a row opens one after the other', () => {
    const side = playBpmn(aRun(['a', 'z'], task(many(count('2'))) + someTasks('z')))
    expect(side.tasks()).toEqual(['a', 'a'])
    side.complete('a')
    side.complete('a')
    expect(side.tasks()).toEqual(['z'])
    const row = playBpmn(aRun(['a', 'z'], task(many(count('2'), 'isSequential="true"')) + someTasks('z')))
    expect(row.tasks()).toEqual(['a'])
    row.complete('a')
    expect(row.tasks()).toEqual(['a'])
    row.complete('a')
    expect(row.tasks()).toEqual(['z'])
  })

  test('of nobody is passed at once, of a wrong number is refused', () => {
    const text = aRun(['a', 'z'], task(many(count('n'))) + someTasks('z'), { more: late })
    const none = playBpmn(text, { variables: { n: 0 } })
    expect([none.tasks(), none.timers()]).toEqual([['z'], 0])
    const play = playBpmn(text, { start: false })
    expect(play.world.start({ procedure: 'p', variables: { n: -1 } })).toMatchObject({
      refusal: { code: 'cardinality_invalid' },
    })
  })

  test('ends early when its completion condition holds', () => {
    const play = playBpmn(
      aRun(
        ['a', 'z'],
        task(
          many(
            count('5') +
              aFormal('completionCondition', 'numberOfCompletedInstances / numberOfInstances &gt;= 0.4'),
          ),
        ) + someTasks('z'),
      ),
    )
    play.complete('a')
    expect(play.tasks()).toHaveLength(4)
    play.complete('a')
    expect(play.tasks()).toEqual(['z'])
  })

  test('goes through a collection and gathers what each instance gives, in the order of the collection', () => {
    const loop = many(
      anExtension(
        '<duibiao:multi collection="offices" element="office" output="answers" outputElement="answer"/>',
      ),
    )
    const play = playBpmn(aRun(['a', 'z'], task(loop) + someTasks('z')), {
      variables: { offices: ['east', 'west'] },
    })
    play.complete('a', { answer: 'second' }, 1)
    play.complete('a', { answer: 'first' })
    expect(play.variables()['answers']).toEqual(['first', 'second'])
  })

  test('an interrupting boundary event ends all instances', () => {
    const play = playBpmn(aRun(['a', 'z'], task(many(count('3'))) + someTasks('z'), { more: late }))
    play.complete('a')
    play.advance('PT1H')
    expect(play.tasks()).toEqual(['x'])
  })

  test('tells its boundary event of the first or of each completion', () => {
    const text = (behavior: string) =>
      aRun(
        ['a', 'z'],
        task(many(count('3'), `behavior="${behavior}" ${behavior.toLowerCase()}BehaviorEventRef="told"`)) +
          someTasks('z'),
        {
          more: `${anEvent('boundaryEvent id="b" attachedToRef="a" cancelActivity="false"', 'signal S')}${someTasks('x')}${aPath('b', 'x', 'end')}`,
          roots: `${someRoots('signal', 'S')}<signalEventDefinition id="told" signalRef="S"/>`,
        },
      )
    const first = playBpmn(text('One'))
    first.complete('a')
    first.complete('a')
    expect(first.tasks()).toEqual(['a', 'x'])
    const each = playBpmn(text('None'))
    each.complete('a')
    each.complete('a')
    expect(each.tasks()).toEqual(['a', 'x', 'x'])
  })

  test('takes on and gives up instances while it runs', () => {
    const side = playBpmn(aRun(['a', 'z'], task(many(count('3'))) + someTasks('z')))
    expect(side.act({ kind: 'deleteInstance', token: side.token('a', 1) })).toBe(undefined)
    expect(side.act({ kind: 'addInstance', token: side.token('a') })).toBe(undefined)
    expect(side.tasks()).toEqual(['a', 'a', 'a'])
    for (let round = 0; round < 3; round += 1) side.complete('a')
    expect(side.tasks()).toEqual(['z'])
    const row = playBpmn(aRun(['a', 'z'], task(many(count('1'), 'isSequential="true"')) + someTasks('z')))
    row.act({ kind: 'addInstance', token: row.token('a') })
    row.complete('a')
    expect(row.tasks()).toEqual(['a'])
    row.complete('a')
    expect(row.tasks()).toEqual(['z'])
  })

  test('inside another keeps its own counters', () => {
    const inner = `<userTask id="u">${many(count('2'), 'isSequential="true"')}</userTask>`
    const play = playBpmn(
      aRun(['a', 'z'], `${aSub('a', ['u'], { content: inner, loop: many(count('2')) })}${someTasks('z')}`),
    )
    expect(play.tasks()).toEqual(['u', 'u'])
    play.complete('u')
    play.complete('u')
    expect(play.tasks()).toEqual(['u', 'u'])
    play.complete('u')
    play.complete('u')
    expect(play.tasks()).toEqual(['z'])
  })
})

describe('token quantities', () => {
  test('completionQuantity sends so many tokens, startQuantity waits for so many', () => {
    const play = playBpmn(
      aRun(['a', 'b'], `<userTask id="a" completionQuantity="4"/><userTask id="b" startQuantity="2"/>`),
    )
    play.complete('a')
    expect(play.tasks()).toEqual(['b', 'b'])
    play.complete('b')
    play.complete('b')
    expect(play.status()).toBe('completed')
  })

  test('too few tokens wait', () => {
    const play = playBpmn(
      aRun(['a', 'b'], `<userTask id="a" completionQuantity="3"/><userTask id="b" startQuantity="2"/>`),
    )
    play.complete('a')
    play.complete('b')
    expect([play.tasks(), play.status()]).toEqual([[], 'open'])
  })
})
