import { benchmarkConducts } from './benchmark-conduct.ts'
import { eventConducts } from './event-conduct.ts'
import { hotlineConducts } from './hotline-conduct.ts'
import type { Conducts } from './scene.ts'
import { supervisionConducts } from './supervision-conduct.ts'
import { whistleConducts } from './whistle-conduct.ts'

const conducts: Readonly<Record<string, Conducts>> = {
  hotline: hotlineConducts,
  'city-events': eventConducts,
  whistle: whistleConducts,
  supervision: supervisionConducts,
  benchmark: benchmarkConducts,
}

/** How people act on the tasks of a pack; of one that nobody knows, not at all. */
export function conductsOf(pack: string): Conducts {
  return conducts[pack] ?? {}
}
