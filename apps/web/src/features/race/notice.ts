import type { Stage } from './queries.ts'

/** Whether a stage can be posted up: its result is open to objections or was, and it is what was computed. */
export function hasNotice({ state, results }: Stage): boolean {
  const wasOpened = state === 'open' || state === 'reviewing' || state === 'known'
  return wasOpened && results.at(-1)?.is_sound === true
}
