import { addDays, addMonths, dayKind } from '@duibiao/base'
import type { Calendar, LegalDate } from '@duibiao/base'
import type { announceRace, BodyOf, draftRecipe } from '@duibiao/contract'

type Announced = BodyOf<typeof announceRace>
type Content = Extract<BodyOf<typeof draftRecipe>['content'], { readonly indicators: unknown }>

/** A race of zones (片区赛马) of the district as it is planned, with what people will say in it. */
export interface RacePlan {
  readonly recipe: string
  readonly content: Content
  readonly body: Announced
  /** The streets ranked for the first month by what is counted of them. */
  readonly streets: { readonly recipe: string; readonly content: Content }
  /** What is handed in of a stage, zone by zone, of the one indicator that no record tells. */
  readonly handedIn: (stage: number) => readonly number[]
  /** What the leader says after a stage, zone by zone. */
  readonly comments: (stage: number) => readonly PlannedComment[]
  readonly objection: PlannedObjection
}

/** What the leader says of a zone. Nothing in it is about a person. */
interface PlannedComment {
  readonly strengths: string
  readonly shortfalls: string
  readonly requirements: string
}

/** A zone finds that something of the first stage was left out, and is right. */
interface PlannedObjection {
  readonly zone: number
  readonly text: string
  readonly answer: string
  readonly reason: string
  /** What is handed in of it after the correction. */
  readonly corrected: number
}

const stages = 3
/** Working days before the first stage: one for drafting, one for approving and announcing. */
const notice = 2

/** The indicator that is handed in by hand. */
export const handedInIndicator = 'small-projects'

/** A race over the first whole months of a season that are far enough away to be announced. */
export function planRace(from: LegalDate, calendar: Calendar): RacePlan {
  const first = firstStage(from, calendar)
  const months = Array.from({ length: stages }, (_, place) => addMonths(first, place))
  const period = { from: first, to: lastOf(addMonths(first, stages - 1)) }
  return {
    recipe: 'zone-governance',
    content: zoneContent(period),
    body: {
      name: '片区治理赛马',
      lead_office: 'urban-management',
      recipe: 'zone-governance',
      version: 1,
      zones: [...zones],
      stages: months.map((month) => ({
        name: `${Number(month.slice(5, 7))}月`,
        from: month,
        to: lastOf(month),
      })),
    },
    streets: { recipe: 'street-service', content: streetContent({ from: first, to: lastOf(first) }) },
    handedIn: (stage) => projects[stage - 1] ?? [],
    comments: (stage) => comments[stage - 1] ?? [],
    objection,
  }
}

/** The first of a month with enough working days before it. */
function firstStage(from: LegalDate, calendar: Calendar): LegalDate {
  let working = 0
  for (let day = from; ; day = addDays(day, 1)) {
    if (day.endsWith('-01') && working >= notice) return day
    if (dayKind(calendar, day).working) working += 1
  }
}

function lastOf(month: LegalDate): LegalDate {
  return addDays(addMonths(month, 1), -1)
}

/** The streets lie in the order of the skeleton; those of a zone touch each other. */
const zones: Announced['zones'] = [
  {
    name: '环湖片区',
    office: 'street-990106001',
    areas: ['990106001', '990106004'],
    policy: '一湖一带：夜间经济和市容秩序一起管，占道、噪声由两街道和城市管理委同一班组处置。',
  },
  {
    name: '城北片区',
    office: 'street-990106003',
    areas: ['990106003', '990106007'],
    policy: '校区和小区连片：停车、餐饮油烟由学校、物业和街道每月共商一次，先解决反映最多的三处。',
  },
  {
    name: '城西片区',
    office: 'street-990106002',
    areas: ['990106002', '990106005'],
    policy: '老旧小区补短板：没有物业的院落先落实代管，下水和路灯列入一张清单逐处销号。',
  },
  {
    name: '城南片区',
    office: 'street-990106006',
    areas: ['990106006', '990106100'],
    policy: '站前和园区两头抓：站前广场错时值守，园区道路破损由镇和市政设施科联合巡查。',
  },
]

/** 民生微实事 that were finished, by stage and zone, as the civil affairs office counts them. */
const projects = [
  [9, 7, 6, 8],
  [10, 8, 11, 7],
  [11, 9, 9, 10],
]

/** By stage and zone, in the order of the zones. */
const comments: readonly (readonly PlannedComment[])[] = [
  [
    {
      strengths: '夜间占道和噪声由一个班组处置，反映的人当晚有答复',
      shortfalls: '湖滨步道的设施报修以后，等养护单位的时间长',
      requirements: '与养护单位约定到场时间，两个月内写进处置标准',
    },
    {
      strengths: '停车问题由学校、物业和街道一起商量，三处有了办法',
      shortfalls: '餐饮油烟反复出现，处置以后没有回头看',
      requirements: '对反复反映的门店逐户回访，年底前列出名单和进展',
    },
    {
      strengths: '没有物业的院落有了代管，路灯逐处销号',
      shortfalls: '下水堵塞多在同几个院落，治标多',
      requirements: '三个院落的管线改造列入明年计划，资金和时间报区里',
    },
    {
      strengths: '站前广场错时值守以后，秩序类反映有专人接',
      shortfalls: '园区道路破损由谁修，镇和部门仍有推让',
      requirements: '一个月内画清养护界线，界线不清的由城市管理委先修',
    },
  ],
  [
    {
      strengths: '养护单位到场时间已经写进约定，步道报修有了答复时限',
      shortfalls: '周末来电多，联系当事人不如平日及时',
      requirements: '周末排出回访班次，下一阶段按周报告',
    },
    {
      strengths: '反复反映的门店已列名单，回访做完一遍',
      shortfalls: '两处共享车位夜间仍不开放',
      requirements: '与产权单位补签夜间开放的约定，一个月内挂牌',
    },
    {
      strengths: '漏报的微实事已补齐，验收单当月归档',
      shortfalls: '下水堵塞先通后改，同一院落再次反映',
      requirements: '改造以前每半月疏通一次，写明日期',
    },
    {
      strengths: '养护界线图已画好，破损路面先修后分',
      shortfalls: '站前早市散场以后清扫跟得慢',
      requirements: '早市散场一小时内清扫完，环卫与街道共用一张排班表',
    },
  ],
  [
    {
      strengths: '周末回访有了班次，步道设施修复有记录可查',
      shortfalls: '噪声反映仍集中在少数路段',
      requirements: '集中路段定点值守，商户公约由街道牵头更新',
    },
    {
      strengths: '夜间共享车位已经挂牌开放',
      shortfalls: '楼道堆物清了又有',
      requirements: '堆物与充电棚建设一并安排，先建再清',
    },
    {
      strengths: '疏通有了日期表，重复反映有了去向',
      shortfalls: '代管院落的费用来源还不稳',
      requirements: '代管费用列出清单，与社区居委会议定办法',
    },
    {
      strengths: '早市清扫与散场衔接上了',
      shortfalls: '园区夜间大车噪声没有固定处置办法',
      requirements: '与交管商定绕行路线，报区里后公布',
    },
  ],
]

const objection: PlannedObjection = {
  zone: 3,
  text: '柳岸街道当月办结的两件民生微实事（朝阳里路灯、柳岸社区坡道）没有计入',
  answer: '经核对验收单，两件都在当月验收，应当计入',
  reason: '补计城西片区漏报的两件民生微实事',
  corrected: 8,
}

type Indicator = Content['indicators'][number]

function computed(code: string, name: Indicator['name'], parent: string): Indicator {
  return { code, name, direction: 'more', parent, weight: 1, source: 'computed' }
}

const counted = [
  computed('hotline.response_rate', { zh: '响应率', en: 'Share answered in time' }, 'answer'),
  computed('city-events.handling_on_time', { zh: '按期处置率', en: 'Handled in time' }, 'handle'),
]

function zoneContent(period: Content['period']): Content {
  return {
    ...frame(period),
    name: { zh: '片区治理评价', en: 'Governance of zones' },
    purpose: {
      zh: '比较各片区回应诉求、处置案件和办成民生微实事的情况，只用于改进工作',
      en: 'Compares how zones answer demands, handle cases and finish small projects; for improving work only',
    },
    indicators: [
      ...counted,
      {
        code: handedInIndicator,
        name: { zh: '办结民生微实事', en: 'Small projects finished' },
        direction: 'more',
        parent: 'handle',
        weight: 1,
        source: 'entered',
      },
    ],
  }
}

function streetContent(period: Content['period']): Content {
  return {
    ...frame(period),
    name: { zh: '街道响应和处置', en: 'Answering and handling by street' },
    purpose: {
      zh: '比较各街道回应诉求和处置案件是否及时，只用于改进工作',
      en: 'Compares how soon streets answer demands and handle cases; for improving work only',
    },
    indicators: counted,
  }
}

/** What both recipes have in common: how much answering and handling weigh is in doubt. */
function frame(period: Content['period']): Omit<Content, 'name' | 'purpose' | 'indicators'> {
  return {
    period,
    units: 'area',
    nodes: [
      { code: 'whole', name: { zh: '治理', en: 'Governance' }, weight: 1 },
      { code: 'answer', name: { zh: '回应', en: 'Answering' }, parent: 'whole', weight: 1 },
      { code: 'handle', name: { zh: '办成', en: 'Getting done' }, parent: 'whole', weight: 1 },
    ],
    steps: [
      { kind: 'normalise', method: { kind: 'min_max', from: 1, to: 100 } },
      { kind: 'aggregate', method: 'arithmetic' },
      { kind: 'rank' },
    ],
    uncertainty: {
      seed: 20,
      runs: 400,
      of: [
        { kind: 'weights', share: 0.25 },
        {
          kind: 'switch',
          step: 1,
          options: [
            { kind: 'aggregate', method: 'arithmetic' },
            { kind: 'aggregate', method: 'geometric' },
          ],
        },
      ],
      points: 64,
    },
    bands: { kind: 'intervals' },
  }
}
