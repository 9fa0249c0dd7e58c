import type { Variables } from '@duibiao/kernel'
import type { DeskPerson, TestDesk } from './test-desk.ts'

/** A demand as a test makes it. */
export interface TestDemand {
  readonly subject?: string
  readonly body?: string
  /** What the clerk says beside the plain things when they take it in. */
  readonly more?: Variables
}

let count = 0

/** Completes the first task of a matter. @returns the ids of the steps that wait then */
export async function completeFirst(
  desk: TestDesk,
  name: DeskPerson,
  { matter, variables }: { readonly matter: string; readonly variables: Variables },
): Promise<readonly string[]> {
  const params = { matter }
  const page = await desk.as(name).call('matter.read', { params })
  if (!page.ok) throw new Error(page.problem.detail)
  count += 1
  const body = { kind: 'completeTask', task: page.value.tasks[0]?.task ?? 0, variables } as const
  const acted = await desk.as(name).call('matter.act', { params, body, key: `complete-${count}-abc` })
  if (!acted.ok) throw new Error(acted.problem.detail)
  const after = await desk.as('clerk').call('matter.read', { params })
  return after.ok ? after.value.tasks.map(({ element }) => element) : []
}

/** A demand that the clerk of the hotline took in; they answer it themselves where nothing else is said. @returns its id */
export async function takeDemand(desk: TestDesk, { subject, body, more = {} }: TestDemand): Promise<string> {
  count += 1
  const told = {
    subject: subject ?? '路灯不亮',
    body: body ?? '小区门口的路灯坏了两个月，请问什么时候修好？',
  }
  const started = await desk.as('clerk').call('matter.start', {
    body: { pack: 'hotline', title: told.subject, variables: told },
    key: `start-${count}-abc`,
  })
  if (!started.ok) throw new Error(started.problem.detail)
  const matter = started.value.id
  const plain = { channel_in: 'phone', demand_type: 'consultation', urgency: 'ordinary', ...told }
  await completeFirst(desk, 'clerk', { matter, variables: { ...plain, knowledge_hit: true, ...more } })
  return matter
}
