import type { MatterId } from '@duibiao/base'
import type { StoredMatter } from './bundle.ts'

/**
 * The matters that this process wrote last, so that the next command on one of them needs no read. Nothing is believed
 * of them: the revision guards the write, and a refusal is given only after the database was asked.
 */
export interface MatterCache {
  get(matter: MatterId): StoredMatter | undefined
  /** After the commit, never before: a transition that was undone must not be remembered. */
  remember(matter: StoredMatter): void
  forget(matter: MatterId): void
}

/** @param size matters kept at most, the ones written longest ago go first */
export function makeMatterCache(size: number): MatterCache {
  const kept = new Map<MatterId, StoredMatter>()
  return {
    get: (matter) => kept.get(matter),
    remember(stored) {
      kept.delete(stored.matter)
      if (size <= 0) return
      kept.set(stored.matter, stored)
      if (kept.size <= size) return
      for (const oldest of kept.keys()) {
        kept.delete(oldest)
        return
      }
    },
    forget(matter) {
      kept.delete(matter)
    },
  }
}
