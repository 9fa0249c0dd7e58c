import type { Generator } from '../generator.ts'
import { root } from '../repository.ts'
import { exceptionsPath, loadExceptions } from './exception.ts'
import type { ListedException } from './exception.ts'
import { figuresPath, readFigures } from './figure.ts'
import type { Figure } from './figure.ts'

const pagePath = 'docs/reference/conformance.md'

export const conformanceDoc: Generator = {
  name: 'conformance',
  owns: pagePath,
  write: () => {
    const figures = readFigures(root)
    const text = writeConformancePage([
      {
        title: 'BPMN 2.0',
        command: 'npm run conformance',
        figures: figures.bpmn,
        exceptions: loadExceptions(root, 'bpmn'),
      },
      {
        title: 'DMN 1.5',
        command: 'npm run tck',
        figures: figures.dmn,
        exceptions: loadExceptions(root, 'dmn'),
      },
    ])
    return { [pagePath]: text }
  },
}

export type Section = {
  readonly title: string
  readonly command: string
  readonly figures: readonly Figure[]
  readonly exceptions: readonly ListedException[]
}

/** The page of figures and exceptions of all suites. */
export function writeConformancePage(sections: readonly Section[]): string {
  return `# Conformance 符合性

Written by \`tools/conformance/page.ts\` from \`${exceptionsPath}\` (cases that fail, and why) and \`${figuresPath}\` (the last recorded runs).
The suites were written by others for other engines and lie beside the repository, not in it. Every case passes or stands here with its reason: a clause of the specification, or a decision of ours.
A listed exception is counted as failed.

${sections.map(writeSection).join('\n')}`
}

function writeSection({ title, command, figures, exceptions }: Section): string {
  const rows = figures.map(
    ({ suite, passed, failed, listed }) =>
      `| ${suite} | ${passed} | ${failed} | ${listed} | ${share(passed, passed + failed)} |`,
  )
  const reasons = [...Map.groupBy(exceptions, (entry) => entry.reason)]
  return `## ${title}

\`${command}\`

| suite | passed | failed | listed | share |
| --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

${reasons.length === 0 ? 'No exceptions.\n' : reasons.map(writeReason).join('\n')}`
}

function writeReason([reason, entries]: readonly [string, readonly ListedException[]]): string {
  return `${reason.replaceAll('<', '&lt;')}\n\n${entries.map(({ id }) => `- \`${id}\``).join('\n')}\n`
}

function share(passed: number, all: number): string {
  return all === 0 ? '–' : `${((100 * passed) / all).toFixed(1)} %`
}
