import type { Variables } from '@duibiao/kernel'
import { acceptanceOf } from '../minghu/acceptance.ts'
import type { PlannedMessage } from '../minghu/season-plan.ts'
import type { Deed } from './deed.ts'
import { complete, onDuty } from './scene.ts'
import type { Scene } from './scene.ts'
import { otherOffice, receiverKindOf } from './world.ts'

/** A clerk enters what an able one would, but for a slip now and then. One that somebody real brought waits for somebody real. */
export function acceptMessage(scene: Scene): readonly Deed[] {
  const { affair, chance } = scene
  const { cause } = affair
  if (cause.kind !== 'message') return []
  const typical = cause.message.urgency === 'urgent' ? 0.2 : 0.6
  // The hotline is there day and night.
  return [onDuty(complete(scene, chance.around(typical, 0.7), entriesFor(scene, cause.message)))]
}

function entriesFor({ affair, world, chance }: Scene, message: PlannedMessage): Variables {
  const category = world.categories.get(message.category)?.name.zh ?? message.category
  const entries: Variables = { ...acceptanceOf(message, world, affair.earlier), category }
  const isHard = message.urgency === 'hard' && chance.hits(0.15)
  if (isHard) return { ...entries, units: [], hard: true, district_known: true }
  const { unit } = entries
  if (typeof unit !== 'string') return entries
  const assistants = assistantsOf({ affair, world, chance }, message, unit)
  if (assistants.length > 0) return { ...entries, units: [unit, ...assistants], assistants }
  return chance.hits(0.03) ? misdirected(entries, otherOffice(world, unit, chance)) : entries
}

/** The second demand of a message is for its own office to help with. */
function assistantsOf(
  { world, chance }: Pick<Scene, 'affair' | 'world' | 'chance'>,
  { also }: PlannedMessage,
  unit: string,
): readonly string[] {
  const office = world.categories.get(also ?? '')?.office
  if (office !== undefined && office !== 'street' && office !== unit) return [office]
  return chance.hits(0.04) ? [otherOffice(world, unit, chance)] : []
}

function misdirected(entries: Variables, unit: string): Variables {
  const others = Object.entries(entries).filter(([name]) => name !== 'list_entry')
  return { ...Object.fromEntries(others), units: [unit], unit, receiver_kind: 'department' }
}

/** Where the list does not let a street lead, or nobody is known, dispatchers agree on a lead beforehand. */
export function consultOn({ world }: Pick<Scene, 'world'>, unit: string): Variables {
  const kind = receiverKindOf(world, unit)
  return {
    consulted: true,
    consult_note: '经会商确定主办单位',
    unit,
    receiver_kind: kind,
    ...(kind === 'street' && { list_entry: 'not_listed' }),
  }
}
