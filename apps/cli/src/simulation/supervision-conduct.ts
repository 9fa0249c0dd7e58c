import type { Variables } from '@duibiao/kernel'
import type { PlannedOrder } from '../minghu/season-plan.ts'
import { textIn } from './affair.ts'
import type { Deed } from './deed.ts'
import { ask, complete, plainly } from './scene.ts'
import type { Conducts, Scene } from './scene.ts'
import { otherOffice } from './world.ts'

const hoursOfDay = 8

/** How people act on the tasks of the pack supervision. */
export const supervisionConducts: Conducts = {
  propose: proposeOrder,
  approve: plainly(6, { order_approved: true, approval_note: '同意立项' }),
  sign_in: plainly(3, { receipt: 'accept' }),
  review_objection: plainly(8, { ruling: 'uphold', ruling_reason: '职责清单明确' }),
  report_progress: plainly(5, { progress: '已完成排查，正在整改', next_step: '按计划推进' }),
  handle: (scene) => {
    const { chance, habits, affair } = scene
    // What has its own last day, months ahead, is worked on until then.
    if (textIn(affair, 'due_on') !== '')
      return [complete(scene, chance.between(300, 400), { handle_note: '已按要求办结' })]
    const days = affair.cause.kind === 'order' ? affair.cause.order.days : 15
    // A slow office needs more than it has: then the colours begin.
    const share = chance.between(0.45, 0.7) * (habits.pace / 2)
    const hours = days * share * hoursOfDay * (5 / 7)
    const done = complete(scene, hours, { handle_note: '已按要求办结，附前后对照材料' })
    if (!affair.isRework && chance.hits(habits.extends / 2)) {
      const why = {
        extension_progress: '主体工作已完成',
        extension_reason: '需等上级资金下达',
        extension_days: 5,
      }
      return [ask(scene, { hours: hours * 0.4, name: 'extension_requested' }, why), done]
    }
    return [done]
  },
  audit: (scene) => {
    const { chance, affair } = scene
    const isReturned = !affair.isRework && chance.hits(0.25)
    affair.isRework ||= isReturned
    const variables = isReturned
      ? { audit_result: 'returned', audit_note: '佐证材料不全，补充后再报' }
      : { audit_result: 'passed', audit_note: '现场核查属实' }
    return [complete(scene, chance.around(8, 0.5), variables)]
  },
  conclude: plainly(8, {
    conclusion_result: 'done',
    conclusion_facts: '任务已完成',
    conclusion_evidence: '现场核查记录和前后对照照片',
    conclusion_text: '予以办结',
  }),
  rectify: plainly(24, { rectify_note: '已整改' }),
  recheck: plainly(8, { recheck_result: 'done', recheck_note: '整改到位' }),
  review: plainly(16, { review_result: 'upheld', took_part: false, review_text: '维持原结论' }),
  approve_extension: plainly(3, { extension_approved: true, extension_opinion: '同意延期' }),
  approve_pause: plainly(4, { pause_approved: false, pause_opinion: '理由不充分' }),
  review_pause: plainly(4, { pause_review: 'resume', pause_review_note: '继续办理' }),
  decide_colour: plainly(3, { colour_decision: 'issue', colour_note: '到期未报结果' }),
  decide_proposal: plainly(8, { proposal_decision: 'criticise_unit', proposal_note: '区政府常务会议点评' }),
  // What was late is late again where things are slow.
  answer: (scene) => {
    const hours = scene.chance.around(12 * scene.habits.pace, 0.3)
    return [complete(scene, hours, { answer_note: '已倒排工期，专人负责' })]
  },
  check_answer: (scene) => {
    const isDone = scene.chance.hits(0.75)
    const variables = {
      answer_result: isDone ? 'done' : 'poor',
      answer_check_note: isDone ? '措施具体' : '仍无实质进展',
    }
    return [complete(scene, scene.chance.around(4, 0.5), variables)]
  },
}

/** An order of a leader names one office, one leader and a paper; one that a matter proposed has all but those. */
function proposeOrder(scene: Scene): readonly Deed[] {
  const { affair, chance } = scene
  const { cause } = affair
  const variables = {
    ...(cause.kind === 'order' ? ofLeader(scene, cause.order) : ofMatter(scene)),
    authority_paper: `明湖区政府批示单 ${affair.id}`,
    conducted_by: 'office',
    report_every: 'weekly',
  }
  return [complete(scene, chance.around(3, 0.5), variables)]
}

function ofLeader(
  { holderIn }: Scene,
  { title, office, days, kind, assist, items }: PlannedOrder,
): Variables {
  const leader = holderIn('district-government', 'leader')?.person
  const isKeyWork = days >= 30 && leader !== undefined
  return {
    order_title: title,
    order_kind: kind ?? (isKeyWork ? 'key_work' : 'instruction'),
    order_urgency: days <= 10 ? 'urgent' : 'ordinary',
    order_content: `${title}，限期办结并反馈`,
    authority: 'head_instruction',
    plan: `内容：${title}；方式：书面督查和现场核查`,
    unit: office,
    ...(assist.length > 0 && { assistants: assist }),
    ...(items.length > 0 && { order_items: items }),
    ...(isKeyWork && { project: title, leader }),
  }
}

function ofMatter({ affair, world, chance }: Scene): Variables {
  const title = textIn(affair, 'order_title') || '群众反复反映事项'
  return {
    order_title: title,
    order_kind: 'linked',
    order_urgency: 'ordinary',
    order_content: textIn(affair, 'order_content') || title,
    authority: 'office_proposal',
    plan: `内容：${title}；方式：现场核查`,
    unit: textIn(affair, 'unit') || otherOffice(world, undefined, chance),
  }
}
