import type { Language } from '@duibiao/base'
import { readConfig as readSettings } from '@duibiao/server'
import type { Config } from '@duibiao/server'
import type { Terminal } from './terminal.ts'

/** The settings of the environment of a terminal. @throws AppError `setting_invalid` with every fault at once */
export function readConfig({ environment, folder, home }: Terminal, language: Language): Config {
  return readSettings({ environment, folder, home, language })
}
