import {
  exportGapBriefing,
  exportRankingBriefing,
  readGapBriefing,
  readRankingBriefing,
} from '@duibiao/contract'
import { replyBriefing } from './briefing.ts'
import { briefGap, gapSheets, openGapScene } from './gap-briefing.ts'
import type { PeerParts } from './peer-route.ts'
import { briefRanking, openRankingScene } from './ranking-briefing.ts'
import { rankingSheets } from './ranking-briefing-sheet.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'

/** 对标分析报告: the sentences of what is printed, and the workbook of the same. */
export const rankingBriefingRoutes: readonly Route[] = [
  route(readRankingBriefing, async ({ tenant, params, language }) => ({
    value: briefRanking(await openRankingScene(tenant, params.ranking, language)),
  })),
  route(exportRankingBriefing, async (asking) => {
    const { tenant, params, language } = asking
    const scene = await openRankingScene(tenant, params.ranking, language)
    return replyBriefing(asking, {
      name: 'ranking-briefing',
      subject: params.ranking,
      briefing: briefRanking(scene),
      sheets: await rankingSheets(scene),
      rows: scene.table.units.length,
    })
  }),
]

/** The same of the gap of two units, which is computed where gaps are. */
export function makeGapBriefingRoutes(parts: PeerParts): readonly Route[] {
  return [
    route(readGapBriefing, async (asking) => ({ value: briefGap(await openGapScene(asking, parts)) })),
    route(exportGapBriefing, async (asking) => {
      const scene = await openGapScene(asking, parts)
      const { own, peer } = asking.body
      return replyBriefing(asking, {
        name: 'gap-briefing',
        subject: `${own} ${peer}`,
        briefing: briefGap(scene),
        sheets: gapSheets(scene),
        rows: scene.gap.parts.length,
      })
    }),
  ]
}
