import type { Command } from '@duibiao/kernel'
import type { Deed } from './deed.ts'
import { officeNamed, personOf } from './office.ts'
import { complete, deed } from './scene.ts'
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
  const office = officeNamed(item.office)
  const forgotten = chance.hits(0.004)
  const days = forgotten ? chance.between(30, 90) : chance.around(office.pace, 0.55)
  const hours = Math.max(0.5, days * hoursOfDay)
  const { taken, heir } = takings(scene, hours)
  const before = [...taken, ...requests(heir, hours)]
  if (chance.hits(0.008)) {
    return [
      ...before,
      complete(heir, hours, { outcome: 'shelve', measures: '受资金和计划限制', ...shelvingPlan }),
    ]
  }
  const { task } = item
  if (chance.hits(0.01)) {
    const back: Command = { kind: 'return', task, to: 'contact', reason: '诉求不清，重新联系诉求人' }
    return [...before, deed(heir, hours / 2, () => back)]
  }
  return [...before, complete(heir, hours, { outcome: 'done', measures: '现场核实并处理' })]
}

interface Taking {
  readonly taken: readonly Deed[]
  /** As whoever has the task in the end sees it. */
  readonly heir: Scene
}

/** Claiming, handing to a colleague, reminders, while the work lies there. */
function takings(scene: Scene, hours: number): Taking {
  const { item, chance, actor } = scene
  const { task } = item
  const taken: Deed[] = []
  if (chance.hits(0.25)) taken.push(deed(scene, Math.min(1, hours / 4), () => ({ kind: 'claim', task })))
  if (hours > 3.5 * hoursOfDay && chance.hits(0.5)) {
    const reminder = deed(scene, 3.5 * hoursOfDay, () => ({
      kind: 'urge',
      task,
      text: '临近期限，请抓紧办理',
    }))
    const dispatcher = { person: personOf('hotline-dispatcher', chance), post: 'hotline-dispatcher' }
    taken.push({ ...reminder, actor: dispatcher })
  }
  if (item.office === undefined || !chance.hits(0.03)) return { taken, heir: scene }
  const to = { person: personOf(item.office, chance) }
  taken.push(deed(scene, hours / 3, () => ({ kind: 'transfer', task, to, reason: '分管调整' })))
  return { taken, heir: { ...scene, actor: { ...actor, ...to } } }
}

/** What a unit asks others for: more time, a decision from above, an end. */
function requests(scene: Scene, hours: number): readonly Deed[] {
  const { chance } = scene
  if (hours > 4 * hoursOfDay && chance.hits(0.45)) {
    const asked = chance.between(2.5, 3.4) * hoursOfDay
    return [
      ask(
        scene,
        { hours: asked, name: 'extension_requested' },
        { extension_reason: '情况复杂，需多部门协调' },
      ),
    ]
  }
  if (chance.hits(0.004)) return [ask(scene, { hours: hours / 3, name: 'escalation_requested' }, {})]
  if (chance.hits(0.004)) return [ask(scene, { hours: hours / 2, name: 'termination_requested' }, {})]
  if (chance.hits(0.006)) {
    return [
      ask(scene, { hours: hours / 2, name: 'supervision_requested' }, { supervision_reason: 'repeated' }),
    ]
  }
  return []
}

function ask(
  scene: Scene,
  { hours, name }: { readonly hours: number; readonly name: string },
  variables: Readonly<Record<string, string>>,
): Deed {
  return deed(scene, hours, () => ({ kind: 'deliverMessage', name, variables }))
}
