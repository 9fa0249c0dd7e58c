import { Type } from 'typebox'
import { Due, dueFields, Lamp } from './due.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { Id, InstantText, Name, Wording } from './scalar.ts'

/** An open task with its matter, as the list of work shows it. */
export const TaskLine = Type.Object(
  {
    matter: Id,
    number: Name,
    title: Type.String(),
    pack: Name,
    category: Type.Optional(Name),
    area: Type.Optional(Name),
    task: Type.Integer({ minimum: 1 }),
    element: Name,
    name: Wording,
    office: Type.Optional(Name),
    person: Type.Optional(Name),
    opened_at: InstantText,
    ...dueFields,
    is_returned: Type.Boolean({ description: '退回: it was sent back' }),
    is_approval: Type.Boolean({
      description: 'Its form is one of an approval: its name begins with `approve-`',
    }),
    /** What may be done with it from a list; more of it stands on the page of its matter. */
    allowed: Type.Array(Type.Enum(['claim', 'unclaim', 'transfer', 'delegate'])),
  },
  { $id: 'TaskLine' },
)

export const listTasks = defineOperation({
  id: 'task.list',
  method: 'GET',
  path: '/api/v1/tasks',
  summary: { zh: '我的待办', en: 'Tasks one holds or may take, those due first first' },
  query: listQuery({
    view: Type.Optional(Type.Enum(['held', 'offered'])),
    due: Type.Optional(Due),
    lamp: Type.Optional(Lamp),
    returned: Type.Optional(Type.Boolean({ description: 'Those that were sent back' })),
    approval: Type.Optional(Type.Boolean({ description: 'Approvals only, when true' })),
    pack: Type.Optional(Name),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(TaskLine) },
})

const count = Type.Integer({ minimum: 0 })

export const countTasks = defineOperation({
  id: 'task.count',
  method: 'GET',
  path: '/api/v1/task-counts',
  summary: { zh: '待办计数', en: 'Count tasks one holds or may take' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      held: count,
      offered: count,
      overdue: count,
      due_soon: count,
      warned: count,
      returned: count,
      approvals: Type.Integer({ minimum: 0, description: 'Approvals that wait for one' }),
      watching: Type.Integer({ minimum: 0, description: 'Open matters that one follows' }),
    }),
  },
})

export const listOfficeTasks = defineOperation({
  id: 'office_task.list',
  method: 'GET',
  path: '/api/v1/office-tasks',
  summary: {
    zh: '本单位的任务',
    en: 'Tasks of the offices one heads, whoever holds them, those due first first',
  },
  query: listQuery({
    person: Type.Optional(Name),
    untaken: Type.Optional(Type.Boolean({ description: 'Whether nobody holds it yet' })),
    due: Type.Optional(Due),
    returned: Type.Optional(Type.Boolean({ description: 'Those that were sent back' })),
    pack: Type.Optional(Name),
  }),
  answer: {
    kind: 'json',
    status: 200,
    schema: pageOf(
      Type.Object(
        { ...TaskLine.properties, person_name: Type.Optional(Type.String()) },
        { $id: 'OfficeTaskLine' },
      ),
    ),
  },
})

/** How much somebody has in hand; without `person` what nobody has taken yet. */
export const OfficeLoad = Type.Object(
  {
    person: Type.Optional(Name),
    name: Type.Optional(Type.String()),
    open: count,
    overdue: count,
    due_soon: count,
    returned: count,
  },
  { $id: 'OfficeLoad' },
)

export const listOfficeLoads = defineOperation({
  id: 'office_task.load',
  method: 'GET',
  path: '/api/v1/office-loads',
  summary: {
    zh: '本单位各人的任务量',
    en: 'The load of everybody in the offices one heads, those with nothing in hand as well',
  },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(OfficeLoad) }) },
})

export const taskOperations = [
  listTasks,
  countTasks,
  listOfficeTasks,
  listOfficeLoads,
] as const satisfies readonly Operation[]
