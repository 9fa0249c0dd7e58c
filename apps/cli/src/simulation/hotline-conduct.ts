import { formatLocal } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { textIn } from './affair.ts'
import type { Deed } from './deed.ts'
import { acceptMessage, consultOn } from './hotline-acceptance.ts'
import { handleOrder, shelvingPlan } from './hotline-handling.ts'
import { complete, deed, onDuty, plainly } from './scene.ts'
import type { Conducts, Scene } from './scene.ts'
import { leaderOf, otherOffice } from './world.ts'

/** How people act on the tasks of the pack hotline. */
export const hotlineConducts: Conducts = {
  accept: acceptMessage,
  reply: plainly(3, { reply_text: '已按规定答复并告知办理渠道' }),
  consult: (scene) => {
    const { chance, world } = scene
    return [
      complete(scene, chance.around(5, 0.6), consultOn(scene, leaderOf(world, categoryOf(scene), chance))),
    ]
  },
  sign_in: signIn,
  review_dispute: reviewDispute,
  contact: contactReporter,
  handle: handleOrder,
  assist: plainly(12, { assist_note: '已核实并报送主办单位', assist_done: true }),
  feedback: giveFeedback,
  call_back: callBack,
  supervise: plainly(4, { supervision_text: '请立即办理并说明超期原因' }),
  district_supervise: plainly(6, { supervision_text: '区级督办：限期重办' }),
  special_study: specialStudy,
  approve_extension: (scene) => {
    const approved = scene.chance.hits(0.85)
    const opinion = approved ? '情况复杂，同意延期' : '理由不充分，按期办理'
    const variables = { extension_approved: approved, extension_opinion: opinion }
    return [complete(scene, scene.chance.around(2, 0.6), variables)]
  },
  approve_shelving: (scene) => {
    const approved = scene.chance.hits(0.7)
    const variables = { shelving_approved: approved, shelving_opinion: approved ? '同意挂账' : '继续办理' }
    return [complete(scene, scene.chance.around(8, 0.5), variables)]
  },
  review_shelving: (scene) => {
    const variables = scene.chance.hits(0.6)
      ? { shelving_review: 'resume', review_note: '条件具备，恢复办理' }
      : { shelving_review: 'renew', review_in_days: 60, review_note: '条件仍不具备' }
    return [complete(scene, scene.chance.around(8, 0.5), variables)]
  },
  coordinate: study,
  office_study: study,
  meeting_study: (scene) => {
    const { world, chance, affair } = scene
    const new_unit = otherOffice(world, affair.unit, chance)
    const variables = { study_result: 'fixed', new_unit, study_note: '会议确定' }
    return [complete(scene, chance.around(40, 0.3), variables)]
  },
  review_termination: (scene) => {
    const approved = scene.chance.hits(0.5)
    const opinion = approved ? '已依法答复，终止办理' : '不符合终止条件'
    const variables = { termination_approved: approved, termination_opinion: opinion }
    return [complete(scene, scene.chance.around(8, 0.5), variables)]
  },
  explain_termination: plainly(6, { explanation: '已书面说明终止理由和救济途径' }),
  raise_whistle: decideWhistle,
  propose_order: (scene) => {
    const { chance } = scene
    const variables = chance.hits(0.5)
      ? {
          order_decision: 'propose',
          order_title: titleOf(scene),
          order_content: '多次反映未解决，提请立项督查',
        }
      : { order_decision: 'no', order_note: '由热线继续跟踪' }
    return [complete(scene, chance.around(8, 0.5), variables)]
  },
}

function categoryOf({ affair }: Scene): string {
  return affair.cause.kind === 'message' ? affair.cause.message.category : textIn(affair, 'category')
}

function titleOf({ affair }: Scene): string {
  const { cause } = affair
  return cause.kind === 'message' ? cause.message.subject : textIn(affair, 'subject') || '诉求办理'
}

/** Who gets a wrong order says so and on what ground; some offices say so of right ones too. */
function signIn(scene: Scene): readonly Deed[] {
  const { chance, habits, affair } = scene
  const hours = chance.around(2.5, 0.9)
  const { cause } = affair
  const isWrong = cause.kind === 'message' && affair.unit !== cause.message.office && !affair.isRework
  if (!chance.hits(isWrong ? 0.6 : habits.disputes)) {
    const signed = complete(scene, hours, { receipt: 'signed' })
    return [chance.hits(0.9 - habits.pace * 0.06) ? onDuty(signed) : signed]
  }
  const basis = chance.hits(0.85) ? { duty_basis: '三定方案' } : {}
  const dispute = { receipt: 'dispute', dispute_reason: '不属于本单位职责', ...basis }
  // An order that was disputed too late, or without ground, is handled all the same.
  return [complete(scene, hours, dispute)]
}

/** Most offices call the same day, also on days off, when somebody is on duty; some leave it for a working day. */
function contactReporter(scene: Scene): readonly Deed[] {
  const { chance, habits } = scene
  const contact_way = chance.pick(['phone', 'phone', 'phone', 'visit', 'message'])
  const contact_reached = chance.hits(0.93)
  const contacted = complete(scene, chance.around(2, 0.8), (now) => ({
    contacted_at: localTime(now),
    contact_way,
    contact_reached,
  }))
  return [chance.hits(0.95 - habits.pace * 0.06) ? onDuty(contacted) : contacted]
}

function reviewDispute(scene: Scene): readonly Deed[] {
  const { chance, affair, world } = scene
  const { cause } = affair
  const right = cause.kind === 'message' ? cause.message.office : undefined
  const isWrong = right !== undefined && right !== affair.unit && !right.startsWith('street-')
  const ruling = isWrong ? 'reassign' : chance.pick(['reassign', 'uphold', 'uphold', 'designate'])
  const new_unit = isWrong ? right : otherOffice(world, affair.unit, chance)
  affair.isRework = true
  const variables = { ruling, ruling_reason: '对照职责清单审核', ...(ruling !== 'uphold' && { new_unit }) }
  return [complete(scene, chance.around(5, 0.5), variables)]
}

function giveFeedback(scene: Scene): readonly Deed[] {
  const { item, chance } = scene
  const hours = chance.around(2, 0.7)
  const { task } = item
  if (chance.hits(0.02)) {
    return [deed(scene, hours, () => ({ kind: 'return', task, to: 'handle', reason: '办理情况不完整' }))]
  }
  const claimed = chance.pick(['solved', 'solved', 'solved', 'explained', 'partly'])
  const given = complete(scene, hours, { reply_text: '已办理并答复诉求人', claimed })
  if (!chance.hits(0.01)) return [given]
  return [given, deed(scene, hours + 0.5, () => ({ kind: 'withdraw', task, reason: '补充材料' }))]
}

/** Whether it was solved is what the habits of the office make likely. */
function callBack(scene: Scene): readonly Deed[] {
  const { item, chance, habits } = scene
  const hours = chance.around(6, 0.6)
  const { task } = item
  if (chance.hits(0.02)) {
    const reason = '反馈内容与诉求不符'
    return [deed(scene, hours, () => ({ kind: 'return', task, to: 'feedback', reason }))]
  }
  if (chance.hits(0.04)) return [complete(scene, hours, { reached: false, attempts: 3 })]
  const own = answerOf(scene)
  if (own !== undefined) return [own]
  const solved = chance.hits(habits.solves) ? 'yes' : chance.pick(['explained', 'partly', 'no', 'no'])
  const satisfied = solved === 'yes' ? chance.pick(['yes', 'yes', 'fair']) : chance.pick(['fair', 'no'])
  return [complete(scene, hours, { reached: true, attempts: 1, solved, satisfied })]
}

/** Some who are asked answer over the web before anybody calls, at any hour. */
function answerOf({ affair, chance, habits }: Scene): Deed | undefined {
  const { cause } = affair
  const person = cause.kind === 'message' ? cause.message.reporter?.id : undefined
  if (person === undefined || !chance.hits(0.25)) return undefined
  const solved = chance.hits(habits.solves) ? 'yes' : chance.pick(['partly', 'no'])
  const ratings =
    solved === 'yes' ? ['very_satisfied', 'satisfied', 'fair'] : ['dissatisfied', 'very_dissatisfied']
  const variables = { solved, rating: chance.pick(ratings) }
  return {
    after: { hours: chance.around(4, 0.8), working: false },
    actor: { person },
    command: () => ({ kind: 'deliverMessage', name: 'reporter_answered', variables }),
  }
}

function specialStudy(scene: Scene): readonly Deed[] {
  const { chance } = scene
  const study_result = chance.pick(['continue', 'conclude', 'shelve'])
  const shelving = study_result === 'shelve' ? shelvingPlan : {}
  const variables = { study_result, study_note: '专题研究纪要', ...shelving }
  return [complete(scene, chance.around(20, 0.4), variables)]
}

function study(scene: Scene): readonly Deed[] {
  const { chance, world, affair } = scene
  const isFixed = chance.hits(0.7)
  const unit = isFixed ? { new_unit: otherOffice(world, affair.unit, chance) } : {}
  const variables = { study_result: isFixed ? 'fixed' : 'open', study_note: '协调会议记录', ...unit }
  return [complete(scene, chance.around(10, 0.4), variables)]
}

/** A street thinks about it and calls the departments, or copes alone. */
export function decideWhistle(scene: Scene): readonly Deed[] {
  const { chance, affair, world } = scene
  const { grid } = affair
  if (grid === undefined || chance.hits(0.35)) {
    const variables = { whistle_decision: 'no', whistle_note: '街道可以自行协调' }
    return [complete(scene, chance.around(3, 0.5), variables)]
  }
  const lead = leaderOf(world, categoryOf(scene), chance)
  const variables = {
    whistle_decision: 'raise',
    whistle_kind: chance.pick(['key_work', 'joint_enforcement']),
    whistle_subject: titleOf(scene),
    whistle_facts: '街道已多次处理，需要部门到场共同解决',
    whistle_street: `street-${grid.slice(0, 9)}`,
    whistle_offices: [lead, otherOffice(world, lead, chance)],
  }
  return [complete(scene, chance.around(3, 0.5), variables)]
}

const chinaOffset = 480

function localTime(now: Instant): string {
  return `${formatLocal(now, chinaOffset).slice(0, 19)}+08:00`
}
