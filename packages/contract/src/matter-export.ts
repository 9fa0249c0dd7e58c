import { Type } from 'typebox'
import { matterFilters } from './matter.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'

/** The most matters that one export holds. */
export const exportLimit = 100_000

export const exportMatters = defineOperation({
  id: 'matter.export',
  method: 'GET',
  path: '/api/v1/matter-export',
  summary: {
    zh: '导出所筛选的事项',
    en: 'Export what is filtered, as its list shows it: the newest 100,000',
  },
  query: Type.Object(
    { ...matterFilters, format: Type.Enum(['csv', 'xlsx'], { default: 'xlsx' }) },
    { additionalProperties: false },
  ),
  answer: { kind: 'bytes', status: 200, media: 'application/octet-stream' },
  errors: ['reauthentication_required'],
})

export const matterExportOperations = [exportMatters] as const satisfies readonly Operation[]
