import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

export const watchMatter = defineOperation({
  id: 'matter.watch',
  method: 'PUT',
  path: '/api/v1/matters/{matter}/watch',
  summary: { zh: '关注事项', en: 'Follow a matter; its list is `matter.list` with `watched`' },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const unwatchMatter = defineOperation({
  id: 'matter.unwatch',
  method: 'DELETE',
  path: '/api/v1/matters/{matter}/watch',
  summary: { zh: '取消关注', en: 'Follow a matter no longer' },
  params: Type.Object({ matter: Id }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

const viewFields = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  screen: Name,
  /** The state of the screen as the query of its address. */
  query: Type.String({ maxLength: 4_000 }),
} as const

/** 常用视图: the state of a screen that somebody keeps; nobody else sees it. */
export const SavedView = Type.Object(
  { view: Name, ...viewFields, kept_at: InstantText },
  { $id: 'SavedView' },
)

const params = Type.Object({ view: Type.String({ pattern: '^[0-9a-z-]{1,64}$' }) })

export const listViews = defineOperation({
  id: 'view.list',
  method: 'GET',
  path: '/api/v1/views',
  summary: { zh: '我的常用视图', en: 'The views one has kept, by screen and name' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(SavedView) }) },
})

export const keepView = defineOperation({
  id: 'view.keep',
  method: 'PUT',
  path: '/api/v1/views/{view}',
  summary: { zh: '保存视图', en: 'Keep a view, a new one or in the place of the one of that id' },
  params,
  body: Type.Object(viewFields, { additionalProperties: false }),
  answer: { kind: 'empty', status: 204 },
  errors: ['views_too_many'],
})

export const removeView = defineOperation({
  id: 'view.remove',
  method: 'DELETE',
  path: '/api/v1/views/{view}',
  summary: { zh: '删除视图', en: 'Remove a view' },
  params,
  answer: { kind: 'empty', status: 204 },
})

export const watchOperations = [
  watchMatter,
  unwatchMatter,
  listViews,
  keepView,
  removeView,
] as const satisfies readonly Operation[]
