import { openDesk } from './made-matter.ts'
import type { Desk, MadeMatter } from './made-matter.ts'

interface Page {
  readonly tasks: readonly {
    readonly task: number
    readonly element: string
    readonly allowed: readonly string[]
  }[]
}

/** Completes a step of an order in the name of whoever the desk belongs to. */
export async function completeStep(
  desk: Desk,
  id: string,
  { element, variables }: { readonly element: string; readonly variables: object },
): Promise<void> {
  const page = (await desk.get(`/api/v1/matters/${id}`)) as Page
  const task = page.tasks.find((one) => one.element === element && one.allowed.includes('completeTask'))?.task
  await desk.post(`/api/v1/matters/${id}/commands`, { kind: 'completeTask', task, variables })
}

const proposal = {
  order_kind: 'after_meeting',
  order_urgency: 'ordinary',
  order_content: '查明产权，完成清淤和改造。',
  authority: 'government_decision',
  authority_paper: '区政府常务会议纪要〔2026〕5号',
  conducted_by: 'office',
  plan: '内容：三处积水点；对象：排水公司；范围：临湖路段',
  unit: 'drainage',
  assistants: ['water', 'urban-management'],
  report_every: 'stage',
}

/** An order of supervision for a test, issued to an office; `drainage` is that of the account `department-handler`. */
export async function makeOrder(
  title: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Omit<MadeMatter, 'task'>> {
  const desk = await openDesk('supervision-officer')
  const { id, number } = (await desk.post('/api/v1/matters', { pack: 'supervision', title })) as MadeMatter
  const variables = { ...proposal, order_title: title, ...more }
  await completeStep(desk, id, { element: 'propose', variables })
  return { id, number }
}
