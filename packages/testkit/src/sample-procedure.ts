import type { Expression, Procedure } from '@duibiao/kernel'
import { literal, sketchProcedure, timerOf } from './procedure-sketch.ts'

/**
 * The procedure that measurements and store tests run: start → user task A with an interrupting boundary timer of
 * PT72H → exclusive gateway, by default to the end, above 1,000 to user task B → end; the timer leads to task late.
 */
export function sampleProcedure(): Procedure {
  const posts = { posts: literal(['clerk']) }
  const sketch = sketchProcedure(
    'sample',
    [
      { id: 'start', kind: 'start' },
      { id: 'a', kind: 'user', assign: posts },
      { id: 'overdue', kind: 'boundary', attachedTo: 1, triggers: [timerOf('duration', 'PT72H')] },
      { id: 'late', kind: 'user', assign: posts },
      { id: 'large', kind: 'exclusive', defaultFlow: 3 },
      { id: 'b', kind: 'user', assign: posts },
      { id: 'end', kind: 'end' },
    ],
    ['start>a', 'a>large', 'large>b', 'large>end', 'b>end', 'overdue>late', 'late>end'],
  )
  const flows = sketch.flows.map((flow) => (flow.id === 'large>b' ? { ...flow, condition: isLarge } : flow))
  return { ...sketch, flows }
}

const isLarge: Expression = {
  text: 'amount > 1000',
  evaluate: ({ amount }) => ({ value: typeof amount === 'number' && amount > 1000, warnings: [] }),
}
