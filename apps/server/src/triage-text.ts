import type { Variables } from '@duibiao/kernel'
import type { TriageRule } from '@duibiao/packfile'
import type { FieldTexts } from '@duibiao/triage'

/** What of a matter's variables is learnt and asked: words in clear. What was sealed can be erased, and no model could forget it. */
export function triageTexts({ text }: Pick<TriageRule, 'text'>, variables: Variables): FieldTexts {
  return Object.fromEntries(
    text.flatMap((name) => {
      const value = variables[name]
      return typeof value === 'string' && value.trim() !== '' ? [[name, value]] : []
    }),
  )
}
