/** The least time between two renewals, milliseconds: what happens meanwhile is one. */
const rest = 3000

/**
 * Asks anew when something happened: at once, and then once more for all that happened while it asked and rested.
 * @returns what is called whenever something happened
 */
export function makeRenewal(renew: () => Promise<void>, wait: (span: number) => Promise<void>): () => void {
  let happened = 0
  let isAtIt = false
  async function keepUp(): Promise<void> {
    isAtIt = true
    let renewed: number
    do {
      renewed = happened
      await renew()
      await wait(rest)
    } while (happened > renewed)
    isAtIt = false
  }
  return () => {
    happened += 1
    if (!isAtIt) void keepUp()
  }
}
