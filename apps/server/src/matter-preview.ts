import { AppError, formatInstant } from '@duibiao/base'
import { previewMatter } from '@duibiao/contract'
import { decide, isEnded, listTasks } from '@duibiao/kernel'
import type { Actor, Command, Context, Decided, Fact, Matter, Transition, Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { explainClock } from './clock-explanation.ts'
import { groundOfClock } from './clock-ground.ts'
import { defined } from './defined.ts'
import { dueOfClock, dueSceneOf } from './due-line.ts'
import { actorOf, valuesOf } from './matter-act.ts'
import { ownVariables } from './matter-description.ts'
import { wordingOf } from './matter-page.ts'
import { firstFormOf } from './matter-start.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { groundOf } from './supervision-line.ts'
import type { Tenant } from './tenant.ts'

/** What would come of a first step: the kernel decides, and nothing is kept. */
export const previewRoutes: readonly Route[] = [
  route(previewMatter, async (asking) => ({ value: preview(asking) })),
]

function preview({ tenant, caller, body, language }: Asking<typeof previewMatter>) {
  if (caller.kind === 'anonymous') throw new AppError('session_missing')
  const pack = tenant.packs.newest(body.pack)
  const variables = valuesOf(body.variables)
  requireForm(tenant, pack, variables)
  const { matter, facts } = play(tenant, pack, { variables, actor: actorOf(caller, caller.posts[0]) })
  const { state, data } = matter
  const own = ownVariables(data)
  const { find } = tenant.engine.workshop.around
  const scene = dueSceneOf(tenant)
  return {
    decisions: facts.flatMap((fact) => {
      if (fact.kind !== 'decided') return []
      const node = find(state.scopes[0]?.procedure ?? '').nodes.find(({ id }) => id === fact.element)
      const result = node?.kind === 'rule' && node.result !== undefined ? own[node.result] : undefined
      return [
        {
          decision: fact.decision,
          name: wordingOf(pack, 'node', { id: fact.element, name: node?.name ?? fact.decision }),
          rules: fact.rules.map((rule) => groundOf(pack, rule)),
          ...defined({ result }),
        },
      ]
    }),
    clocks: Object.values(state.clocks).map((clock) => {
      const { lamp: _, ...due } = dueOfClock(clock, scene)
      const model = find(state.scopes[0]?.procedure ?? '').clocks.find(({ key }) => key === clock.key)
      const source = {
        library: tenant.engine.workshop.around,
        packs: tenant.packs,
        calendar: tenant.calendar,
      }
      return {
        key: clock.key,
        name: wordingOf(pack, 'clock', { id: clock.key, name: model?.name ?? clock.key }),
        kind: model?.kind ?? 'internal',
        ...due,
        ...defined({ due_at: clock.dueAt && formatInstant(clock.dueAt) }),
        ground: groundOfClock({ clock, matter }, source, language),
        explanation: explainClock(clock, language, tenant.calendar()).split('\n'),
      }
    }),
    steps: isEnded(state)
      ? []
      : listTasks(state, find).map(({ element, name }) => wordingOf(pack, 'task', { id: element, name })),
    is_ended: isEnded(state),
  }
}

function requireForm(tenant: Tenant, pack: Pack, variables: Variables): void {
  const faults = firstFormOf(tenant, pack)?.check(variables) ?? []
  if (faults.length > 0) throw new AppError('form_refused', { reason: faults.map(({ zh }) => zh).join('；') })
}

interface Played {
  readonly matter: Pick<Transition, 'state' | 'data'>
  readonly facts: readonly Fact[]
}

/** Opens a matter and completes its first task, with the tables, limits and the calendar of now. */
function play(
  tenant: Tenant,
  pack: Pack,
  { variables, actor }: { readonly variables: Variables; readonly actor: Actor },
): Played {
  const { around } = tenant.engine.workshop
  const { find: procedure, called, decision, calendar, parameter } = around
  const context: Context = { now: tenant.now(), actor, procedure, called, decision, calendar, parameter }
  function give(matter: Matter, command: Command): Transition {
    return transitionOf(decide(matter, command, context))
  }
  const entry = tenant.library.latest(pack.manifest.entry)?.hash
  if (entry === undefined) throw new AppError('pack_missing')
  const started = give({ data: {} }, { kind: 'start', procedure: entry })
  const [first] = listTasks(started.state, procedure)
  if (first === undefined) return { matter: started, facts: started.entry.facts }
  const done = give(started, { kind: 'completeTask', task: first.token, variables })
  return { matter: done, facts: [...started.entry.facts, ...done.entry.facts] }
}

/** @throws AppError the refusal of the kernel */
function transitionOf(decided: Decided): Transition {
  if (!decided.ok) throw new AppError(decided.refusal.code, decided.refusal.params)
  return decided.transition
}
