import type { Finding } from '@duibiao/base'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import type { YamlRead } from './pack-yaml.ts'

/** The words of a pack by key, in one language. */
export type Texts = { readonly [key: string]: string }

const validate = compileSchema({
  type: 'object',
  // Ids of BPMN elements may be written in any script.
  propertyNames: { pattern: '^[A-Za-z][\\p{L}\\p{N}_.-]{0,199}$' },
  additionalProperties: { type: 'string', minLength: 1, maxLength: 4000 },
})

/** Reads `text/zh.yaml` or `text/en.yaml`: a flat list of keys. */
export function readTexts(read: YamlRead): { readonly texts: Texts; readonly findings: readonly Finding[] } {
  const findings = [...read.findings, ...checkAgainst(validate, read, 'text_invalid')]
  return { texts: findings.length > 0 ? {} : (read.value as Texts), findings }
}
