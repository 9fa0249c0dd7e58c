import type { Finding } from '@duibiao/base'
import { faultAt } from './pack-fault.ts'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import { lineAt, type YamlRead } from './pack-yaml.ts'

/** The words of a pack by key, in one language. */
export type Texts = { readonly [key: string]: string }

const validate = compileSchema({
  type: 'object',
  propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,199}$' },
  additionalProperties: { type: 'string', minLength: 1, maxLength: 4000 },
})

/** Reads `text/zh.yaml` or `text/en.yaml`: a flat list of keys. */
export function readTexts(read: YamlRead): { readonly texts: Texts; readonly findings: readonly Finding[] } {
  const findings = [...read.findings, ...checkAgainst(validate, read, 'text_invalid')]
  return { texts: findings.length > 0 ? {} : (read.value as Texts), findings }
}

/** Keys that one language has and the other has not. */
export function compareTexts(zh: YamlRead, en: YamlRead): readonly Finding[] {
  return [...missing(zh, en), ...missing(en, zh)]
}

function missing(from: YamlRead, into: YamlRead): readonly Finding[] {
  const known = keysOf(into)
  return [...keysOf(from)]
    .filter((key) => !known.has(key))
    .map((key) => {
      const line = lineAt(from, `/${key}`)
      return faultAt({ file: into.file, line: 0 }, 'text_missing', [
        `缺少文字 ${key}（见 ${from.file} 第 ${line} 行）`,
        `text ${key} is missing (see ${from.file}, line ${line})`,
      ])
    })
}

function keysOf(read: YamlRead): ReadonlySet<string> {
  return new Set(typeof read.value === 'object' && read.value !== null ? Object.keys(read.value) : [])
}
