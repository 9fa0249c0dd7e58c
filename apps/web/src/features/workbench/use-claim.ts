import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../../ui/toast.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { useAct } from '../matter/queries.ts'

type Task = RowOf<'task.list'>
type Act = 'claim' | 'unclaim'

/** Taking tasks and giving them back. */
export interface Claim {
  /** What can be done with it now; undefined for neither. */
  readonly actOn: (task: Task) => Act | undefined
  readonly turn: (task: Task) => void
}

/** A row shows at once what was pressed; if the service says otherwise, what is so comes back with the reason. */
export function useClaim(): Claim {
  const { t } = useTranslation('workbench')
  const { give } = useAct()
  const toast = useToast()
  const [pressed, setPressed] = useState<ReadonlyMap<string, Act>>(new Map())
  function actOn(task: Task): Act | undefined {
    const own = task.allowed.find((one): one is Act => one === 'claim' || one === 'unclaim')
    const done = pressed.get(keyOf(task))
    if (done !== undefined) return done === 'claim' ? 'unclaim' : 'claim'
    return own
  }
  function turn(task: Task): void {
    const kind = actOn(task)
    if (kind === undefined || pressed.has(keyOf(task))) return
    setPressed((all) => new Map(all).set(keyOf(task), kind))
    give(task.matter, { kind, task: task.task })
      .then(() => toast.done(t(`claim.${kind}_done`, { title: task.title })), toast.failed)
      .finally(() => {
        setPressed((all) => new Map([...all].filter(([key]) => key !== keyOf(task))))
      })
  }
  return { actOn, turn }
}

function keyOf({ matter, task }: Task): string {
  return `${matter}~${task}`
}
