import { acceptedIn, makeTestWorld, matterIn, sketchRow, startIn } from '@duibiao/testkit'
import { expect, test } from 'vitest'
import type { TaskState } from './matter.ts'

const operations = { allow: ['return'], returnTargets: ['any'], resubmit: 'continue' } as const

test('a task that was sent back says so until it is done again', () => {
  const world = makeTestWorld([
    sketchRow('p', { id: 'write', kind: 'user' }, { id: 'sign', kind: 'user', operations }),
  ])
  const id = startIn(world, 'p')
  function open(): readonly [task: number, state: TaskState | undefined] {
    const [[task, token] = ['0', undefined]] = Object.entries(matterIn(world, id).state.tokens)
    return [Number(task), token?.task]
  }
  acceptedIn(world.act(id, { kind: 'completeTask', task: open()[0] }))
  acceptedIn(world.act(id, { kind: 'return', task: open()[0], to: 'write', reason: '材料不全' }))
  expect(open()[1]).toMatchObject({ returned: true })
  acceptedIn(world.act(id, { kind: 'completeTask', task: open()[0] }))
  expect(open()[1]).not.toHaveProperty('returned')
})
