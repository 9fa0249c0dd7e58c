import type { Language } from '@duibiao/base'
import type { Words } from './briefing.ts'

type Say<Names extends string> = (said: Readonly<Record<Names, string | number>>) => string

/** What stands on the cover, in its order. */
export const gapFacts = [
  'district',
  'units',
  'basis',
  'approved',
  'period',
  'method',
  'counted',
  'recipe_hash',
  'input',
  'result',
] as const

/** The sentences that a briefing on a gap is made of. */
export interface GapWords {
  readonly title: Say<'own' | 'peer'>
  readonly facts: Readonly<Record<(typeof gapFacts)[number], string>>
  readonly units: Say<'own' | 'peer'>
  readonly recipe: Say<'name' | 'version'>
  readonly chosen: string
  readonly method: Readonly<Record<'arithmetic' | 'geometric', string>>
  readonly scores: Say<'own' | 'own_score' | 'peer' | 'peer_score'>
  readonly behind: Say<'own' | 'peer' | 'gap'>
  readonly ahead: Say<'own' | 'peer' | 'gap'>
  readonly largest: Say<'parts'>
  readonly better: Say<'own' | 'parts'>
  readonly part: Say<'indicator' | 'part'>
  readonly coverage: Say<'part'>
  readonly rivals_ahead: Say<'names'>
  readonly first: Say<'own'>
  readonly rivals_behind: Say<'names'>
  readonly away: Say<'name' | 'away'>
  readonly overlap: Say<'own' | 'peer' | 'own_places' | 'peer_places'>
  readonly apart: Say<'own' | 'peer' | 'own_places' | 'peer_places'>
  readonly unofficial: string
  readonly bands: string
  readonly no_person: string
  readonly missing: Readonly<Record<'own' | 'peer' | 'both', Say<'indicator' | 'own' | 'peer'>>>
  readonly checks: Readonly<Record<'ranking' | 'indicators', readonly string[]>>
  readonly semicolon: string
}

const zh: GapWords = {
  title: ({ own, peer }) => `${own}与${peer}差距对标分析报告`,
  facts: {
    district: '地区',
    units: '比较的单位',
    basis: '比较依据',
    approved: '方案审定',
    period: '数据时期',
    method: '合成方法',
    counted: '计算时间',
    recipe_hash: '方案摘要（SHA-256）',
    input: '数据摘要（SHA-256）',
    result: '结果摘要（SHA-256）',
  },
  units: ({ own, peer }) => `${own}，对标${peer}`,
  recipe: ({ name, version }) => `按方案“${name}”第 ${version} 版的评价结果`,
  chosen: '按选定的指标（没有审定的方案）',
  method: { arithmetic: '加权算术平均', geometric: '加权几何平均' },
  scores: ({ own, own_score: one, peer, peer_score: other }) => `${own}得分 ${one}，${peer}得分 ${other}。`,
  behind: ({ own, peer, gap }) => `${own}落后于${peer} ${gap} 分。`,
  ahead: ({ own, peer, gap }) => `${own}领先于${peer} ${gap} 分。`,
  largest: ({ parts }) => `差距主要来自：${parts}。`,
  better: ({ own, parts }) => `${own}较好的是：${parts}。`,
  part: ({ indicator, part }) => `${indicator}（${part} 分）`,
  coverage: ({ part }) => `其中 ${part} 分来自两方有数据的指标不同，不是数值的差别。`,
  rivals_ahead: ({ names }) => `前面最近的（标兵）：${names}。`,
  first: ({ own }) => `没有单位的得分高于${own}。`,
  rivals_behind: ({ names }) => `后面最近的（追兵）：${names}。`,
  away: ({ name, away }) => `${name}（差 ${away} 分）`,
  overlap: ({ own, peer, own_places: one, peer_places: other }) =>
    `在随机模拟中${own}可能排${one}，${peer}可能排${other}：两者有重叠，现有数据分不出先后。`,
  apart: ({ own, peer, own_places: one, peer_places: other }) =>
    `在随机模拟中${own}可能排${one}，${peer}可能排${other}：两者没有重叠。`,
  unofficial:
    '得分由选定的指标现算，没有区间，会随参加比较的单位变动：只用来找原因，正式评价以审定的方案为准。',
  bands: '方案约定只公布档次：本报告不写得分、位次和分差，只列各指标的数值。',
  no_person: '本报告只比较单位的数据，不评价任何个人，不作为对个人奖惩的依据。',
  missing: {
    own: ({ indicator, own }) => `“${indicator}”：${own}没有数据。`,
    peer: ({ indicator, peer }) => `“${indicator}”：${peer}没有数据。`,
    both: ({ indicator }) => `“${indicator}”：双方都没有数据。`,
  },
  checks: {
    ranking: [
      '在“评价结果”中打开这次结果，“依据与复算”一页的摘要应与本报告封面相同。',
      '各指标的分差之和等于总差距，见“差距”表末行。',
    ],
    indicators: [
      '在“对标与差距”中打开同一地址，选同样的单位、时期和指标，应得到相同的数。',
      '各指标的分差之和等于总差距，见“差距”表末行。',
    ],
  },
  semicolon: '；',
}

const en: GapWords = {
  title: ({ own, peer }) => `${own} and ${peer}: briefing on their gap`,
  facts: {
    district: 'District',
    units: 'Units compared',
    basis: 'Compared by',
    approved: 'Recipe approved',
    period: 'Numbers of',
    method: 'Combined by',
    counted: 'Computed',
    recipe_hash: 'Digest of the recipe (SHA-256)',
    input: 'Digest of the data (SHA-256)',
    result: 'Digest of the result (SHA-256)',
  },
  units: ({ own, peer }) => `${own}, compared with ${peer}`,
  recipe: ({ name, version }) => `a ranking by the recipe "${name}", version ${version}`,
  chosen: 'chosen indicators, without an approved recipe',
  method: { arithmetic: 'weighted arithmetic mean', geometric: 'weighted geometric mean' },
  scores: ({ own, own_score: one, peer, peer_score: other }) =>
    `${own} has a score of ${one}, ${peer} of ${other}.`,
  behind: ({ own, peer, gap }) => `${own} is behind ${peer} by ${gap}.`,
  ahead: ({ own, peer, gap }) => `${own} is ahead of ${peer} by ${gap}.`,
  largest: ({ parts }) => `Most of the gap comes from: ${parts}.`,
  better: ({ own, parts }) => `${own} does better in: ${parts}.`,
  part: ({ indicator, part }) => `${indicator} (${part})`,
  coverage: ({ part }) =>
    `Of this ${part} comes of other indicators being known of the two, and not of their values.`,
  rivals_ahead: ({ names }) => `Next ahead: ${names}.`,
  first: ({ own }) => `No unit has a higher score than ${own}.`,
  rivals_behind: ({ names }) => `Next behind: ${names}.`,
  away: ({ name, away }) => `${name} (by ${away})`,
  overlap: ({ own, peer, own_places: one, peer_places: other }) =>
    `In runs by chance ${own} may have ${one}, ${peer} ${other}: these overlap, and the data cannot tell them apart.`,
  apart: ({ own, peer, own_places: one, peer_places: other }) =>
    `In runs by chance ${own} may have ${one}, ${peer} ${other}: these do not overlap.`,
  unofficial:
    'Scores are computed from chosen indicators, have no intervals and move with who is compared: they serve to find causes; anything official takes an approved recipe.',
  bands:
    'By the recipe bands are made known and nothing else: this briefing has no scores, places or differences of scores, but the values of the indicators.',
  no_person:
    'This briefing compares data of units; it judges no person and is no ground for reward or penalty of a person.',
  missing: {
    own: ({ indicator, own }) => `"${indicator}": ${own} has no data.`,
    peer: ({ indicator, peer }) => `"${indicator}": ${peer} has no data.`,
    both: ({ indicator }) => `"${indicator}": neither has data.`,
  },
  checks: {
    ranking: [
      'Open the run among the rankings: the digests of "Ground" are those of this cover.',
      'The parts add up to the gap: see the last row of the sheet "Gap".',
    ],
    indicators: [
      'Open "Peers and gaps" with the same units, period and indicators: the numbers are the same.',
      'The parts add up to the gap: see the last row of the sheet "Gap".',
    ],
  },
  semicolon: '; ',
}

export const gapWords: Readonly<Record<Language, GapWords>> = { zh, en }

/** Heads of the tables of a gap. */
export const gapHeads = {
  gap: { zh: '差距', en: 'Gap' },
  values: { zh: '数据', en: 'Data' },
  rivals: { zh: '标兵追兵', en: 'Rivals' },
  indicator: { zh: '指标', en: 'Indicator' },
  measure: { zh: '单位', en: 'Unit' },
  by_score: { zh: '来自分数', en: 'By score' },
  by_coverage: { zh: '来自缺数', en: 'By coverage' },
  part: { zh: '合计', en: 'In all' },
  sum: { zh: '总差距', en: 'Gap in all' },
  score_of: { zh: '得分：', en: 'Score: ' },
  side: { zh: '位置', en: 'Side' },
  unit: { zh: '单位', en: 'Unit' },
  score: { zh: '得分', en: 'Score' },
  away: { zh: '相差', en: 'Away' },
  ahead: { zh: '标兵', en: 'ahead' },
  own: { zh: '本单位', en: 'own' },
  level: { zh: '相同', en: 'level' },
  behind: { zh: '追兵', en: 'behind' },
} as const satisfies Readonly<Record<string, Words>>
