import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../form/schema-fault.ts'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useService, useTell } from '../../wire/service-context.tsx'
import { benchmark } from './queries.ts'

/** What was begun, and how far it is: whoever belongs to the lead office has sent it on, of others it waits there. */
export interface StartedMatter {
  readonly id: string
  readonly number: string
  readonly isSent: boolean
}

/**
 * Begins a visit or a gap with what was filled in, and completes its first step where that is offered to whoever began it. One
 * that was begun and whose step was refused is not begun twice.
 */
export function useStarting(procedure: string) {
  const { t } = useTranslation('visit')
  const service = useService()
  const start = useTell('matter.start')
  const act = useTell('matter.act')
  const forget = useForget()
  const [begun, setBegun] = useState<Omit<StartedMatter, 'isSent'>>()
  const [refusal, setRefusal] = useState<string>()
  async function open(title: string, answers: Answers): Promise<Omit<StartedMatter, 'isSent'>> {
    if (begun !== undefined) return begun
    const { value } = await start.mutateAsync({
      body: { pack: benchmark, procedure, title, variables: { ...answers } },
    })
    setBegun(value)
    return value
  }
  async function send(title: string, answers: Answers): Promise<StartedMatter | undefined> {
    setRefusal(undefined)
    try {
      const { id, number } = await open(title, answers)
      const { value } = await service.ask('matter.read', { params: { matter: id } })
      const task = value.tasks.find(({ allowed }) => allowed.includes('completeTask'))
      if (task !== undefined) {
        const body = { kind: 'completeTask' as const, task: task.task, variables: { ...answers } }
        await act.mutateAsync({ params: { matter: id }, body })
      }
      await forget('visit.list', 'gap_work.list', 'matter.list', 'matter.read', 'task.list', 'task.count')
      setBegun(undefined)
      return { id, number, isSent: task !== undefined }
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('new.failed'))
      return undefined
    }
  }
  return { send, refusal, isPending: start.isPending || act.isPending }
}
