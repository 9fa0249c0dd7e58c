import type { Language } from '@duibiao/base'

/** Numbers of a sentence are written by whoever asks for it. */
type Say<Names extends string> = (said: Readonly<Record<Names, string | number>>) => string

/** What stands on the cover, in its order. */
export const rankingFacts = [
  'district',
  'recipe',
  'purpose',
  'period',
  'approved',
  'shown',
  'counted',
  'recipe_hash',
  'input',
  'result',
] as const

/** The sentences and names that a briefing on a ranking is made of. */
export interface RankingWords {
  readonly title: Say<'name'>
  readonly facts: Readonly<Record<(typeof rankingFacts)[number], string>>
  readonly version: Say<'name' | 'code' | 'version'>
  readonly span: Say<'from' | 'to'>
  readonly deed: Say<'at' | 'by'>
  readonly not_approved: string
  readonly shown: Readonly<Record<'bands' | 'ranks', string>>
  readonly kinds: Readonly<Record<'area' | 'office' | 'division', string>>
  readonly ranked: Say<'count' | 'kind'>
  readonly apart_count: Say<'count'>
  readonly rule: Readonly<Record<'bands' | 'ranks', string>>
  readonly runs: Say<'done' | 'asked'>
  readonly refused: Say<'count'>
  readonly group: Say<'group' | 'said'>
  readonly band: Say<'number'>
  readonly of_band: Say<'band' | 'names' | 'count'>
  readonly alone: Say<'band' | 'names'>
  readonly inseparable: string
  readonly also_in: Say<'units' | 'bands'>
  readonly place: Say<'rank' | 'unit' | 'places'>
  readonly one_place: Say<'low'>
  readonly places: Say<'low' | 'high'>
  readonly neighbours: Say<'same' | 'other'>
  readonly same: Say<'pairs'>
  readonly pair: Say<'one' | 'other'>
  readonly leans: Say<'indicator' | 'shift'>
  readonly leans_not: string
  readonly missing: Say<'units' | 'cells' | 'names'>
  readonly missing_of: Say<'unit' | 'count'>
  readonly no_person: Say<'kind'>
  readonly reasons: Readonly<Record<'no_values' | 'few_values' | 'not_eligible', Say<'step'>>>
  readonly apart: Say<'unit' | 'reason'>
  readonly checks: readonly Say<'ranking'>[]
  readonly and: string
  readonly semicolon: string
}

const zh: RankingWords = {
  title: ({ name }) => `${name}对标分析报告`,
  facts: {
    district: '地区',
    recipe: '评价方案',
    purpose: '目的',
    period: '评价期',
    approved: '方案审定',
    shown: '公布方式',
    counted: '数据与计算时间',
    recipe_hash: '方案摘要（SHA-256）',
    input: '数据摘要（SHA-256）',
    result: '结果摘要（SHA-256）',
  },
  version: ({ name, code, version }) => `${name}（${code}）第 ${version} 版`,
  span: ({ from, to }) => `${from} 至 ${to}`,
  deed: ({ at, by }) => `${at}，${by}`,
  not_approved: '没有审定记录',
  shown: { bands: '只公布档次，不公布位次和得分', ranks: '公布位次和区间' },
  kinds: { area: '区域', office: '机构', division: '行政区划' },
  ranked: ({ count, kind }) => `共 ${count} 个${kind}参加评价。`,
  apart_count: ({ count }) => `另有 ${count} 个单列，不参加评价，不算落后。`,
  rule: {
    bands: '方案约定只公布档次：本报告不写位次和得分，档内不分先后，按名称排列。',
    ranks: '方案约定公布位次：每个位次都附区间，区间重叠的单位，位次先后说明不了什么。',
  },
  runs: ({ done, asked }) =>
    `结果经随机模拟检验：模拟 ${asked} 次，算出 ${done} 次；“可能的位次”是其中 90% 的位次所在的范围。`,
  refused: ({ count }) => `有 ${count} 次模拟不能计算，没有计入。`,
  group: ({ group, said }) => `“${group}”组：${said}`,
  band: ({ number }) => `第 ${number} 档`,
  of_band: ({ band, names, count }) => `${band}有 ${count} 个：${names}。`,
  alone: ({ band, names }) => `${band}有 1 个：${names}。`,
  inseparable: '它们可能的位次有重叠，现有数据分不出先后。',
  also_in: ({ units, bands }) => `${units}也可能属于${bands}。`,
  place: ({ rank, unit, places }) => `第 ${rank} 位${unit}（可能的位次：${places}）`,
  one_place: ({ low }) => `第 ${low} 位`,
  places: ({ low, high }) => `第 ${low} 至 ${high} 位`,
  neighbours: ({ same, other }) => `相邻的单位中，${other} 对分得开，${same} 对分不开。`,
  same: ({ pairs }) => `现有数据分不开的有：${pairs}。`,
  pair: ({ one, other }) => `${one}与${other}`,
  leans: ({ indicator, shift }) =>
    `去掉“${indicator}”时位次变动最大，平均变动 ${shift} 位：结果最依赖这个指标。`,
  leans_not: '去掉任何一个指标，位次都没有变动。',
  missing: ({ units, cells, names }) => `${units} 个参加评价的单位缺少数据，共缺 ${cells} 项：${names}。`,
  missing_of: ({ unit, count }) => `${unit}缺 ${count} 项`,
  no_person: ({ kind }) => `本报告只比较${kind}的数据，不评价任何个人，不作为对个人奖惩的依据。`,
  reasons: {
    no_values: () => '没有任何数据',
    few_values: ({ step }) => `已知指标太少（第 ${step} 步）`,
    not_eligible: ({ step }) => `不符合方案的条件（第 ${step} 步）`,
  },
  apart: ({ unit, reason }) => `${unit}单列：${reason}。`,
  checks: [
    ({ ranking }) =>
      `在“评价结果”中打开编号 ${ranking} 的结果，“依据与复算”一页有数据表和每一步之后的中间表，摘要应与本报告封面相同。`,
    () => '在那一页按“再算一次”：同一方案、同一数据再算一次，结果摘要应逐字相同。',
    () => '报告的 Excel 工作簿与本报告出自同一次计算，可以逐格核对。',
  ],
  and: '、',
  semicolon: '；',
}

const en: RankingWords = {
  title: ({ name }) => `${name}: briefing`,
  facts: {
    district: 'District',
    recipe: 'Recipe',
    purpose: 'Purpose',
    period: 'Period',
    approved: 'Recipe approved',
    shown: 'What is made known',
    counted: 'Numbers of, and computed',
    recipe_hash: 'Digest of the recipe (SHA-256)',
    input: 'Digest of the data (SHA-256)',
    result: 'Digest of the result (SHA-256)',
  },
  version: ({ name, code, version }) => `${name} (${code}), version ${version}`,
  span: ({ from, to }) => `${from} to ${to}`,
  deed: ({ at, by }) => `${at}, ${by}`,
  not_approved: 'no approval on record',
  shown: { bands: 'bands only, neither ranks nor scores', ranks: 'ranks with their intervals' },
  kinds: { area: 'areas', office: 'offices', division: 'divisions' },
  ranked: ({ count, kind }) => `Ranked: ${count} ${kind}.`,
  apart_count: ({ count }) =>
    `Apart from these stand ${count}, which are not ranked and do not count as last.`,
  rule: {
    bands:
      'By the recipe bands are made known and nothing else: this briefing has neither ranks nor scores, and within a band the order is that of the names.',
    ranks:
      'By the recipe ranks are made known, each with its interval: where intervals overlap, who stands first tells nothing.',
  },
  runs: ({ done, asked }) =>
    `The result was tried by chance: ${asked} runs, ${done} of them computed; possible places are those of 90 % of the runs.`,
  refused: ({ count }) => `Runs that could not be computed and do not count: ${count}.`,
  group: ({ group, said }) => `Group "${group}": ${said}`,
  band: ({ number }) => `Band ${number}`,
  of_band: ({ band, names, count }) => `${band} has ${count}: ${names}.`,
  alone: ({ band, names }) => `${band} has 1: ${names}.`,
  inseparable: 'Their possible places overlap; the data cannot tell them apart.',
  also_in: ({ units, bands }) => `May belong to ${bands} as well: ${units}.`,
  place: ({ rank, unit, places }) => `${rank}. ${unit} (possibly ${places})`,
  one_place: ({ low }) => `place ${low}`,
  places: ({ low, high }) => `places ${low} to ${high}`,
  neighbours: ({ same, other }) =>
    `Of neighbours ${other} pairs can be told apart, and ${same} pairs cannot.`,
  same: ({ pairs }) => `What the data cannot tell apart: ${pairs}.`,
  pair: ({ one, other }) => `${one} and ${other}`,
  leans: ({ indicator, shift }) =>
    `Places change most without "${indicator}", by ${shift} on average: the result leans on this indicator most.`,
  leans_not: 'Without any one of the indicators no place changes.',
  missing: ({ units, cells, names }) =>
    `Of ${units} that are ranked data are missing, ${cells} in all: ${names}.`,
  missing_of: ({ unit, count }) => `${unit} ${count}`,
  no_person: ({ kind }) =>
    `This briefing compares data of ${kind}; it judges no person and is no ground for reward or penalty of a person.`,
  reasons: {
    no_values: () => 'nothing is known',
    few_values: ({ step }) => `too few indicators are known (step ${step})`,
    not_eligible: ({ step }) => `not eligible by the recipe (step ${step})`,
  },
  apart: ({ unit, reason }) => `${unit} stands apart: ${reason}.`,
  checks: [
    ({ ranking }) =>
      `Open the run ${ranking} among the rankings: "Ground" has the table and that of each step, and its digests are those of this cover.`,
    () => 'Press "Run again" there: the same recipe over the same data gives the same digest of the result.',
    () => 'The workbook of this briefing comes from the same run and can be held against it cell by cell.',
  ],
  and: ', ',
  semicolon: '; ',
}

export const rankingWords: Readonly<Record<Language, RankingWords>> = { zh, en }
