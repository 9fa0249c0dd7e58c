import { Type } from 'typebox'
import { splitGap } from './gap.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id } from './scalar.ts'

const Line = Type.String({ description: 'A sentence in the language of the asker' })

/** What a briefing says beside the tables and charts of its screen; the sentences of print and of the workbook are these. */
export const Briefing = Type.Object(
  {
    title: Type.String(),
    /** Of the cover: whose, of which period, by which recipe, approved by whom, digests of the run. */
    facts: Type.Array(Type.Object({ name: Type.String(), text: Type.String() })),
    /** What the numbers say, each with how sure it is. */
    said: Type.Array(Line),
    /** Indicators with their source and the law or standard they rest on. */
    sources: Type.Array(
      Type.Object({
        indicator: Type.String(),
        name: Type.String(),
        measure: Type.Optional(Type.String()),
        better: Type.Enum(['higher', 'lower']),
        weight: Type.Optional(Type.Number()),
        source: Type.String(),
        basis: Type.Optional(Type.String()),
      }),
    ),
    /** Findings, missing data, units apart. */
    notes: Type.Array(Line),
    /** How anybody holds the paper against the system. */
    checks: Type.Array(Line),
    /** Whether scores and places may stand in it: not where bands are made known. */
    has_scores: Type.Boolean(),
    units: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  },
  { $id: 'Briefing' },
)

const answer = { kind: 'json', status: 200, schema: Briefing } as const
const workbook = { kind: 'bytes', status: 200, media: 'application/octet-stream' } as const

export const readRankingBriefing = defineOperation({
  id: 'ranking.briefing',
  method: 'GET',
  path: '/api/v1/rankings/{ranking}/briefing',
  summary: {
    zh: '评价结果的对标分析报告：封面事项、结论、来源、核对办法',
    en: 'A briefing on a run: cover, what is said in words with how sure it is, sources, how to verify',
  },
  params: Type.Object({ ranking: Id }),
  answer,
  errors: ['resource_missing', 'ranking_damaged'],
})

export const exportRankingBriefing = defineOperation({
  id: 'ranking.briefing_export',
  method: 'GET',
  path: '/api/v1/rankings/{ranking}/briefing-export',
  summary: {
    zh: '导出评价结果的报告工作簿（Excel）',
    en: 'Export the briefing on a run as a workbook; where bands are made known it has neither ranks nor scores',
  },
  params: Type.Object({ ranking: Id }),
  answer: workbook,
  errors: ['resource_missing', 'ranking_damaged', 'reauthentication_required'],
})

export const readGapBriefing = defineOperation({
  id: 'gap.briefing',
  method: 'POST',
  path: '/api/v1/gap-briefings',
  summary: {
    zh: '差距的对标分析报告：封面事项、结论、来源、核对办法；不保存',
    en: 'A briefing on the gap of two units: nothing is kept',
  },
  body: splitGap.body,
  answer,
  errors: ['resource_missing', 'gap_refused', 'ranking_too_long', 'ranking_damaged'],
})

export const exportGapBriefing = defineOperation({
  id: 'gap.briefing_export',
  method: 'POST',
  path: '/api/v1/gap-briefing-exports',
  summary: {
    zh: '导出差距的报告工作簿（Excel）',
    en: 'Export the briefing on a gap as a workbook',
  },
  body: splitGap.body,
  answer: workbook,
  errors: [
    'resource_missing',
    'gap_refused',
    'ranking_too_long',
    'ranking_damaged',
    'reauthentication_required',
  ],
})

export const briefingOperations = [
  readRankingBriefing,
  exportRankingBriefing,
  readGapBriefing,
  exportGapBriefing,
] as const satisfies readonly Operation[]
