import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import type { MatterOperationKind, Named, OperationKind, OperationScene } from './operation-form.ts'
import { matterOperations, taskOperations } from './operation-form.ts'
import { readFact } from './entry-line.ts'
import { useClocks, useEntries } from './queries.ts'
import type { Entry, Matter, MatterAsk, MatterTask } from './queries.ts'

/** Something in the menu of a matter: an operation, or what its pack lets be asked of it. */
export type Subject =
  | { readonly kind: 'operation'; readonly operation: OperationKind; readonly task: MatterTask | undefined }
  | { readonly kind: 'ask'; readonly ask: MatterAsk }

/** What can be chosen in the forms of the operations on a matter now. */
export function useOperationScene(matter: Matter, task: MatterTask | undefined): OperationScene {
  const { t } = useTranslation('matter')
  const say = useWording()
  const clocks = useClocks(matter.id).data?.rows ?? []
  const entries = useEntries(matter.id).data?.pages.flatMap(({ rows }) => rows) ?? []
  function name({ key, name: wording }: (typeof clocks)[number]): Named {
    return { id: key, name: say(wording) }
  }
  return {
    tasks: matter.tasks.map((one) => ({ id: String(one.task), name: say(one.name) })),
    done: matter.withdrawable.map((one) => ({ id: String(one.task), name: say(one.name) })),
    targets: (task?.return_to ?? []).map(({ to, name: wording }) => ({
      id: to,
      name: wording === undefined ? t(`target.${to}`, { defaultValue: to }) : say(wording),
    })),
    clocks: {
      extendClock: clocks.filter((one) => one.is_extendable).map(name),
      pauseClock: clocks.filter((one) => one.status === 'running' && one.breached_at === undefined).map(name),
      resumeClock: clocks.filter((one) => one.status === 'paused').map(name),
    },
    steps: stepsIn(entries).map(({ id, name: wording }) => ({ id, name: say(wording) })),
  }
}

type Step = { readonly id: string; readonly name: Entry['names'][string] }

/** Steps that were ever come to. */
function stepsIn(entries: readonly Entry[]): readonly Step[] {
  const steps = new Map<string, Step>()
  for (const { facts, names } of entries) {
    for (const { kind, element } of facts.map(readFact)) {
      const name = names[element]
      if (kind === 'task_opened' && name !== undefined) steps.set(element, { id: element, name })
    }
  }
  return [...steps.values()]
}

/** The operations that there is a use for now. */
export function subjectsOf(
  matter: Matter,
  task: MatterTask | undefined,
  scene: OperationScene,
): readonly Subject[] {
  const needs: Readonly<Partial<Record<OperationKind, readonly unknown[]>>> = {
    return: scene.targets,
    urge: scene.tasks,
    withdraw: scene.done,
    jump: scene.steps,
    // Only an extra signer, or one of several, can be removed.
    removeSigner: matter.tasks.filter(({ element }) => element === task?.element).slice(1),
    ...scene.clocks,
  }
  function isUsable(operation: OperationKind): boolean {
    return needs[operation]?.length !== 0
  }
  const own = task === undefined ? [] : taskOperations.filter((one) => task.allowed.includes(one))
  const whole = matterOperations.filter((one: MatterOperationKind) => matter.allowed.includes(one))
  return [
    ...matter.asks.map((ask): Subject => ({ kind: 'ask', ask })),
    ...own.filter(isUsable).map((operation): Subject => ({ kind: 'operation', operation, task })),
    ...whole
      .filter(isUsable)
      .map((operation): Subject => ({ kind: 'operation', operation, task: undefined })),
  ]
}
