import {
  aBoundary,
  aFlow,
  anEvent,
  anEventSubprocess,
  aPath,
  aProcess,
  aSub,
  changePack,
  replaceText,
  shippedPack,
  someRoots,
  someTasks,
} from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { loadProcedures } from './bpmn-compile.ts'
import { findOpenEnd } from './pack-confirmation.ts'
import type { PackSource } from './pack-source.ts'
import { readPackFiles } from './pack.ts'

const rule = { procedure: 'p', work: 'work', by: ['confirm'] }
const roots = someRoots('error', 'E') + someRoots('escalation', 'X') + someRoots('message', 'M')
const link = anEvent('intermediateThrowEvent id="jump"', 'link L')
const linked = anEvent('intermediateCatchEvent id="land"', 'link L')
const wrong = anEvent('endEvent id="wrong"', 'error E')
const raised = anEvent('endEvent id="raised"', 'escalation X')
const givenUp = anEvent('endEvent id="given_up"', 'cancel')
const out = '<endEvent id="out"/>'

/** The end reached from `work` around `confirm` in a process from `start` through the nodes named. */
function openEndOf(path: readonly string[], content: string): string | undefined {
  const isThere = path.includes('confirm') || content.includes('confirm')
  const ways = isThere ? aPath('start', ...path) : aChoice(...path) + aPath('other', 'confirm', 'done')
  const tasks = content.includes('id="confirm"') ? '' : someTasks('confirm')
  return openEndIn(`<startEvent id="start"/>${tasks}${content}<endEvent id="done"/>${ways}`)
}

function openEndIn(content: string): string | undefined {
  const text = aProcess(content, roots)
  const { procedures, findings } = loadProcedures(text, 'p.bpmn')
  expect(findings.map(({ en }) => en)).toEqual([])
  const [procedure] = procedures
  if (procedure === undefined) throw new Error('no procedure')
  return findOpenEnd(procedure, rule)
}

/** Somebody may confirm without the work; the work goes the way named. */
function aChoice(...path: readonly string[]): string {
  return `<exclusiveGateway id="choice" default="choice-${path[0] ?? ''}"/><manualTask id="other"/>${aPath('start', 'choice', ...path)}${aFlow('choice', 'other', 'x = 1')}`
}

const work = someTasks('work')
const confirmed = ['work', 'confirm', 'done']

describe('an end is reached around the confirming task', () => {
  test.each([
    ['along a flow', ['work', 'done'], work],
    ['by a link', ['work', 'jump'], work + link + linked + aPath('land', 'done')],
    ['out of a sub-process', ['sub', 'done'], aSub('sub', ['work'], { content: work })],
    [
      'out of a sub-process in a sub-process',
      ['outer', 'done'],
      aSub('outer', ['sub'], { content: aSub('sub', ['work'], { content: work }) }),
    ],
    [
      'by an event sub-process that interrupts the confirming',
      ['work', 'sub', 'done'],
      work +
        aSub('sub', ['confirm'], {
          content: someTasks('confirm') + anEventSubprocess('hurry', { when: 'message M', task: 'note' }),
        }),
    ],
    [
      'by an error caught outside',
      ['sub', 'confirm', 'done'],
      aSub('sub', ['work', 'fork'], {
        content: `${work}<exclusiveGateway id="fork" default="fork-sub-end"/>${wrong}${aFlow('fork', 'wrong', 'x = 1')}`,
      }) +
        aBoundary('caught', { on: 'sub', when: 'error E' }) +
        out +
        aFlow('caught', 'out'),
    ],
    [
      'by an interrupting escalation',
      ['sub', 'confirm', 'done'],
      aSub('sub', ['work', 'fork'], {
        content: `${work}<exclusiveGateway id="fork" default="fork-sub-end"/>${raised}${aFlow('fork', 'raised', 'x = 1')}`,
      }) +
        aBoundary('caught', { on: 'sub', when: 'escalation X' }) +
        out +
        aFlow('caught', 'out'),
    ],
    [
      'by a cancelled transaction',
      ['sub', 'confirm', 'done'],
      aSub('sub', ['work', 'fork'], {
        element: 'transaction',
        content: `${work}<exclusiveGateway id="fork" default="fork-sub-end"/>${givenUp}${aFlow('fork', 'given_up', 'x = 1')}`,
      }) +
        aBoundary('caught', { on: 'sub', when: 'cancel' }) +
        out +
        aFlow('caught', 'out'),
    ],
    [
      'by a message that interrupts the work',
      confirmed,
      work + aBoundary('caught', { on: 'work', when: 'message M' }) + out + aFlow('caught', 'out'),
    ],
    [
      'beside the work, by an end that terminates',
      confirmed,
      work +
        aBoundary('caught', { on: 'work', when: 'message M', interrupts: false }) +
        anEvent('endEvent id="out"', 'terminate') +
        aFlow('caught', 'out'),
    ],
  ])('%s', (name, path, content) => {
    expect(openEndOf(path, content)).toBe(
      /caught|message|cancel|escalation|beside/u.test(name) ? 'out' : 'done',
    )
  })

  test('out of sub-processes that nothing follows', () => {
    const inner = aSub('inner', ['work'], { content: work })
    const text = `<subProcess id="outer">${inner}</subProcess>${someTasks('confirm')}`
    expect(openEndIn(text)).toBe('inner-end')
  })

  test('out of an event sub-process in which the work is done', () => {
    const event = anEventSubprocess('event', { when: 'message M', task: 'work', interrupts: false })
    expect(openEndOf(['confirm', 'done'], event)).toBe('event-end')
  })
})

describe('every way passes the confirming task', () => {
  const sub = aSub('sub', ['work'], { content: work })
  test.each([
    ['along a flow', confirmed, work],
    ['by a link', ['work', 'jump'], work + link + linked + aPath('land', 'confirm', 'done')],
    [
      'out of a sub-process in a sub-process',
      ['outer', 'confirm', 'done'],
      aSub('outer', ['sub'], { content: sub }),
    ],
    [
      'back to the work by an error',
      ['sub', 'confirm', 'done'],
      aSub('sub', ['work', 'fork'], {
        content: `${work}<exclusiveGateway id="fork" default="fork-sub-end"/>${wrong}${aFlow('fork', 'wrong', 'x = 1')}`,
      }) +
        aBoundary('caught', { on: 'sub', when: 'error E' }) +
        aFlow('caught', 'sub'),
    ],
    [
      'and a branch beside the work only reminds',
      confirmed,
      work +
        aBoundary('half', { on: 'work', when: 'duration PT1H', interrupts: false }) +
        out +
        aFlow('half', 'out'),
    ],
    [
      'and an event sub-process beside what follows only notes',
      ['work', 'sub', 'confirm', 'done'],
      work +
        aSub('sub', ['look'], {
          content:
            someTasks('look') +
            anEventSubprocess('aside', { when: 'message M', task: 'note', interrupts: false }),
        }),
    ],
  ])('%s', (_name, path, content) => {
    expect(openEndOf(path, content)).toBeUndefined()
  })
})

const hotline = shippedPack('hotline')
const bpmn = 'procedures/hotline.bpmn'

describe('nothing closes because the doer says so', () => {
  test('a way from the feedback to the end without the call-back', () => {
    const around =
      '<sequenceFlow id="shortcut" sourceRef="feedback" targetRef="order_done" />\n    <sequenceFlow id="feedback__call_back"'
    const broken = changePack(hotline, {
      [bpmn]: (text) =>
        text
          .replace('<sequenceFlow id="feedback__call_back"', around)
          .replace(
            '<outgoing>feedback__call_back</outgoing>',
            '<outgoing>feedback__call_back</outgoing><outgoing>shortcut</outgoing>',
          )
          .replace(
            '<incoming>result__order_done</incoming>',
            '<incoming>result__order_done</incoming><incoming>shortcut</incoming>',
          ),
    })
    const { findings } = readPackFiles(broken)
    expect(findings.map(({ code, line }) => [code, line > 0])).toEqual([
      ['confirmation_missing', true],
      ['confirmation_missing', true],
    ])
    expect(findings[0]?.en).toContain('the end closed is reached without call_back')
  })

  test('the call-back by the post that did the work', () => {
    const { findings } = readPackFiles(
      changePack(hotline, { [bpmn]: replaceText('assign posts="call-back"', 'assign posts="unit-handler"') }),
    )
    expect(findings.filter(({ code }) => code === 'confirmation_missing').map(({ en }) => en)).toEqual([
      'call_back and handle are done by the same post unit-handler',
      'call_back and feedback are done by the same post unit-handler',
    ])
  })
})

/** hotline with this in place of its rules of confirmation. */
function withConfirmation(text: string): PackSource {
  return changePack(hotline, {
    'pack.yaml': (manifest) => manifest.replace(/^confirmation:\n(?: {2}- .*\n)+/mu, text),
  })
}

describe('a procedure in which people work says who confirms', () => {
  test.each([
    ['no rules', '', 'entry: hotline'],
    ['an empty list', 'confirmation: []\n', 'confirmation: []'],
    [
      'a waiver for another procedure only',
      'confirmation:\n  - { procedure: other, none: true, reason: { zh: 仅登记, en: Only registers } }\n',
      'confirmation:',
    ],
  ])('%s is refused', (_name, text, line) => {
    const source = withConfirmation(text)
    const { pack, findings } = readPackFiles(source)
    expect(pack).toBeUndefined()
    const [finding] = findings.filter(({ en }) => en.startsWith('people work in hotline'))
    expect(finding).toMatchObject({ file: 'pack.yaml', code: 'confirmation_missing', severity: 'error' })
    const lines = new TextDecoder().decode(source.files.get('pack.yaml')).split('\n')
    expect(lines[(finding?.line ?? 0) - 1]).toContain(line)
  })

  test('a waiver that says why is enough', () => {
    const waiver = '{ procedure: hotline, none: true, reason: { zh: 仅登记, en: Only registers } }'
    expect(readPackFiles(withConfirmation(`confirmation:\n  - ${waiver}\n`)).findings).toEqual([])
  })

  test.each([
    ['without a reason', '{ procedure: hotline, none: true }'],
    [
      'with blanks for a reason',
      "{ procedure: hotline, none: true, reason: { zh: ' ', en: Only registers } }",
    ],
    ['with a reason in one language', '{ procedure: hotline, none: true, reason: { zh: 仅登记 } }'],
    [
      'together with a rule',
      '{ procedure: hotline, work: handle, by: [call_back], none: true, reason: { zh: 仅登记, en: Only registers } }',
    ],
    ['without the word none', '{ procedure: hotline, reason: { zh: 仅登记, en: Only registers } }'],
    ['with none: false', '{ procedure: hotline, none: false, reason: { zh: 仅登记, en: Only registers } }'],
    ['as a rule without by', '{ procedure: hotline, work: handle }'],
  ])('a waiver %s is not one', (_name, entry) => {
    const { pack, findings } = readPackFiles(withConfirmation(`confirmation:\n  - ${entry}\n`))
    expect(pack).toBeUndefined()
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['pack_manifest_invalid']))
  })
})
