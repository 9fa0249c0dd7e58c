import type { AnswerOf, readRace } from '@duibiao/contract'

type Race = AnswerOf<typeof readRace>
type Place = Race['stages'][number]['results'][number]['places'][number]

/** Digests of a recipe, a table and two results. */
const digests = {
  recipe: 'e1d8e552330911f9f779f85b6f2c00a15e790dcc3fbb3b28f5da1d660a30c5b8',
  input: 'c96c6d5be8d08a12e7b5cdc1b207fa6b2430974c86803d8891675e76fd992c20',
  first: 'a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e',
  second: '16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4',
}

function aPlace(zone: number, change: Partial<Place> = {}): Place {
  return {
    zone,
    band: 0,
    also_in: [],
    low: 1,
    high: 2,
    tied: 0,
    missing: 0,
    flags: [],
    values: [
      { indicator: 'hotline.response_rate', value: 0.96, numerator: 288, denominator: 300 },
      { indicator: 'projects', value: 9 },
    ],
    ...change,
  }
}

/** A race after the correction of its first stage, as the service answers it to a leader; for tests. */
export const aRace: Race = {
  id: '01999999-9999-7999-8999-999999999999',
  number: 'DB-2026-000007',
  name: '城市基层治理示范片区赛马',
  status: 'open',
  lead_office: 'city-management',
  lead_office_name: '城市管理局',
  announced_at: '2026-03-02T01:00:00.000Z',
  from: '2026-04-01',
  to: '2026-09-30',
  zones: [
    zoneOf(1, { name: '东湖片区', office: '东湖街道', policy: '文商旅居融合，一街一品' }),
    zoneOf(2, { name: '北峰片区', office: '北峰街道', policy: '老旧小区改造，引入物业' }),
    zoneOf(3, { name: '泉秀片区', office: '泉秀街道', policy: '楼宇党建，企业共治' }),
  ],
  stages: [
    {
      no: 1,
      name: '第二季度',
      from: '2026-04-01',
      to: '2026-06-30',
      state: 'open',
      until: '2026-07-23',
      data_note: '响应率由记录计算，项目数由发展和改革局提供',
      evidence: ['e1', 'e2'],
      comments: [
        {
          zone: 1,
          by: '刘明',
          strengths: '夜间经济有特色',
          shortfalls: '停车难',
          requirements: '年内建成两处停车场',
        },
        {
          zone: 2,
          by: '刘明',
          strengths: '加装电梯进度快',
          shortfalls: '物业缺位',
          requirements: '三季度引入物业',
        },
        {
          zone: 3,
          by: '刘明',
          strengths: '楼宇议事会有效',
          shortfalls: '外卖占道',
          requirements: '划定停放区',
        },
      ],
      results: [
        {
          no: 1,
          ranking: '01999999-9999-7999-8999-999999999991',
          input: digests.input,
          result: digests.first,
          at: '2026-07-06T01:00:00.000Z',
          is_sound: true,
          bands: [{ zones: 3 }],
          places: [
            aPlace(1, { low: 1, high: 3 }),
            aPlace(2, { low: 1, high: 3 }),
            aPlace(3, { low: 2, high: 3 }),
          ],
          changes: [],
        },
        {
          no: 2,
          ranking: '01999999-9999-7999-8999-999999999992',
          input: digests.input,
          result: digests.second,
          at: '2026-07-16T01:00:00.000Z',
          is_sound: true,
          bands: [{ zones: 2 }, { zones: 1 }],
          places: [
            aPlace(1),
            aPlace(2, {
              values: [
                { indicator: 'hotline.response_rate', value: 0.91, numerator: 182, denominator: 200 },
                { indicator: 'projects', value: 12 },
              ],
            }),
            aPlace(3, {
              band: 1,
              low: 3,
              high: 3,
              missing: 1,
              values: [
                { indicator: 'hotline.response_rate', value: 0.8, numerator: 120, denominator: 150 },
                { indicator: 'projects', value: null },
              ],
            }),
          ],
          reason: '补计漏报的三个项目',
          objection: 2,
          changes: [{ zone: 2, indicator: 'projects', from: 9, to: 12 }],
        },
      ],
    },
    {
      no: 2,
      name: '第三季度',
      from: '2026-07-01',
      to: '2026-09-30',
      state: 'planned',
      evidence: [],
      comments: [],
      results: [],
    },
  ],
  objections: [
    {
      no: 1,
      zone: 2,
      stage: 1,
      text: '还没有公示',
      at: '2026-04-01T01:00:00.000Z',
      state: 'inadmissible',
      reason: 'not_open',
    },
    {
      no: 2,
      zone: 2,
      stage: 1,
      text: '三个项目没有计入',
      at: '2026-07-08T01:00:00.000Z',
      state: 'upheld',
      answer: '经核实，三个项目在期内开工，应当计入',
    },
  ],
  standings: [
    { zone: 1, missing: [], stages: [{ stage: 1, band: 0 }] },
    {
      zone: 2,
      missing: [],
      stages: [{ stage: 1, band: 0, corrected: { reason: '补计漏报的三个项目', band_before: 0 } }],
    },
    { zone: 3, missing: [], stages: [{ stage: 1, band: 1 }] },
  ],
  recipe: {
    recipe: 'zones',
    version: 1,
    hash: digests.recipe,
    name: { zh: '片区治理评价', en: 'Work of zones' },
    from: '2026-04-01',
    to: '2026-09-30',
    approved_at: '2026-02-26T03:00:00.000Z',
    shown: 'bands',
    indicators: [
      { code: 'hotline.response_rate', name: { zh: '响应率', en: 'Answered in time' }, source: 'computed' },
      { code: 'projects', name: { zh: '开工项目', en: 'Projects begun' }, source: 'entered' },
    ],
  },
  steps: [],
  allowed: [],
  own_zones: [],
}

type Named = Pick<Race['zones'][number], 'name' | 'office' | 'policy'>

function zoneOf(no: number, { office, ...named }: Named): Race['zones'][number] {
  return { no, ...named, office, office_name: office, areas: [{ id: office, name: office }] }
}
