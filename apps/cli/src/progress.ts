import { cut } from './text-width.ts'
import type { Terminal } from './terminal.ts'

/** Shows how far something is. */
export interface Progress {
  readonly show: (done: number, note: string) => void
  readonly finish: () => void
}

/** A bar on a screen; elsewhere a plain line at every tenth. */
export function startProgress(terminal: Terminal, total: number): Progress {
  const { redraw, warn, width } = terminal
  let tenths = -1
  return {
    show(done, note) {
      const share = total === 0 ? 1 : Math.min(1, done / total)
      const percent = `${Math.floor(share * 100)}%`.padStart(4)
      if (redraw !== undefined) {
        const filled = Math.round(share * 24)
        redraw(cut(`${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${percent}  ${note}`, width - 1))
      } else if (Math.floor(share * 10) > tenths) {
        tenths = Math.floor(share * 10)
        warn(`${percent}  ${note}`)
      }
    },
    finish: () => redraw?.(''),
  }
}
