import { useState } from 'react'
import { useAsk, useForget, useTell } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { useToast } from '../../ui/toast.tsx'

export type PackModels = RowOf<'triage_model.list'>
export type ModelVersion = PackModels['versions'][number]

/** The models of all packs, looked at again while somebody waits for a training. */
export function useModels() {
  const [every, setEvery] = useState(slowly)
  const query = useAsk('triage_model.list', {}, { every })
  const wanted = query.data?.rows.some(isTraining) === true ? quickly : slowly
  if (wanted !== every) setEvery(wanted)
  return query
}

/** How often it is looked while a training is under way, and otherwise; milliseconds. */
const quickly = 2000
const slowly = 20_000

/** The version that is asked now. */
export function currentOf({ versions }: PackModels): ModelVersion | undefined {
  return versions.find(({ state }) => state === 'current')
}

/** The day of an instant in the zone of the district, as `2026-03-02`. */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** Whether a training was asked for or is under way. */
export function isTraining({ training }: PackModels): boolean {
  return training.asked_at !== undefined || training.started_at !== undefined
}

/** Asks for a training, or takes a version back; says how it went. */
export function useModelActs(said: { readonly asked: string; readonly takenBack: string }) {
  const train = useTell('triage_model.train')
  const takeBack = useTell('triage_model.take_back')
  const forget = useForget()
  const toast = useToast()
  async function attempt(act: () => Promise<unknown>, done: string): Promise<boolean> {
    try {
      await act()
      toast.done(done)
      return true
    } catch (error) {
      toast.failed(error)
      return false
    } finally {
      await forget('triage_model.list', 'triage_model.read')
    }
  }
  return {
    isPending: train.isPending || takeBack.isPending,
    train: (pack: string) => attempt(() => train.mutateAsync({ params: { pack } }), said.asked),
    takeBack: (pack: string, version: number, reason: string) =>
      attempt(() => takeBack.mutateAsync({ params: { pack, version }, body: { reason } }), said.takenBack),
  }
}
