// 评价: what is kept of recipes and of what they gave; a part of the package's surface.
export type { RecipeActor, RecipeDeed, RecipePlace, RecipeState, RecipeText, StoredRecipe } from './recipe.ts'
export {
  addRecipeDraft,
  approveStoredRecipe,
  changeRecipeDraft,
  endRecipes,
  listRecipes,
  lockRecipe,
  proposeStoredRecipe,
  readRecipe,
} from './recipe.ts'
export type { RankingContent, StoredRanking } from './ranking.ts'
export {
  addRanking,
  findEarlierRanking,
  findRanking,
  listStoredRankings,
  readRankingContent,
} from './ranking.ts'
export type { Boundary, BoundaryWithShapes } from './boundary.ts'
export { addBoundary, findBoundary, listBoundariesBefore } from './boundary.ts'
export type { PeerList } from './peer-list.ts'
export {
  keepStoredPeerList,
  listStoredPeerLists,
  mostPeerLists,
  readPeerList,
  removeStoredPeerList,
} from './peer-list.ts'
export type {
  KeptStatistic,
  StatisticDefinition,
  StatisticListWish,
  StatisticRevision,
  StatisticSpan,
  StatisticUnits,
  StatisticValue,
  StatisticWish,
} from './statistic.ts'
export {
  listStatisticDefinitions,
  listStatisticRevisions,
  listStatisticSpans,
  listStatisticValues,
  loadStatisticValues,
} from './statistic.ts'
export type { KeptImport, StatisticImport } from './statistic-import.ts'
export {
  addStatisticImport,
  findImportOfFile,
  findStatisticImport,
  keepStatisticPlan,
  listImportsBefore,
  readKeptPlan,
  readLastImport,
} from './statistic-import.ts'
export type { StatisticDivision } from './statistic-division.ts'
export type { StatisticSpot, StatisticWithdrawal } from './statistic-withdrawal.ts'
export {
  countStandingStatistics,
  listStatisticWithdrawals,
  lockStatistics,
  readLastWithdrawal,
  withdrawStatistics,
} from './statistic-withdrawal.ts'
export {
  listStatisticDivisions,
  listStatisticDivisionsWithValues,
  listUnknownDivisions,
  replaceStatisticDivisions,
} from './statistic-division.ts'
