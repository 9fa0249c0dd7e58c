import type { Language } from '@duibiao/base'
import type { ExitCode } from './fault.ts'
import type { Text } from './language.ts'
import type { Terminal } from './terminal.ts'

/** What every command works with. */
export interface Session {
  readonly terminal: Terminal
  readonly language: Language
  /** The text in the language of the session. */
  readonly say: (text: Text, params?: Readonly<Record<string, string | number>>) => string
  /** Sets what the program ends with; without it, 0. */
  readonly end: (code: ExitCode) => void
}
