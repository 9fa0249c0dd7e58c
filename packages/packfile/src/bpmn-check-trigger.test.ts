import { aBoundary, anEvent, anUndo, aPath, aProcess, aRun, aSub, someTasks } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { checkBpmn } from './bpmn-check.ts'
import { readBpmn } from './bpmn-read.ts'

const { content, after } = anUndo('a')

const broken: readonly (readonly [string, string, string])[] = [
  [
    'DB.conditionalStart',
    'a process that a condition would start',
    aProcess(
      `${anEvent('startEvent id="s"', 'condition x &gt; 1')}${someTasks('a')}<endEvent id="e"/>${aPath('s', 'a', 'e')}`,
    ),
  ],
  [
    'DB.compensated',
    'a compensation of an activity further out',
    aRun(
      ['a', 's'],
      `${someTasks('a')}${content}${aSub('s', ['t'], { content: anEvent('intermediateThrowEvent id="t"', 'compensate a') })}`,
      { more: after },
    ),
  ],
  [
    'DB.signal',
    'a signal event without a signal',
    aRun(['a'], anEvent('intermediateCatchEvent id="a"', 'signal')),
  ],
  [
    'EXT.111',
    'a cancel event on what is no transaction',
    aRun(['a'], someTasks('a', 'x'), {
      more: aBoundary('b', { on: 'a', when: 'cancel' }) + aPath('b', 'x', 'end'),
    }),
  ],
]

describe('a file is refused for', () => {
  test.each(broken)('%s: %s', (rule, _what, text) => {
    expect(checkBpmn(readBpmn(text, 'x.bpmn')).map((finding) => finding.rule)).toContain(rule)
  })
})
