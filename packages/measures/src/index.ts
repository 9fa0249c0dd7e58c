export { drawBelow, drawFrom } from './chance.ts'
export type {
  BetterWay,
  ChartChoice,
  ChartPhase,
  ChartPoint,
  ChartSign,
  ChartSignal,
  ControlChart,
} from './control-chart.ts'
export { drawChart } from './control-chart.ts'
export type { Funnel, FunnelChoice, FunnelClass, FunnelKind, FunnelLimits } from './funnel.ts'
export { funnelClass, funnelLimits, openFunnel } from './funnel.ts'
export type { Count, CountFault, Interval, IntervalMethod, Stratum } from './interval.ts'
export {
  byar,
  countFault,
  differ,
  differenceOf,
  exactBinomial,
  exactPoisson,
  meanInterval,
  rateInterval,
  ratioInterval,
  standardisedRate,
  wilson,
} from './interval.ts'
export type { Dispersion, DispersionMethod } from './over-dispersion.ts'
export type { QuantileGroup } from './quantile-group.ts'
export { quantileGroups } from './quantile-group.ts'
export type { ShrunkValue } from './shrinkage.ts'
export { shrinkAll } from './shrinkage.ts'
export type { CountedUnit, Standing, StandingChoice, StandingFlag, StandingList } from './standing.ts'
export { countOfScore, rankHonestly } from './standing.ts'
export type { AggregationMethod } from './aggregation.ts'
export type { Denominator } from './denominator.ts'
export type { StageTable } from './grid.ts'
export type { Direction, Indicator, IndicatorNode, IndicatorTable, MeasuredUnit } from './indicator-table.ts'
export { checkTable } from './indicator-table.ts'
export type { MeasureFinding, MeasureFindingCode, MeasurePlace } from './measure-finding.ts'
export type { Goalposts, Normalisation } from './normalisation.ts'
export type { OutlierTreatment } from './outlier.ts'
export type { PairComparison, PairFault, PairWeights, RandomIndex } from './pair-comparison.ts'
export { weighPairs } from './pair-comparison.ts'
export type { MissingChild, NodeRule, Recipe, RecipeStep, Weighing } from './recipe.ts'
export type { RankedUnit, RecipeResult, RecipeStage } from './recipe-run.ts'
export { findFaults, runRecipe } from './recipe-run.ts'
export type { Filling, UnitApart, UnitCondition } from './screening.ts'
export type { PrincipalComponent, Weighed, WeighingMethod } from './weighting.ts'
export { principalComponents, weighColumns } from './weighting.ts'
export type { Gap, GapPart, ScoreSheet, WeightedScore } from './gap.ts'
export { splitGap, splitGeometricGap, weighPresent } from './gap.ts'
export type { Peer, PeerChoice, PeerPart, PeerSpace, PeerSpaceReading, PeerWithParts } from './peer.ts'
export { nearestOfAll, nearestPeers, openPeers } from './peer.ts'
export type { PeerTable, PeerVariable } from './peer-scale.ts'
export type { Rival, Rivals } from './rival.ts'
export { rivalsOf } from './rival.ts'
export type { RankInterval, RankRuns } from './rank-interval.ts'
export { rankIntervals, rankIntervalsOf, runByChance, sureShare } from './rank-interval.ts'
export type { RecipeGap } from './recipe-gap.ts'
export { splitRecipeGap } from './recipe-gap.ts'
export type { RankChange } from './recipe-comparison.ts'
export { compareRankings } from './recipe-comparison.ts'
export type { PartLeftOut, Sensitivity, SensitivityRun, Uncertainty } from './sensitivity.ts'
export { leaveOut, meanRankShift, openSensitivity } from './sensitivity.ts'
export type { SobolIndex, SobolInterval, SobolOutcomes, SobolSample } from './sobol.ts'
export { drawSobolSample, mostSobolFactors, runSobolSample, sobolIndices, sobolIntervals } from './sobol.ts'
export type { BackTest } from './back-test.ts'
export { backTest } from './back-test.ts'
export type { CatchUp, CatchUpChoice } from './catch-up.ts'
export { projectCatchUp } from './catch-up.ts'
export type { TrendClass, TrendQuestion, YearLine, YearSeries, YearValue } from './trend.ts'
export { theilSen, trendClass } from './trend.ts'
export type { Worsening } from './worsening.ts'
export { findWorsening } from './worsening.ts'
export type { Alternatives, Compromise } from './ideal-distance.ts'
export { compromiseOf, scaleToLength, similarityToIdeal } from './ideal-distance.ts'
export type { RankCheck } from './rank-check.ts'
export { checkRanking } from './rank-check.ts'
export type { ImportedValue, StatisticsFile, StatisticsImport } from './statistics-import.ts'
export { importStatistics } from './statistics-import.ts'
export { numberOfCell } from './statistics-value.ts'
export type { StatisticsIndicator, StatisticsPlan } from './statistics-layout.ts'
export type { UnitEntry, UnitRegister } from './unit-register.ts'
export { openUnits } from './unit-register.ts'
export type {
  MarkCondition,
  MarkEntry,
  MarkFact,
  MarkFlag,
  MarkItem,
  MarkMultiplier,
  MarkSheet,
  MarkedUnit,
} from './mark-sheet.ts'
export { checkSheet } from './mark-sheet-check.ts'
export type { ItemMark, Marking, UnitMark } from './marking.ts'
export { ceilingOf, markUnits } from './marking.ts'
export type { MarkUncertainty } from './mark-ranking.ts'
export { openMarks, orderMarked } from './mark-ranking.ts'
export type { Inequality, InequalityChoice, InequalityGroup } from './inequality.ts'
export { inequalityOf } from './inequality.ts'
export type {
  RaceCorrection,
  RaceMark,
  RacePlan,
  RaceStandings,
  StageStanding,
  ZoneStanding,
} from './race.ts'
export { raceStandings } from './race.ts'
export type { RankBand, ScoreBand } from './rank-band.ts'
export { bandsOfIntervals, bandsOfScores } from './rank-band.ts'
export type { RankInfluence } from './recipe-sobol.ts'
export { influenceOnRanks } from './recipe-sobol.ts'
export type { ActionCount, VisitAction, VisitProgress } from './visit-progress.ts'
export { visitProgress } from './visit-progress.ts'
export type { Supposed, SupposedValue } from './what-if.ts'
export { supposeValues } from './what-if.ts'
