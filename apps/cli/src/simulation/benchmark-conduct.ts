import type { Variables } from '@duibiao/kernel'
import type { PlannedFinding, PlannedGap, PlannedVisit } from '../minghu/benchmarking.ts'
import { complete, plainly } from './scene.ts'
import type { Conduct, Conducts, Scene } from './scene.ts'

/**
 * How people act on the tasks of the pack benchmark: on visits and gaps of the plan. Those that somebody real began are left
 * to them.
 */
export const benchmarkConducts: Conducts = {
  propose_visit: ofVisit(4, proposalOf),
  approve_visit: ofVisit(4, () => ({ visit_decision: 'approve', visit_opinion: '同意，按标准执行' })),
  // Eight working days until they are back.
  record_visit: ofVisit(64, recordOf),
  add_finding: ofVisit(3, nextFinding),
  write_report: ofVisit(8, ({ peer }) => ({
    report_overall: `在${peer}看了全部点位，问题都有回答`,
    report_gaps: '提醒和核查都在事后',
  })),
  check_report: ofVisit(4, () => ({ check_result: 'passed', check_note: '事实清楚，行动具体' })),
  sign_report: ofVisit(4, () => ({ report_approved: true, report_opinion: '逐项落实，按期反馈' })),
  propose_gap: ofGap(4, gapOf),
  check_feasibility: plainly(8, { feasibility: 'feasible', feasibility_note: '人员和车辆可以安排' }),
}

function ofVisit(hours: number, variablesOf: (visit: PlannedVisit, scene: Scene) => Variables): Conduct {
  return (scene) => {
    const { cause } = scene.affair
    if (cause.kind !== 'visit') return []
    return [complete(scene, hours, variablesOf(cause.visit, scene))]
  }
}

function ofGap(hours: number, variablesOf: (gap: PlannedGap) => Variables): Conduct {
  return (scene) => {
    const { cause } = scene.affair
    return cause.kind === 'gap' ? [complete(scene, hours, variablesOf(cause.gap))] : []
  }
}

function proposalOf({
  topic,
  office,
  peer,
  from,
  to,
  sites,
  indicators,
  questions,
}: PlannedVisit): Variables {
  return {
    visit_topic: topic,
    lead_office: office,
    peers: [peer],
    visit_from: from,
    visit_to: to,
    sites: [...sites],
    indicators: [...indicators],
    questions: [...questions],
    members: 6,
    budget: 18_000,
    discipline: '持公函，按标准食宿，不超范围陪同',
  }
}

function recordOf({ from, to, sites, peer }: PlannedVisit): Variables {
  return {
    visit_held: 'held',
    held_from: from,
    held_to: to,
    sites_seen: [...sites],
    hosts: `${peer}城市管理局`,
    letter: '明政办函〔2026〕17号',
    cost: 15_200,
    visit_note: '按方案完成',
  }
}

/** They are noted one by one; the task comes back until the last has been. */
function nextFinding({ findings }: PlannedVisit, { affair }: Scene): Variables {
  const place = affair.noted
  affair.noted += 1
  const finding = findings[place]
  return finding === undefined ? {} : findingOf(finding, place + 1 < findings.length)
}

function findingOf(finding: PlannedFinding, hasMore: boolean): Variables {
  const { seenAt, experience, insight, action, owner, dueOn, target } = finding
  return {
    seen_at: seenAt,
    experience,
    insight,
    action_title: action,
    action_owner: owner,
    action_due_on: dueOn,
    ...(target && {
      target_indicator: target.indicator,
      target_value: target.value,
      target_unit: target.unit,
    }),
    more_findings: hasMore,
  }
}

function gapOf(gap: PlannedGap): Variables {
  return {
    gap_title: gap.title,
    lead_office: gap.lead,
    indicator: gap.indicator,
    better: gap.own > gap.peerValue ? 'lower' : 'higher',
    value_period: gap.date.slice(0, 7),
    own_value: gap.own,
    peer: gap.peer,
    peer_value: gap.peerValue,
    target_value: gap.target,
    value_unit: gap.unit,
    by_when: gap.by,
    practice: gap.practice,
    gap_unit: gap.office,
    confirm_office: gap.confirming,
  }
}
