import { decideWhistle } from './hotline-conduct.ts'
import type { Deed } from './deed.ts'
import { ask, complete, plainly } from './scene.ts'
import type { Conducts, Scene } from './scene.ts'

/** How people act on the tasks of the pack city-events. */
export const eventConducts: Conducts = {
  close_self_fix: (scene) => {
    const { cause } = scene.affair
    if (cause.kind !== 'patrol') return []
    const variables = {
      self_fix_result: 'proved',
      standard_id: standardOf(scene),
      self_fix_note: '现场已处置，前后照片齐全',
    }
    return [complete(scene, scene.chance.around(1, 0.6), variables)]
  },
  register: registerCase,
  inspect: (scene) => {
    const inspect_result = scene.chance.hits(0.9) ? 'true' : 'gone'
    const variables = { inspect_result, inspect_note: '已到现场' }
    return [complete(scene, scene.chance.around(0.8, 0.5), variables)]
  },
  dispatch: (scene) => {
    const unit = unitOf(scene)
    if (unit === undefined) return []
    return [complete(scene, scene.chance.around(0.7, 0.6), { action: 'dispatch', unit })]
  },
  assign: (scene) => {
    const { chance, affair } = scene
    if (chance.hits(0.03) && !affair.isRework) {
      affair.isRework = true
      const variables = { action: 'assign_return', return_reason: '权属不在本单位' }
      return [complete(scene, chance.around(2, 0.6), variables)]
    }
    return [complete(scene, shareOfLimit(scene, 0.08), { action: 'assign' })]
  },
  handle: handleCase,
  confirm: (scene) => {
    const variables = scene.chance.hits(0.04)
      ? { action: 'confirm_rework', return_reason: '照片不清，重新处置' }
      : { action: 'pass' }
    return [complete(scene, shareOfLimit(scene, 0.05), variables)]
  },
  dispatch_check: (scene) => {
    const { affair, chance } = scene
    const isBack = affair.verified === false
    affair.verified = undefined
    const variables = isBack
      ? { action: 'dispatch_check_rework', return_reason: '核实未处置到位' }
      : { action: 'pass' }
    return [complete(scene, chance.around(1, 0.6), variables)]
  },
  check: checkCase,
  verify: (scene) => {
    const { affair, chance, habits } = scene
    affair.verified = chance.hits(Math.sqrt(habits.solves))
    const verify_result = affair.verified ? 'solved' : 'unsolved'
    return [complete(scene, chance.around(1, 0.5), { verify_result, verify_note: '已到现场核实' })]
  },
  shelve_department: plainly(4, { shelving_approved: true, shelving_opinion: '同意缓办' }),
  shelve_dispatcher: plainly(4, { shelving_approved: true, shelving_opinion: '同意缓办' }),
  extend_department: plainly(2, { extension_approved: true, extension_opinion: '同意延期' }),
  extend_dispatcher: (scene) => {
    const approved = scene.chance.hits(0.8)
    const variables = { extension_approved: approved, extension_opinion: approved ? '同意' : '按期处置' }
    return [complete(scene, scene.chance.around(2, 0.6), variables)]
  },
  decide_forced_close: plainly(4, { forced_close_approved: false, forced_close_reason: '继续处置' }),
  raise_whistle: decideWhistle,
  propose_order: plainly(6, { order_decision: 'no', order_note: '继续跟踪' }),
}

function eventOf({ affair }: Scene): string | undefined {
  return affair.cause.kind === 'patrol' ? affair.cause.patrol.event : undefined
}

function standardOf(scene: Scene): string {
  return scene.world.filing.get(eventOf(scene) ?? '')?.standard ?? 'E0595-1'
}

/** Who deals with it, by the standard it is filed by. */
function unitOf(scene: Scene): string | undefined {
  const { world, affair } = scene
  const office = world.filing.get(eventOf(scene) ?? '')?.office
  if (office !== 'street') return office
  return affair.grid === undefined ? undefined : `street-${affair.grid.slice(0, 9)}`
}

/** Most reports of grid workers are filed as they come; some are looked at first, some are void. */
function registerCase(scene: Scene): readonly Deed[] {
  const { chance, affair } = scene
  const hours = chance.around(0.6, 0.7)
  if (affair.cause.kind !== 'patrol') return []
  if (!affair.isRework && chance.hits(0.08)) {
    affair.isRework = true
    return [complete(scene, hours, { register_action: 'inspect' })]
  }
  if (chance.hits(0.015)) {
    return [complete(scene, hours, { register_action: 'void', void_reason: '不属于城市管理事项' })]
  }
  return [complete(scene, hours, { register_action: 'file', standard_id: standardOf(scene) })]
}

/** Working hours, around a share of the limit of the standard: what has to be done in hours is done in hours. */
function shareOfLimit(scene: Scene, share: number): number {
  const limit = scene.world.filing.get(eventOf(scene) ?? '')?.hours ?? 8
  return scene.chance.around(limit * share, 0.45)
}

function handleCase(scene: Scene): readonly Deed[] {
  const { chance, affair, habits } = scene
  const hours = shareOfLimit(scene, chance.hits(habits.forgets) ? 4 : 0.26 * habits.pace)
  const submit = complete(scene, hours, {
    action: 'submit',
    handle_note: '已处置',
    photos_after: [`${affair.id}-after.jpg`],
  })
  if (hours > 10 && chance.hits(habits.extends)) {
    const variables = { extension_reason: '需要更换的材料未到' }
    return [ask(scene, { hours: hours / 3, name: 'extension_requested' }, variables), submit]
  }
  return [submit]
}

/** Nothing is closed before somebody saw it done. */
function checkCase(scene: Scene): readonly Deed[] {
  const { affair, chance } = scene
  const hours = chance.around(1, 0.6)
  if (affair.verified === undefined) return [complete(scene, hours, { action: 'verify' })]
  if (affair.verified) {
    return [complete(scene, hours, { action: 'close', closing_standard: standardOf(scene) })]
  }
  return [complete(scene, hours, { action: 'check_rework', return_reason: '核实未处置到位' })]
}
