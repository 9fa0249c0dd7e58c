import type { Command } from '@duibiao/kernel'
import type { Deed } from './deed.ts'
import { ask, complete, deed } from './scene.ts'
import type { Scene } from './scene.ts'

const hoursOfDay = 8

/** What a unit writes when it asks to put a matter aside. */
export const shelvingPlan = {
  shelving_ground: 'fund_or_plan',
  shelving_plan: '列入下一年度改造计划',
  review_in_days: 60,
} as const

/** What a handler does with an order: early, late, with more time asked for, handed on, put aside, or forgotten. */
export function handleOrder(scene: Scene): readonly Deed[] {
  const { item, chance } = scene
  const hours = handlingHours(scene)
  const { taken, heir } = takings(scene, hours)
  const before = [...taken, ...requests(heir, hours)]
  if (chance.hits(0.008)) {
    const shelved = { outcome: 'shelve', measures: '受资金和计划限制', ...shelvingPlan }
    return [...before, complete(heir, hours, shelved)]
  }
  const { task } = item
  if (chance.hits(0.01)) {
    const back: Command = { kind: 'return', task, to: 'contact', reason: '诉求不清，重新联系诉求人' }
    return [...before, deed(heir, hours / 2, () => back)]
  }
  return [...before, complete(heir, hours, { outcome: 'done', measures: '现场核实并处理' })]
}

/** Working hours that the habits of the office make likely; what is forgotten lies for weeks. */
function handlingHours({ chance, habits }: Scene): number {
  const days = chance.hits(habits.forgets) ? chance.between(8, 30) : chance.around(habits.pace, 0.55)
  return Math.max(0.5, days * hoursOfDay)
}

interface Taking {
  readonly taken: readonly Deed[]
  /** As whoever has the task in the end sees it. */
  readonly heir: Scene
}

/** Claiming, handing to a colleague, reminders, while the work lies there. */
function takings(scene: Scene, hours: number): Taking {
  const { item, chance, holderIn } = scene
  const { task, office } = item
  const taken: Deed[] = []
  if (chance.hits(0.25)) taken.push(deed(scene, Math.min(1, hours / 4), () => ({ kind: 'claim', task })))
  const dispatcher = holderIn('grid-centre.2', 'district_dispatcher')
  if (hours > 3.5 * hoursOfDay && dispatcher !== undefined && chance.hits(0.5)) {
    const text = '临近期限，请抓紧办理'
    const reminder = deed(scene, 3.5 * hoursOfDay, () => ({ kind: 'urge', task, text }))
    taken.push({ ...reminder, actor: dispatcher })
  }
  const colleague = office === undefined ? undefined : holderIn(office, 'department_handler')
  if (colleague === undefined || !('person' in colleague) || !chance.hits(0.03)) return { taken, heir: scene }
  const to = { person: colleague.person }
  taken.push(deed(scene, hours / 3, () => ({ kind: 'transfer', task, to, reason: '分管调整' })))
  return { taken, heir: { ...scene, actor: colleague } }
}

/** What a unit asks others for: more time, a decision from above, departments to come, an end. */
function requests(scene: Scene, hours: number): readonly Deed[] {
  const { chance, habits, affair } = scene
  if (hours > 4 * hoursOfDay && chance.hits(habits.extends)) {
    const asked = chance.between(2.5, 3.4) * hoursOfDay
    const variables = { extension_reason: '情况复杂，需多部门协调' }
    return [ask(scene, { hours: asked, name: 'extension_requested' }, variables)]
  }
  const isStreet = affair.unit?.startsWith('street-') === true
  if (isStreet && chance.hits(0.012)) return [ask(scene, { hours: hours / 3, name: 'whistle_requested' })]
  if (chance.hits(0.004)) return [ask(scene, { hours: hours / 3, name: 'escalation_requested' })]
  if (chance.hits(0.004)) return [ask(scene, { hours: hours / 2, name: 'termination_requested' })]
  if (!chance.hits(0.006)) return []
  const variables = { supervision_reason: 'repeated' }
  return [ask(scene, { hours: hours / 2, name: 'supervision_requested' }, variables)]
}
