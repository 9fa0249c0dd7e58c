import type { PackCase } from './pack-case.ts'
import type { CodeList } from './pack-code-list.ts'
import type { Form } from './pack-form.ts'
import type { PackLogic } from './pack-logic.ts'
import type { Manifest } from './pack-manifest.ts'
import type { Parameters } from './pack-parameter.ts'
import type { PackSource } from './pack-source.ts'
import type { Texts } from './pack-text.ts'
import type { YamlRead } from './pack-yaml.ts'

/** What a pack's files say so far, with the YAML of each kept for the lines. */
export type Parts = {
  readonly source: PackSource
  readonly manifest: Manifest | undefined
  readonly manifestRead: YamlRead | undefined
  readonly logic: PackLogic
  /** No fault was found in procedures and decisions, so that all of them are there. */
  readonly isLogicSound: boolean
  readonly forms: ReadonlyMap<string, Form>
  /** Forms by file, also those with faults. */
  readonly formNames: ReadonlySet<string>
  readonly parameters: Parameters
  /** Parameters by name, also those with faults. */
  readonly parameterNames: ReadonlySet<string>
  readonly texts: { readonly zh: Texts; readonly en: Texts }
  /** Undefined when a file of texts is absent or has faults. */
  readonly textReads: { readonly zh: YamlRead; readonly en: YamlRead } | undefined
  readonly codes: ReadonlyMap<string, CodeList>
  readonly documents: ReadonlyMap<string, string>
  readonly cases: readonly PackCase[]
}
