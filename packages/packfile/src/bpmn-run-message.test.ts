import { listAskings } from '@duibiao/kernel'
import type { Variables } from '@duibiao/kernel'
import { aFile, aFlow, anExtension, aPath, playBpmn, someTasks } from '@duibiao/testkit'
import type { Play } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'

const messages = ['called', 'told'].map((name) => `<message id="${name}_message" name="${name}"/>`).join('')

function definition(message: string, envelope = ''): string {
  const inside = envelope === '' ? '' : anExtension(envelope)
  return `<messageEventDefinition messageRef="${message}_message">${inside}</messageEventDefinition>`
}

/** Throws `called` with an envelope, then hears what comes back for as long as the task is open. */
function caller(envelope: string): string {
  return `<process id="p" isExecutable="true">
<startEvent id="start"/>${someTasks('ask', 'wait')}
<intermediateThrowEvent id="call">${definition('called', envelope)}</intermediateThrowEvent>
<subProcess id="hearing" triggeredByEvent="true">
<startEvent id="heard" isInterrupting="false">${definition('told')}</startEvent>
<scriptTask id="note" scriptFormat="feel"><script>{ links: concatenate(if links = null then [] else links, [link]), link: null }</script></scriptTask>
<endEvent id="noted"/>${aPath('heard', 'note', 'noted')}
</subProcess>
<endEvent id="end"/>${aPath('start', 'ask', 'call', 'wait', 'end')}</process>`
}

/** Begins with `called`, and tells its origin when its work is done. */
const called = `<process id="q" isExecutable="true">
<startEvent id="begun">${definition('called')}</startEvent>${someTasks('work')}
<sendTask id="tell" messageRef="told_message">${anExtension('<duibiao:address to="= origins" sender="link"/><duibiao:in source="outcome" target="outcome"/>')}</sendTask>
<endEvent id="done"/>${aFlow('begun', 'work')}${aFlow('work', 'tell')}${aFlow('tell', 'done')}</process>`

function play(envelope: string, variables: Variables = {}): Play {
  const opened = playBpmn(aFile(`${messages}${caller(envelope)}${called}`), { variables })
  expect(opened.complete('ask')).toBe(undefined)
  return opened
}

function dataOf({ world }: Play, matter: string): Variables {
  return world.matter(matter)?.data[0] ?? {}
}

function finish({ world }: Play, matter: string, variables: Variables): void {
  const task = Object.entries(world.matter(matter)?.state.tokens ?? {}).find(
    ([, { waits }]) => waits === 'task',
  )
  const acted = world.act(matter, { kind: 'completeTask', task: Number(task?.[0]), variables })
  expect(acted.ok).toBe(true)
}

describe('a message between matters', () => {
  const envelope =
    '<duibiao:address sender="origin"/><duibiao:in source="subject" target="subject"/><duibiao:in sourceExpression="count(units)" target="size"/>'

  test('carries what its envelope says and nothing else, with who sent it', () => {
    const opened = play(envelope, { subject: '积水', units: ['住建局', '城管局'], reporter_phone: '138' })
    expect(dataOf(opened, 'm2')).toEqual({
      subject: '积水',
      size: 2,
      origin: { matter: 'm1', number: 'm1' },
    })
  })

  test('without an envelope a thrown message carries nothing', () => {
    expect(dataOf(play('', { subject: '积水' }), 'm2')).toEqual({})
  })

  test('goes back to the matter it is addressed to, though others wait for the same', () => {
    const opened = play(envelope)
    playAgain(opened)
    finish(opened, 'm2', { origins: [{ matter: 'm1', number: 'm1' }], outcome: 'done' })
    expect(opened.variables()['links']).toEqual([{ matter: 'm2', number: 'm2' }])
    expect(opened.variables()['outcome']).toBe('done')
    expect(dataOf(opened, 'm3')['links']).toBe(undefined)
    expect(opened.world.undelivered()).toEqual([])
  })

  test('goes to several matters, each once, and to nobody when the list is empty', () => {
    const opened = play(envelope)
    const second = playAgain(opened)
    finish(opened, 'm2', { origins: ['m1', { matter: second }, 'm1'], outcome: 'done' })
    expect([opened.variables()['links'], dataOf(opened, second)['links']]).toEqual([
      [{ matter: 'm2', number: 'm2' }],
      [{ matter: 'm2', number: 'm2' }],
    ])
    finish(opened, 'm4', { origins: [], outcome: 'done' })
    expect(opened.world.undelivered()).toEqual([])
  })

  test('to a matter that has ended is lost without complaint, to one that is not there it is told', () => {
    const opened = play(envelope)
    expect(opened.act({ kind: 'cancel', reason: 'x' })).toBe(undefined)
    finish(opened, 'm2', { origins: ['m1', 'm9'], outcome: 'done' })
    expect(opened.world.undelivered()).toMatchObject([
      { what: 'message', name: 'told', matter: 'm2', refusal: { code: 'matter_unknown' } },
    ])
  })

  test.each([[7], [true], [['']], [{ number: 'm1' }]])('to %j is refused', (origins) => {
    const opened = play(envelope)
    const acted = opened.world.act('m2', {
      kind: 'completeTask',
      task: Number(Object.keys(opened.world.matter('m2')?.state.tokens ?? {})[0]),
      variables: { origins, outcome: 'done' },
    })
    expect(acted).toMatchObject({ ok: false, refusal: { code: 'receiver_invalid' } })
  })

  function playAgain(opened: Play): string {
    const started = opened.world.start({ procedure: 'p' })
    if (!started.ok) throw new Error(started.refusal.code)
    finish(opened, started.matter, {})
    return started.matter
  }
})

test('people ask a matter only what its pack opens to them, and only while it waits for it', () => {
  const asked = (ask: string) =>
    `<startEvent id="heard" isInterrupting="false">${ask}${definition('told')}</startEvent><endEvent id="noted"/>${aPath('heard', 'noted')}`
  const file = (ask: string) =>
    aFile(`${messages}<process id="p" isExecutable="true"><startEvent id="start"/>${someTasks('work', 'after')}
<subProcess id="inner"><startEvent id="in"/>${someTasks('do')}<endEvent id="out"/>${aPath('in', 'do', 'out')}
<subProcess id="hearing" triggeredByEvent="true">${asked(ask)}</subProcess></subProcess>
<endEvent id="end"/>${aPath('start', 'work', 'inner', 'after', 'end')}</process>`)
  const openTo = ({ world }: Play) => {
    const state = world.matter('m1')?.state
    return state === undefined ? [] : listAskings(state, world.procedure)
  }
  const opened = playBpmn(file(anExtension('<duibiao:ask posts="unit-head unit-handler" form="ask"/>')))
  expect(openTo(opened)).toEqual([])
  opened.complete('work')
  expect(openTo(opened)).toMatchObject([
    { event: 'told', element: 'heard', posts: ['unit-head', 'unit-handler'], form: 'ask' },
  ])
  opened.complete('do')
  expect(openTo(opened)).toEqual([])
  const closed = playBpmn(file(''))
  closed.complete('work')
  expect(openTo(closed)).toEqual([])
})

test('an extension takes its length from the matter where the pack says so', () => {
  const text = aFile(`<process id="p" isExecutable="true">
${anExtension('<duibiao:clock id="T" kind="internal" unit="calendar_day" amount="days" starts="ask:entered" stops="wait:left" extensionsMax="1"/>')}
<startEvent id="start"/>${someTasks('ask', 'wait')}
<serviceTask id="extend">${anExtension('<duibiao:clockAct act="extend" clocks="T" amount="= more" reason="= why"/>')}</serviceTask>
<endEvent id="end"/>${aPath('start', 'ask', 'extend', 'wait', 'end')}</process>`)
  const opened = playBpmn(text, { variables: { days: 10 } })
  expect(opened.complete('ask', { more: { amount: 3, unit: 'working_day' }, why: '管线迁改' })).toBe(
    undefined,
  )
  expect(opened.world.matter('m1')?.state.clocks['T']?.extensions).toMatchObject([
    { amount: 3, unit: 'working_day', reason: '管线迁改' },
  ])
})
