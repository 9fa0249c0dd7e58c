import type { AnswerOf, readRace } from '@duibiao/contract'
import { Refusal } from '../../wire/refusal.ts'
import { useAsk, useForget } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type RaceLine = RowOf<'race.list'>
export type Race = AnswerOf<typeof readRace>
export type Stage = Race['stages'][number]
export type Result = Stage['results'][number]
export type Place = Result['places'][number]

export function useRace(race: string) {
  return useAsk('race.read', { params: { race } }, { every: 60_000 })
}

/** Everything that shows races is old from now on. */
export function useRacesChanged(): () => Promise<void> {
  const forget = useForget()
  return () => forget('race.list', 'race.read', 'matter.read', 'task.list', 'task.count')
}

/** What is wrong, by its place. */
export interface Finding {
  readonly path: string
  readonly message: string
}

/** What a refusal found; nothing for any other fault. */
export function findingsOf(error: unknown): readonly Finding[] {
  return error instanceof Refusal ? (error.problem.findings ?? []) : []
}
