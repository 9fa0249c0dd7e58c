/**
 * Reads by key, gathered: what is wanted while one statement is on its way is asked for in the next one together, so that what
 * many requests need at the same time costs a few round trips, and a single one waits for nobody.
 * @param readMany the found of many keys; keys without any are left out
 * @returns what reads one; undefined when there is none
 */
export function gatherReads<Found>(
  readMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
): (key: string) => Promise<Found | undefined> {
  let wanted = new Map<string, PromiseWithResolvers<Found | undefined>>()
  let isReading = false

  async function readAll(): Promise<void> {
    isReading = true
    while (wanted.size > 0) {
      const those = wanted
      wanted = new Map()
      try {
        const found = await readMany([...those.keys()])
        for (const [key, { resolve }] of those) resolve(found.get(key))
      } catch (error) {
        for (const { reject } of those.values()) reject(error)
      }
    }
    isReading = false
  }

  return (key) => {
    const asked = wanted.get(key) ?? Promise.withResolvers<Found | undefined>()
    wanted.set(key, asked)
    if (!isReading) void readAll()
    return asked.promise
  }
}
