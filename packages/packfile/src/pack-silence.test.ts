import { aFlow, anExtension, aPath, aProcess } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { loadPackProcedures } from './pack-logic.ts'
import { checkSilence } from './pack-silence.ts'

const timed = '<timerEventDefinition><timeDuration>P20D</timeDuration></timerEventDefinition>'
const due = clocked('due')
const granted = '<endEvent id="granted"/>'
const breach = 'consequence="breach"'
const barred = 'subject="permit_grant" consequence="breach"'
const deemed = 'subject="acceptance" consequence="deemed_accepted" legalBasis="行政许可法 32(4)"'

function clocked(at: string): string {
  return `<timerEventDefinition>${anExtension(`<duibiao:clockRef clock="T" at="${at}"/>`)}</timerEventDefinition>`
}

function boundary(definition: string, on = 'decide', flags = ''): string {
  return `<boundaryEvent id="late" attachedToRef="${on}" ${flags}>${definition}</boundaryEvent>`
}

function eventSub(definition: string, flags = ''): string {
  return `<subProcess id="lapse" triggeredByEvent="true"><startEvent id="late" ${flags}>${definition}</startEvent><serviceTask id="print">${service}</serviceTask><endEvent id="lapsed"/>${aPath('late', 'print', 'lapsed')}</subProcess>`
}

const beside = 'cancelActivity="false"'
const service = anExtension('<duibiao:service name="notify" wait="false"/>')

/** start → decide (user) → end, with the clock T on the process and more beside. */
function aDecision(more: string, clock = breach, decide = '<userTask id="decide"/>'): string {
  const clocks = anExtension(
    `<duibiao:clock id="T" name="T" kind="legal" unit="working_day" parameter="limit" calendar="cn" warnAt="50%" ${clock}/>`,
  )
  return aProcess(
    `${clocks}<startEvent id="start"/>${decide}<endEvent id="end"/>${aPath('start', 'decide', 'end')}${more}`,
    '<escalation id="up" escalationCode="up"/>',
  )
}

/** Element and end of each finding; the file itself must be without faults. */
function decidedIn(text: string): readonly string[] {
  const bytes = new TextEncoder().encode(text)
  const { logic, findings } = loadPackProcedures([{ file: 'p.bpmn', bytes }])
  expect(findings).toEqual([])
  return checkSilence({ ...logic, decisions: new Map() }).map((finding) => {
    expect(finding).toMatchObject({ file: 'p.bpmn', code: 'silence_decides', severity: 'error' })
    expect(text.split('\n').length).toBeGreaterThanOrEqual(finding.line)
    expect(finding.line).toBeGreaterThan(0)
    expect(finding.zh).toContain('不得代替人作出决定')
    return `${finding.element} ${finding.en.replace(/^.*to the end (\S+) .*$/u, '$1')}`
  })
}

const inSub = `<subProcess id="decide"><startEvent id="s"/><userTask id="look"/><endEvent id="looked"/>${aPath('s', 'look', 'looked')}</subProcess>`
const noPeople = `<serviceTask id="decide">${service}</serviceTask>`
const toEnd = granted + aFlow('late', 'granted')
const escalate = `<endEvent id="raised"><escalationEventDefinition escalationRef="up"/></endEvent>${aFlow('late', 'raised')}`
const within = `<subProcess id="decide"><startEvent id="s"/><userTask id="look"/><endEvent id="looked"/>${aPath('s', 'look', 'looked')}${boundary(timed, 'look', beside)}${escalate}</subProcess>`
const remind = `<subProcess id="decide"><startEvent id="s"/><userTask id="look"/><endEvent id="looked"/>${aPath('s', 'look', 'looked')}${boundary(due, 'look', beside)}<endEvent id="reminded"/>${aFlow('late', 'reminded')}</subProcess>`
const raisedTo = `<boundaryEvent id="raised_to" attachedToRef="decide"><escalationEventDefinition escalationRef="up"/></boundaryEvent>${granted}${aFlow('raised_to', 'granted')}`
const seen = `<exclusiveGateway id="fork" default="fork-again"/><userTask id="again"/>${granted}${aPath('late', 'fork', 'again', 'granted')}`

describe('time decides instead of people', () => {
  test.each([
    ['a timer on the user task', aDecision(boundary(timed) + toEnd), 'late granted'],
    ['a clock that is due', aDecision(boundary(due) + toEnd), 'late granted'],
    ['a clock on a permit', aDecision(boundary(due) + toEnd, barred), 'late granted'],
    ['a timer on the scope', aDecision(boundary(timed) + toEnd, breach, inSub), 'late granted'],
    [
      'by way of a service',
      aDecision(
        `${boundary(timed)}<serviceTask id="print">${service}</serviceTask>${granted}${aPath('late', 'print', 'granted')}`,
      ),
      'late granted',
    ],
    [
      'one branch of two goes around the user task',
      aDecision(boundary(timed) + seen + aFlow('fork', 'granted', 'x = 1')),
      'late granted',
    ],
    ['an event sub-process that interrupts', aDecision(eventSub(timed)), 'late lapsed'],
    [
      'a warning of a clock whose end is deemed',
      aDecision(boundary(clocked('warn1')) + toEnd, deemed),
      'late granted',
    ],
    [
      'a branch beside the work that ends everything',
      aDecision(
        `${boundary(timed, 'decide', beside)}<endEvent id="stop"><terminateEventDefinition/></endEvent>${aFlow('late', 'stop')}`,
      ),
      'late stop',
    ],
    [
      'a branch beside the work that raises an interrupting escalation',
      aDecision(raisedTo, breach, within),
      'late granted',
    ],
    [
      'a clock on a permit, beside the work',
      aDecision(boundary(due, 'decide', beside) + toEnd, barred),
      'late granted',
    ],
    [
      'a clock on a permit, on no work of people',
      aDecision(boundary(due) + toEnd, barred, noPeople),
      'late granted',
    ],
  ])('%s', (_name, text, expected) => {
    expect(decidedIn(text)).toEqual([expected])
  })

  test.each(['permit_grant', 'penalty', 'compulsion', 'expropriation'])(
    'on %s a clock leads to no end, even beside the work',
    (subject) => {
      const clock = `subject="${subject}" consequence="none"`
      expect(decidedIn(aDecision(boundary(due, 'decide', beside) + toEnd, clock))).toEqual(['late granted'])
    },
  )
})

describe('time does not decide', () => {
  test.each([
    ['when the law says what silence means', aDecision(boundary(due) + toEnd, deemed)],
    ['in a branch beside the work', aDecision(boundary(timed, 'decide', beside) + toEnd)],
    ['in a branch of a clock beside the work', aDecision(boundary(due, 'decide', beside) + toEnd)],
    ['when another user task follows', aDecision(boundary(timed) + seen)],
    ['when another user task follows, on a permit', aDecision(boundary(due) + seen, barred)],
    ['back to the same user task', aDecision(boundary(timed) + aFlow('late', 'decide'))],
    ['in an event sub-process beside the work', aDecision(eventSub(timed, 'isInterrupting="false"'))],
    [
      'in an event sub-process beside the work, on a permit',
      aDecision(eventSub(due, 'isInterrupting="false"'), barred),
    ],
    [
      'in an event sub-process beside the work that ends only itself',
      aDecision(
        eventSub(timed, 'isInterrupting="false"').replace(
          '<endEvent id="lapsed"/>',
          '<endEvent id="lapsed"><terminateEventDefinition/></endEvent>',
        ),
      ),
    ],
    ['in a branch that ends in its own scope, on a permit', aDecision('', barred, remind)],
    ['where nobody works', aDecision(boundary(timed) + toEnd, breach, noPeople)],
  ])('%s', (_name, text) => {
    expect(decidedIn(text)).toEqual([])
  })
})
