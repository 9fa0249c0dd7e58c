import { aPath, aProcess } from '@duibiao/testkit'
import { expect, test } from 'vitest'
import { loadPackProcedures } from './pack-logic.ts'
import { checkStartTimers } from './pack-start-timer.ts'

function findingsOf(time: string) {
  const timer = `<timerEventDefinition>${time}</timerEventDefinition>`
  const text = aProcess(
    `<startEvent id="morning">${timer}</startEvent><userTask id="walk"/><endEvent id="end"/>${aPath('morning', 'walk', 'end')}`,
  )
  const { logic, findings } = loadPackProcedures([{ file: 'p.bpmn', bytes: new TextEncoder().encode(text) }])
  expect(findings).toEqual([])
  return checkStartTimers({ ...logic, decisions: new Map() })
}

test.each([
  '<timeCycle>R/2026-03-02T08:00:00+08:00/P1D</timeCycle>',
  '<timeCycle>= "R3/PT1H"</timeCycle>',
  '<timeDate>2026-03-02T08:00:00+08:00</timeDate>',
  '<timeDuration>PT1H</timeDuration>',
])('%s tells when to start', (time) => {
  expect(findingsOf(time)).toEqual([])
})

test.each([
  ['<timeCycle>= plan.cycle</timeCycle>', 'cycle_malformed'],
  ['<timeDate>= if true then "tomorrow" else null</timeDate>', 'instant_malformed'],
  ['<timeDuration>= wait</timeDuration>', 'duration_malformed'],
])('%s is refused: there is no matter yet whose variables it could use', (time, code) => {
  const [finding] = findingsOf(time)
  expect(finding).toMatchObject({
    file: 'p.bpmn',
    element: 'morning',
    code: 'start_timer_without_time',
    severity: 'error',
  })
  expect(finding?.en).toContain(code)
  expect(finding?.line).toBeGreaterThan(0)
})
