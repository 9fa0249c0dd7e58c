import { Type } from 'typebox'
import { Due, dueFields, Lamp } from './due.ts'
import { defineOperation } from './operation.ts'
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
      watching: Type.Integer({ minimum: 0, description: 'Open matters that one follows' }),
    }),
  },
})
