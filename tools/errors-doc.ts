import { errors } from '@duibiao/base'
import type { Generator } from './generator.ts'

export const errorsDoc: Generator = {
  name: 'error catalogue',
  owns: 'docs/reference/errors.md',
  write: () => ({ 'docs/reference/errors.md': writeErrorsPage(errors) }),
}

/** A row of the catalogue, as far as the page shows it. */
interface Row {
  readonly status: number
  readonly zh: string
  readonly en: string
}

/** The page of all error codes, in the order of their names. */
export function writeErrorsPage(catalogue: Readonly<Record<string, Row>>): string {
  const rows = Object.entries(catalogue)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, row]) => `| \`${code}\` | ${row.status} | ${cell(row.zh)} | ${cell(row.en)} |`)
  return `# Errors 错误代码

Written by \`tools/errors-doc.ts\` from \`packages/base/src/error-catalogue.ts\`. A code never changes its meaning; programs act on the code, people read the sentence.
Words in braces are filled in when the error is shown. The status is the HTTP status of the answer.

| code | status | 中文 | English |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
}
