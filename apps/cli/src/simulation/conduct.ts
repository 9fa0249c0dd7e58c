import { formatLocal } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { acceptMessage } from './clerk.ts'
import type { Deed } from './deed.ts'
import { handleOrder, shelvingPlan } from './handling.ts'
import { officeNamed, otherOffice } from './office.ts'
import { complete, deed } from './scene.ts'
import type { Scene } from './scene.ts'

/** What a person will do about a task that was just opened. Nothing for a task of no known post: it stays open. */
export function planDeeds(scene: Scene): readonly Deed[] {
  const conduct = conducts[scene.item.element]
  return conduct === undefined ? [] : conduct(scene)
}

type Conduct = (scene: Scene) => readonly Deed[]

const conducts: Readonly<Record<string, Conduct>> = {
  accept: (scene) => {
    const { message, chance } = scene
    const variables = acceptMessage(message, chance)
    return [complete(scene, chance.around(0.6, 0.7), variables)]
  },
  reply: (scene) => [
    complete(scene, scene.chance.around(3, 0.6), { reply_text: '已按规定答复并告知办理渠道' }),
  ],
  consult: (scene) => {
    const unit = otherOffice('', scene.chance).name
    const variables = {
      consulted: true,
      consult_note: '经会商确定主办单位',
      unit,
      receiver_kind: 'department',
    }
    return [complete(scene, scene.chance.around(5, 0.6), variables)]
  },
  sign_in: signIn,
  review_dispute: reviewDispute,
  contact: (scene) => {
    const { chance } = scene
    const contact_way = chance.pick(['phone', 'phone', 'phone', 'visit', 'message'])
    return [
      complete(scene, chance.around(2, 0.8), (now) => ({
        contacted_at: localTime(now),
        contact_way,
        contact_reached: chance.hits(0.93),
      })),
    ]
  },
  handle: handleOrder,
  assist: (scene) => [
    complete(scene, scene.chance.around(12, 0.6), { assist_note: '已核实并报送主办单位', assist_done: true }),
  ],
  feedback: giveFeedback,
  call_back: callBack,
  supervise: (scene) => [
    complete(scene, scene.chance.around(4, 0.5), { supervision_text: '请立即办理并说明超期原因' }),
  ],
  district_supervise: (scene) => [
    complete(scene, scene.chance.around(6, 0.5), { supervision_text: '区级督办：限期重办' }),
  ],
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
    const new_unit = otherOffice('', scene.chance).name
    return [
      complete(scene, scene.chance.around(40, 0.3), {
        study_result: 'fixed',
        new_unit,
        study_note: '会议确定',
      }),
    ]
  },
  review_termination: (scene) => {
    const approved = scene.chance.hits(0.5)
    const opinion = approved ? '已依法答复，终止办理' : '不符合终止条件'
    const variables = { termination_approved: approved, termination_opinion: opinion }
    return [complete(scene, scene.chance.around(8, 0.5), variables)]
  },
  explain_termination: (scene) => [
    complete(scene, scene.chance.around(6, 0.5), { explanation: '已书面说明终止理由和救济途径' }),
  ],
}

function signIn(scene: Scene): readonly Deed[] {
  const { item, chance } = scene
  const office = officeNamed(item.office)
  const hours = chance.around(2.5, 0.9)
  if (!chance.hits(office.disputes)) return [complete(scene, hours, { receipt: 'signed' })]
  const basis = chance.hits(0.85) ? { duty_basis: '三定方案' } : {}
  const dispute = { receipt: 'dispute', dispute_reason: '不属于本单位职责', ...basis }
  return [complete(scene, hours, dispute)]
}

function reviewDispute(scene: Scene): readonly Deed[] {
  const { item, chance } = scene
  const ruling = chance.pick(['reassign', 'reassign', 'uphold', 'designate'])
  const unit = ruling === 'uphold' ? {} : { new_unit: otherOffice(item.office ?? '', chance).name }
  const variables = { ruling, ruling_reason: '对照职责清单审核', ...unit }
  return [complete(scene, chance.around(5, 0.5), variables)]
}

function giveFeedback(scene: Scene): readonly Deed[] {
  const { item, chance } = scene
  const hours = chance.around(2, 0.7)
  if (chance.hits(0.02)) {
    const { task } = item
    return [deed(scene, hours, () => ({ kind: 'return', task, to: 'handle', reason: '办理情况不完整' }))]
  }
  const claimed = chance.pick(['solved', 'solved', 'solved', 'explained', 'partly'])
  const given = complete(scene, hours, { reply_text: '已办理并答复诉求人', claimed })
  if (!chance.hits(0.01)) return [given]
  const { task } = item
  return [given, deed(scene, hours + 0.5, () => ({ kind: 'withdraw', task, reason: '补充材料' }))]
}

function callBack(scene: Scene): readonly Deed[] {
  const { item, chance, unit } = scene
  const hours = chance.around(6, 0.6)
  const { task } = item
  if (chance.hits(0.02)) {
    return [
      deed(scene, hours, () => ({ kind: 'return', task, to: 'feedback', reason: '反馈内容与诉求不符' })),
    ]
  }
  if (chance.hits(0.04)) return [complete(scene, hours, { reached: false, attempts: 3 })]
  const office = officeNamed(unit)
  const solved = chance.hits(office.solves) ? 'yes' : chance.pick(['explained', 'partly', 'no', 'no'])
  const satisfied = solved === 'yes' ? chance.pick(['yes', 'yes', 'fair']) : chance.pick(['fair', 'no'])
  return [complete(scene, hours, { reached: true, attempts: 1, solved, satisfied })]
}

function specialStudy(scene: Scene): readonly Deed[] {
  const { chance } = scene
  const study_result = chance.pick(['continue', 'conclude', 'shelve'])
  const shelving = study_result === 'shelve' ? shelvingPlan : {}
  const variables = { study_result, study_note: '专题研究纪要', ...shelving }
  return [complete(scene, chance.around(20, 0.4), variables)]
}

function study(scene: Scene): readonly Deed[] {
  const { chance } = scene
  const fixed = chance.hits(0.7)
  const unit = fixed ? { new_unit: otherOffice('', chance).name } : {}
  const variables = { study_result: fixed ? 'fixed' : 'open', study_note: '协调会议记录', ...unit }
  return [complete(scene, chance.around(10, 0.4), variables)]
}

function localTime(now: Instant): string {
  return `${formatLocal(now, 480).slice(0, 19)}+08:00`
}
