import type { Scheduler } from '@duibiao/store'

/** All that the command line takes from the world: `main.ts` gives the real one, tests give their own. */
export interface Terminal {
  /** One line of a result. */
  readonly print: (line: string) => void
  /** One line beside the result: faults, progress without a screen. */
  readonly warn: (line: string) => void
  /** Draws over the line drawn before; undefined where the output is no screen. */
  readonly redraw: ((line: string) => void) | undefined
  /** Columns of the screen. */
  readonly width: number
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder that relative paths start from. */
  readonly folder: string
  /** The folder of the product itself, which holds `packs/`. */
  readonly home: string
  /** The real time. */
  readonly scheduler: Scheduler
  /** Bytes nobody can guess. */
  readonly randomBytes: (count: number) => Uint8Array
  /**
   * Builds the web pages when their sources changed; not there where they are served as they came.
   * @returns what went wrong, undefined when nothing did
   */
  readonly buildWeb?: () => Promise<string | undefined>
  /** Waits until the program is asked to end. @returns by what */
  readonly untilStopped: () => Promise<string>
}
