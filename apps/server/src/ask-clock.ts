import { dateAt, formatInstant } from '@duibiao/base'
import type { Instant, Language } from '@duibiao/base'
import type { Clock, Node, OpenAsking, Procedure } from '@duibiao/kernel'
import { valueOn } from '@duibiao/packfile'
import type { Pack } from '@duibiao/packfile'
import { groundText } from './clock-ground.ts'
import { defined } from './defined.ts'
import type { AccessibleMatter } from './matter-access.ts'
import type { Tenant } from './tenant.ts'

/** An asking with where it is looked at. */
export interface AskScene {
  readonly access: AccessibleMatter
  readonly pack: Pack | undefined
  readonly language: Language
  readonly now: Instant
}

type ClockNode = Extract<Node, { kind: 'clock' }>

/**
 * What may come of something that is asked for: the clocks that its approval extends or pauses, how far and on what ground,
 * and the decision table that says whether it may be asked for. All of it stands in the pack, beside the event that waits.
 */
export function groundOfAsk(
  tenant: Pick<Tenant, 'engine' | 'packs' | 'calendar'>,
  asking: Pick<OpenAsking, 'procedure' | 'element'>,
  scene: AskScene,
) {
  const procedure = tenant.engine.workshop.around.find(asking.procedure)
  const beside = nodesBeside(procedure, asking.element)
  const rule = beside.find((node) => node.kind === 'rule')
  const clocks = beside.flatMap((node) =>
    node.kind === 'clock' && node.act !== 'resume' ? clocksOf(tenant, node, { ...scene, procedure }) : [],
  )
  return { ...(rule !== undefined && { decision: rule.decision }), clocks }
}

/** Those in the same sub-process as an event, when it is the start of one. */
function nodesBeside({ nodes }: Procedure, element: string): readonly Node[] {
  const event = nodes.find(({ id }) => id === element)
  return event?.kind === 'start' ? nodes.filter(({ parent }) => parent === event.parent) : []
}

function clocksOf(
  tenant: Pick<Tenant, 'engine' | 'packs' | 'calendar'>,
  node: ClockNode,
  { access, pack, language, now, procedure }: AskScene & { readonly procedure: Procedure },
) {
  const { clocks } = access.found.state
  const act = node.act === 'pause' ? ('pause' as const) : ('extend' as const)
  return Object.entries(clocks).flatMap(([id, clock]) => {
    if (!node.clocks.includes(clock.key) || clock.status === 'stopped') return []
    const model = procedure.clocks.find(({ key }) => key === clock.key)
    const most = model?.extensionsMax ?? 0
    const used = clock.extensions.length
    const isLeft = act === 'pause' || used < most
    return [
      {
        clock: id,
        key: clock.key,
        name: model?.name ?? clock.key,
        act,
        is_open: clock.status === 'running' && !isOver(clock, now) && isLeft,
        is_over: isOver(clock, now),
        ...(act === 'extend' && { most, used }),
        ...defined({ due_at: clock.dueAt && formatInstant(clock.dueAt) }),
        ...amountOf(tenant, { limit: node.limit, pack, language, now }),
      },
    ]
  })
}

/** A breach stays a breach: what is over is neither extended nor paused. */
function isOver({ breachedAt, dueAt }: Clock, now: Instant): boolean {
  return breachedAt !== undefined || (dueAt !== undefined && dueAt <= now)
}

interface Limit {
  readonly limit: string | undefined
  readonly pack: Pack | undefined
  readonly language: Language
  readonly now: Instant
}

/** How long an extension is where the pack says so, and by what law; else the form asks for it. */
function amountOf(
  { packs, calendar }: Pick<Tenant, 'packs' | 'calendar'>,
  { limit, pack, language, now }: Limit,
) {
  if (limit === undefined || pack === undefined) return {}
  const choice = packs.choiceAt(pack.manifest.name, now)
  const value = valueOn(pack.parameters, { name: limit, on: dateAt(now, calendar()) }, choice)
  if (value === undefined) return {}
  const ground = groundText(value, language, choice.place)
  return {
    ground,
    ...(typeof value.value === 'number' && { amount: value.value }),
    ...defined({ unit: value.unit }),
  }
}
