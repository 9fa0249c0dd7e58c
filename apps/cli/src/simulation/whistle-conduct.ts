import { textIn, textsIn } from './affair.ts'
import type { Deed } from './deed.ts'
import { complete, onDuty, plainly } from './scene.ts'
import type { Conducts, Scene } from './scene.ts'
import { otherOffice } from './world.ts'

/** How people act on the tasks of the pack whistle. */
export const whistleConducts: Conducts = {
  fill: fillWhistle,
  check_necessity: checkNecessity,
  report_in: reportIn,
  report_in_added: reportIn,
  chase: (scene) => {
    const variables = {
      offices_missing: calledOf(scene).slice(0, 1),
      chase_note: '已电话督促，并报联席会议办公室',
      reported_to_meeting: true,
    }
    return [onDuty(complete(scene, scene.chance.around(0.6, 0.5), variables))]
  },
  plan: (scene) => {
    const [lead_office = '', ...assistants] = calledOf(scene)
    const variables = {
      lead_office,
      assistants,
      measures: '主办单位现场处置，协办单位各按职责配合',
      plan_days: isEmergency(scene) ? 1 : scene.chance.pick([3, 5, 5, 10]),
    }
    return [hurry(scene, complete(scene, scene.chance.around(isEmergency(scene) ? 0.5 : 4, 0.5), variables))]
  },
  handle: (scene) => {
    const { chance, habits } = scene
    const handle_outcome = chance.hits(0.05) ? 'cannot' : 'done'
    const handle_note = handle_outcome === 'done' ? '现场处置完毕，已拍照' : '权限和资金不在本区'
    const hours = isEmergency(scene) ? 3 : habits.pace * 7
    return [hurry(scene, complete(scene, chance.around(hours, 0.4), { handle_outcome, handle_note }))]
  },
  assist: (scene) => {
    const hours = isEmergency(scene) ? 2 : 10
    const variables = { assist_note: '已按职责配合' }
    return [hurry(scene, complete(scene, scene.chance.around(hours, 0.4), variables))]
  },
  confirm: (scene) => {
    const isSettled = scene.chance.hits(0.8)
    const variables = {
      confirm_result: isSettled ? 'settled' : 'not_settled',
      confirm_note: isSettled ? '现场查看，问题已解决' : '现场查看，仍有反复',
    }
    return [complete(scene, scene.chance.around(4, 0.5), variables)]
  },
  meeting: (scene) => {
    const meeting_result = scene.chance.pick(['continue', 'continue', 'order'])
    return [complete(scene, scene.chance.around(12, 0.4), { meeting_result, meeting_note: '联席会议纪要' })]
  },
  add_office: plainly(1, { addition_approved: false, addition_opinion: '现有部门可以处置' }),
  approve_extension: plainly(1, { extension_approved: true, extension_opinion: '同意顺延' }),
  rate_offices: (scene) => {
    const office_score = scene.chance.pick(['good', 'good', 'good', 'fair', 'poor'])
    const remark = office_score === 'poor' ? { office_remark: '到场晚，办法少' } : {}
    return [complete(scene, scene.chance.around(6, 0.5), { office_score, ...remark })]
  },
  rate_whistle: (scene) => {
    const whistle_score = scene.chance.pick(['reasonable', 'reasonable', 'reasonable', 'partly'])
    return [complete(scene, scene.chance.around(8, 0.6), { whistle_score })]
  },
  close: plainly(4, { whistle_outcome: 'settled', close_note: '双方评价已齐' }),
}

const kinds = { priority: 'key_work', enforcement: 'joint_enforcement', emergency: 'emergency' } as const

function isEmergency({ affair }: Scene): boolean {
  const { cause } = affair
  return cause.kind === 'whistle'
    ? cause.whistle.kind === 'emergency'
    : textIn(affair, 'whistle_kind') === 'emergency'
}

function calledOf({ affair }: Scene): readonly string[] {
  return affair.cause.kind === 'whistle' ? affair.cause.whistle.called : textsIn(affair, 'offices')
}

/** In an emergency nobody waits for the morning. */
function hurry(scene: Scene, one: Deed): Deed {
  return isEmergency(scene) ? onDuty(one) : one
}

function fillWhistle(scene: Scene): readonly Deed[] {
  const { affair, world, chance } = scene
  if (affair.cause.kind !== 'whistle') return []
  const { whistle } = affair.cause
  const variables = {
    whistle_kind: kinds[whistle.kind],
    subject: whistle.title,
    facts: '街道已现场处置多次，需要部门到场共同解决',
    place: world.offices.get(whistle.office)?.name ?? whistle.street,
    grid: whistle.grid,
    street: whistle.office,
    offices: [...whistle.called],
  }
  return [hurry(scene, complete(scene, isEmergency(scene) ? 0.25 : chance.around(0.5, 0.4), variables))]
}

function checkNecessity(scene: Scene): readonly Deed[] {
  const { affair, world, chance } = scene
  const category = affair.cause.kind === 'whistle' ? affair.cause.whistle.category : ''
  const row = world.duties.get(world.categories.get(category)?.duty ?? '')
  const variables = {
    duty_list: row?.kind ?? 'not_listed',
    duty_row: row === undefined ? '清单未列' : `${row.id} ${row.name}`,
    street_alone: false,
    lead_department: calledOf(scene)[0] ?? otherOffice(world, undefined, chance),
    ...(row === undefined && { consulted: true, consult_note: '经与清单管理科会商' }),
    necessity_note: '需要部门到场',
  }
  return [complete(scene, chance.around(1, 0.5), variables)]
}

/** Quick offices come at once, slow ones after the limit. */
function reportIn(scene: Scene): readonly Deed[] {
  const { chance, habits, actor } = scene
  const lead_name = 'person' in actor ? actor.person : ''
  const typical = isEmergency(scene) ? 0.12 : 2.2
  const hours = chance.around(typical * habits.pace, 0.6)
  return [hurry(scene, complete(scene, hours, { lead_name, report_in_note: '已到场' }))]
}
