import type { Race, Stage } from './queries.ts'
import { CorrectForm } from './correct-form.tsx'
import { CountForm } from './count-form.tsx'

/** What the office that leads does to a stage here: have it counted, or counted again after an objection was upheld. */
export function StageActs({ race, stage }: { readonly race: Race; readonly stage: Stage }) {
  const now = race.stages.find(({ state }) => state !== 'known')
  if (now?.no !== stage.no) return undefined
  if (race.allowed.includes('count')) return <CountForm race={race} stage={stage} />
  return race.allowed.includes('correct') && <CorrectForm race={race} stage={stage} />
}
