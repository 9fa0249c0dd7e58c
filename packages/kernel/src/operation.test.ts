import { playMatter as aMatter } from '@duibiao/testkit'
import type { Block } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import type { Actor, Command } from './command.ts'
import type { Procedure, SignPolicy } from './procedure.ts'

const task: Block = { kind: 'task' }

function signedBy(count: number, sign: SignPolicy): ReturnType<typeof aMatter> {
  return aMatter({ kind: 'many', sequential: false, count }, (procedure) => ({
    ...procedure,
    nodes: procedure.nodes.map((node) => (node.kind === 'user' ? { ...node, sign } : node)),
  }))
}

describe('退回 return', () => {
  test('to the step before, which begins again', () => {
    const matter = aMatter({ kind: 'sequence', blocks: [task, task] })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    expect(matter.elements()).toEqual(['user2'])
    expect(
      matter.act({ kind: 'return', task: matter.taskAt(0), to: 'previous', reason: '材料不全' }),
    ).toBeUndefined()
    expect(matter.elements()).toEqual(['user1'])
  })

  test('inside one parallel branch leaves the other branch at work', () => {
    const branch: Block = { kind: 'sequence', blocks: [task, task] }
    const matter = aMatter({ kind: 'parallel', blocks: [branch, task] })
    const other = matter.open()[1]
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    matter.act({ kind: 'return', task: matter.taskAt(1), to: 'user2', reason: 'test' })
    expect(matter.elements().toSorted()).toEqual(['user2', 'user4'])
    expect(matter.open()).toContain(other)
  })

  test('to before a split cancels the branches that would be made again', () => {
    const matter = aMatter({ kind: 'sequence', blocks: [task, { kind: 'parallel', blocks: [task, task] }] })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    expect(matter.elements()).toHaveLength(2)
    matter.act({ kind: 'return', task: matter.taskAt(0), to: 'first', reason: 'test' })
    expect(matter.elements()).toEqual(['user1'])
  })

  test('from behind a join into one branch: what the other branch did stands', () => {
    const matter = aMatter({ kind: 'sequence', blocks: [{ kind: 'parallel', blocks: [task, task] }, task] })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    matter.act({ kind: 'return', task: matter.taskAt(0), to: 'user2', reason: 'test' })
    expect(matter.elements()).toEqual(['user2'])
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    expect(matter.elements()).toEqual(['user5'])
  })

  test('to a step that is not an earlier one is refused', () => {
    const matter = aMatter({ kind: 'parallel', blocks: [task, task] })
    expect(matter.act({ kind: 'return', task: matter.taskAt(0), to: 'user3', reason: 'test' })).toBe(
      'return_target_refused',
    )
  })

  test('with resubmit direct the work comes straight back', () => {
    const matter = aMatter({ kind: 'sequence', blocks: [task, task, task] })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    matter.act({ kind: 'return', task: matter.taskAt(0), to: 'user1', reason: 'test', resubmit: 'direct' })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    expect(matter.elements()).toEqual(['user3'])
  })

  test('out of a multi-instance task ends all its instances', () => {
    const matter = aMatter({
      kind: 'sequence',
      blocks: [task, { kind: 'many', sequential: false, count: 3 }],
    })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
    expect(matter.elements()).toHaveLength(3)
    matter.act({ kind: 'return', task: matter.taskAt(1), to: 'first', reason: 'test' })
    expect(matter.elements()).toEqual(['user1'])
    expect(Object.keys(matter.state().scopes)).toEqual(['0'])
  })
})

describe('撤回 withdraw', () => {
  test('takes a completed task back for the same person', () => {
    const matter = aMatter({ kind: 'sequence', blocks: [task, task] })
    const done = matter.taskAt(0)
    matter.act({ kind: 'completeTask', task: done })
    expect(matter.act({ kind: 'withdraw', task: done })).toBeUndefined()
    expect(matter.elements()).toEqual(['user1'])
    expect(matter.state().tokens[matter.taskAt(0)]?.task?.person).toBe('Wang')
  })

  test('is refused once somebody has claimed what came of it', () => {
    const matter = aMatter({ kind: 'sequence', blocks: [task, task] })
    const done = matter.taskAt(0)
    matter.act({ kind: 'completeTask', task: done })
    matter.act({ kind: 'claim', task: matter.taskAt(0) }, { person: 'Li' })
    expect(matter.act({ kind: 'withdraw', task: done })).toBe('withdraw_too_late')
  })
})

describe('会签 或签 票签', () => {
  test('会签: one refusal ends it when the pack says so', () => {
    const matter = signedBy(3, { mode: 'all', threshold: 1, refusal: 'ends' })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0), agree: true })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0), agree: false })
    expect(matter.state().status).toBe('completed')
    expect(matter.variables()['agreed']).toBe(false)
  })

  test('会签: with refusal counts the rest go on, and the result is a refusal', () => {
    const matter = signedBy(2, { mode: 'all', threshold: 1, refusal: 'counts' })
    matter.act({ kind: 'completeTask', task: matter.taskAt(0), agree: false })
    expect(matter.elements()).toHaveLength(1)
    matter.act({ kind: 'completeTask', task: matter.taskAt(0), agree: true })
    expect(matter.variables()['agreed']).toBe(false)
  })

  test('或签: the first signature is enough', () => {
    const matter = signedBy(3, { mode: 'any', threshold: 1, refusal: 'counts' })
    matter.act({ kind: 'completeTask', task: matter.taskAt(1), agree: true })
    expect(matter.state().status).toBe('completed')
    expect(matter.variables()['agreed']).toBe(true)
  })

  test('票签: ends when the vote can no longer turn', () => {
    const matter = signedBy(5, { mode: 'vote', threshold: 0.6, refusal: 'counts' })
    for (let votes = 0; votes < 2; votes += 1)
      matter.act({ kind: 'completeTask', task: matter.taskAt(0), agree: false })
    expect(matter.state().status).toBe('open')
    matter.act({ kind: 'completeTask', task: matter.taskAt(0), agree: false })
    expect(matter.state().status).toBe('completed')
    expect(matter.variables()['agreed']).toBe(false)
  })
})

describe('加签 and 减签', () => {
  test('前加签: the task waits until the extra signer is done', () => {
    const matter = aMatter(task)
    const main = matter.taskAt(0)
    matter.act({ kind: 'addSigner', task: main, when: 'before', person: 'Li' })
    expect(matter.act({ kind: 'completeTask', task: main })).toBe('task_waits_signers')
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) }, { person: 'Li' })
    expect(matter.act({ kind: 'completeTask', task: main })).toBeUndefined()
    expect(matter.state().status).toBe('completed')
  })

  test('后加签: the extra signer comes after the task', () => {
    const matter = aMatter(task)
    const main = matter.taskAt(0)
    matter.act({ kind: 'addSigner', task: main, when: 'after', person: 'Li' })
    matter.act({ kind: 'completeTask', task: main })
    expect(matter.state().status).toBe('open')
    matter.act({ kind: 'completeTask', task: matter.taskAt(0) }, { person: 'Li' })
    expect(matter.state().status).toBe('completed')
  })

  test('减签: the last signer cannot be removed', () => {
    const matter = signedBy(2, { mode: 'all', threshold: 1, refusal: 'counts' })
    expect(matter.act({ kind: 'removeSigner', task: matter.taskAt(0) })).toBeUndefined()
    expect(matter.act({ kind: 'removeSigner', task: matter.taskAt(0) })).toBe('signer_last')
  })
})

describe('委派 转办 认领', () => {
  test('委派: completed by the delegate, the task comes back to its owner', () => {
    const matter = aMatter(task)
    const main = matter.taskAt(0)
    matter.act({ kind: 'claim', task: main })
    matter.act({ kind: 'delegate', task: main, to: 'Li' })
    expect(matter.act({ kind: 'completeTask', task: main })).toBe('task_held')
    matter.act({ kind: 'completeTask', task: main }, { person: 'Li' })
    expect(matter.state().tokens[main]?.task?.person).toBe('Wang')
    matter.act({ kind: 'completeTask', task: main })
    expect(matter.state().status).toBe('completed')
  })

  test('转办: the old holder can no longer act', () => {
    const matter = aMatter(task)
    const main = matter.taskAt(0)
    matter.act({ kind: 'claim', task: main })
    matter.act({ kind: 'transfer', task: main, to: { person: 'Li' }, reason: '出差' })
    expect(matter.act({ kind: 'completeTask', task: main })).toBe('task_held')
  })

  test('代理: a deputy acts for the holder', () => {
    const matter = aMatter(task)
    const main = matter.taskAt(0)
    matter.act({ kind: 'claim', task: main })
    expect(
      matter.act({ kind: 'completeTask', task: main }, { person: 'Li', deputyFor: 'Wang' }),
    ).toBeUndefined()
  })

  test('the head of an office hands on what somebody in it holds, and can do nothing else with it', () => {
    const matter = aMatter(task)
    const main = matter.taskAt(0)
    const head: Actor = { person: 'Chen', headOf: 'water' }
    matter.act({ kind: 'claim', task: main })
    expect(
      matter.act({ kind: 'transfer', task: main, to: { person: 'Li' }, reason: '分工' }, { person: 'Chen' }),
    ).toBe('task_held')
    expect(matter.act({ kind: 'completeTask', task: main }, head)).toBe('task_held')
    expect(matter.act({ kind: 'unclaim', task: main }, head)).toBe('task_held')
    expect(matter.act({ kind: 'delegate', task: main, to: 'Sun' }, head)).toBeUndefined()
    expect(matter.state().tokens[main]?.task).toMatchObject({ person: 'Sun', owner: 'Wang' })
    expect(
      matter.act({ kind: 'transfer', task: main, to: { person: 'Li' }, reason: '分工' }, head),
    ).toBeUndefined()
    expect(matter.state().tokens[main]?.task).toMatchObject({ person: 'Li' })
  })

  test('认领: a task held by somebody else is not for the taking', () => {
    const matter = aMatter(task)
    matter.act({ kind: 'claim', task: matter.taskAt(0) })
    expect(matter.act({ kind: 'claim', task: matter.taskAt(0) }, { person: 'Li' })).toBe('task_held')
  })
})

describe('what the pack does not allow', () => {
  const bare = (procedure: Procedure): Procedure => ({
    ...procedure,
    nodes: procedure.nodes.map((node) =>
      node.kind === 'user'
        ? { ...node, operations: { allow: [], returnTargets: [], resubmit: 'continue' } }
        : node,
    ),
  })

  test.each(['return', 'transfer', 'delegate', 'addSigner'] as const)(
    '%s is refused at the node',
    (operation) => {
      const matter = aMatter({ kind: 'sequence', blocks: [task, task] }, bare)
      matter.act({ kind: 'completeTask', task: matter.taskAt(0) })
      const at = matter.taskAt(0)
      const commands: Record<typeof operation, Command> = {
        return: { kind: 'return', task: at, to: 'first', reason: 'test' },
        transfer: { kind: 'transfer', task: at, to: { person: 'Li' }, reason: 'test' },
        delegate: { kind: 'delegate', task: at, to: 'Li' },
        addSigner: { kind: 'addSigner', task: at, when: 'before', person: 'Li' },
      }
      expect(matter.act(commands[operation])).toBe('operation_not_allowed')
    },
  )
})

test('a command on a task or token that is gone is refused, whoever gives it and whatever it asks', () => {
  const gone: readonly Command[] = [
    { kind: 'completeTask', task: 99 },
    { kind: 'answerService', token: 99 },
    { kind: 'trigger', token: 99 },
    { kind: 'completeAdHoc', token: 99 },
    { kind: 'fireTimer', timer: 99 },
    { kind: 'throwError', task: 99, code: 'x' },
    { kind: 'throwEscalation', task: 99, code: 'x' },
    { kind: 'claim', task: 99 },
    { kind: 'unclaim', task: 99 },
    { kind: 'transfer', task: 99, to: { person: 'Li' }, reason: 'away' },
    { kind: 'delegate', task: 99, to: 'Li' },
    { kind: 'addSigner', task: 99, when: 'after', person: 'Li' },
    { kind: 'removeSigner', task: 99 },
    { kind: 'urge', task: 99 },
    { kind: 'return', task: 99, to: 'previous', reason: 'incomplete' },
    { kind: 'withdraw', task: 99 },
    { kind: 'jump', moves: [{ from: [99], to: ['task0'] }], reason: 'mistake' },
    { kind: 'addInstance', token: 99 },
    { kind: 'deleteInstance', token: 99 },
  ]
  for (const command of gone) {
    for (const actor of [{ person: 'Wang' }, { system: 'administration' }]) {
      expect(aMatter(task).act(command, actor), `${command.kind} ${JSON.stringify(actor)}`).toMatch(
        /_(missing|waiting|unknown|enabled|late)$/,
      )
    }
  }
})
