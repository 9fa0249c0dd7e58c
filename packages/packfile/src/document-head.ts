import type { Finding } from '@duibiao/base'
import { checkAgainst, compileSchema } from './pack-schema.ts'
import { readYaml } from './pack-yaml.ts'

/**
 * What an official paper has around its text (GB/T 9704-2012): the red head with the organ that issues it and its number, to
 * whom it goes, who signs it, and at its foot who gets a copy and who printed it. A form without `organ` has no red head.
 */
export const documentFields = ['organ', 'number', 'to', 'from', 'copy', 'issuer'] as const
export type DocumentField = (typeof documentFields)[number]
export type DocumentHead = { readonly [field in DocumentField]?: string }

/** A printed document taken apart: what stands in YAML between two lines `---` before it, and its text. */
export type DocumentParts = {
  readonly head: DocumentHead
  readonly body: string
  readonly findings: readonly Finding[]
}

const line = { type: 'string', minLength: 1, maxLength: 300 } as const

const validate = compileSchema({
  type: 'object',
  properties: Object.fromEntries(documentFields.map((field) => [field, line])),
  additionalProperties: false,
  dependentRequired: { number: ['organ'], issuer: ['organ'], copy: ['organ'] },
})

const fence = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*\r?\n/u

/** Takes a document apart; faults of its head have the lines of the file. */
export function splitDocument(text: string, file = ''): DocumentParts {
  const [whole = '', written] = fence.exec(text) ?? []
  if (written === undefined) return { head: {}, body: text, findings: [] }
  // The first line is the fence.
  const read = readYaml(new TextEncoder().encode(`\n${written}`), file)
  const findings = [...read.findings, ...checkAgainst(validate, read, 'document_head_invalid')]
  // What passed the schema is a head.
  const head = findings.length > 0 ? {} : (read.value as unknown as DocumentHead)
  return { head, body: text.slice(whole.length), findings }
}
