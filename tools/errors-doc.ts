import { errors } from '@duibiao/base'
import type { ErrorRow } from '@duibiao/base'
import type { Generator } from './generator.ts'

export const errorsDoc: Generator = {
  name: 'error catalogue',
  owns: 'docs/reference/errors.md',
  write: () => ({ 'docs/reference/errors.md': writeErrorsPage(errors) }),
}

/** The page of all error codes, in the order of their names. */
export function writeErrorsPage(catalogue: Readonly<Record<string, ErrorRow>>): string {
  const rows = Object.entries(catalogue)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([code, { status, what, next }]) =>
        `| \`${code}\` | ${status} | ${cell(what.zh)} | ${cell(next.zh)} | ${cell(what.en)} | ${cell(next.en)} |`,
    )
  return `# Errors 错误代码

Written by \`tools/errors-doc.ts\` from \`packages/base/src/error-catalogue.ts\`. A code never changes its meaning; programs act on the code, people read the sentence:
what is wrong, a colon, what to do next. Words in braces are filled in when the error is shown. The status is the HTTP status of the answer.

| code | status | 有什么问题 | 下一步 | what is wrong | what to do next |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ')
}
