import { addDays } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'

/** A study visit of the district as it is planned, with what will be found on it. */
export interface PlannedVisit {
  readonly id: string
  readonly date: LegalDate
  readonly office: string
  readonly topic: string
  readonly peer: string
  readonly from: LegalDate
  readonly to: LegalDate
  readonly sites: readonly string[]
  readonly indicators: readonly string[]
  readonly questions: readonly string[]
  readonly findings: readonly PlannedFinding[]
}

export interface PlannedFinding {
  readonly seenAt: string
  readonly experience: string
  readonly insight: string
  readonly action: string
  readonly owner: string
  readonly dueOn: LegalDate
  readonly target?: { readonly indicator: string; readonly value: number; readonly unit: string }
}

/** A gap that is made into work. */
export interface PlannedGap {
  readonly id: string
  readonly date: LegalDate
  readonly title: string
  /** Who drafts it, who answers for it, who confirms what was reached. */
  readonly lead: string
  readonly office: string
  readonly confirming: string
  readonly indicator: string
  readonly own: number
  readonly peer: string
  readonly peerValue: number
  readonly target: number
  readonly unit: string
  readonly by: LegalDate
  readonly practice: string
}

export interface BenchmarkPlan {
  readonly visits: readonly PlannedVisit[]
  readonly gaps: readonly PlannedGap[]
}

/** What the district compares itself in, towards the end of a season of ninety days that begins on a day. */
export function planBenchmarking(from: LegalDate): BenchmarkPlan {
  return { visits: [deadlineVisit(from), windowVisit(from)], gaps: [returnGap(from)] }
}

/** Made, reported, and both of its actions under way. */
function deadlineVisit(from: LegalDate): PlannedVisit {
  return {
    id: 'V1',
    date: addDays(from, 62),
    office: 'urban-management',
    topic: '城市管理案件按期处置',
    peer: '云川市青岚区',
    from: addDays(from, 70),
    to: addDays(from, 71),
    sites: ['青岚区城市运行中心', '望江街道综合执法队'],
    indicators: ['按期处置率', '返工率'],
    questions: ['按期处置率：到期前怎样逐级提醒', '返工率：结案前怎样现场核查'],
    findings: [
      {
        seenAt: '青岚区城市运行中心',
        experience: '到期前二十四小时和四小时各提醒一次，超期当天由分管负责人约谈',
        insight: '我区只在超期以后提醒，承办人到期前没有感觉',
        action: '建立到期前两次提醒',
        owner: 'urban-management',
        dueOn: addDays(from, 150),
        target: { indicator: '按期处置率', value: 95, unit: '%' },
      },
      {
        seenAt: '望江街道综合执法队',
        experience: '排水和道路案件由处置人员和核查人员同到现场，当场拍照比对',
        insight: '我区处置和核查分两次到场，返工多在核查以后才发现',
        action: '排水案件处置和核查同到现场',
        owner: 'drainage',
        dueOn: addDays(from, 136),
      },
    ],
  }
}

/** Approved, and still to be made. */
function windowVisit(from: LegalDate): PlannedVisit {
  return {
    id: 'V2',
    date: addDays(from, 84),
    office: 'housing',
    topic: '老旧小区物业投诉源头治理',
    peer: '云川市南屏区',
    from: addDays(from, 96),
    to: addDays(from, 97),
    sites: ['南屏区物业矛盾调处中心'],
    indicators: ['响应率'],
    questions: ['响应率：物业投诉怎样先联系再派单'],
    findings: [],
  }
}

function returnGap(from: LegalDate): PlannedGap {
  return {
    id: 'G1',
    date: addDays(from, 70),
    title: '降低排水案件返工率',
    lead: 'urban-management',
    office: 'drainage',
    confirming: 'urban-management',
    indicator: '返工率',
    own: 9.4,
    peer: '云川市青岚区',
    peerValue: 4.1,
    target: 5,
    unit: '%',
    by: addDays(from, 170),
    practice: '处置人员和核查人员同到现场，当场拍照比对，不合格的当场返工',
  }
}
