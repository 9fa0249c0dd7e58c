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
        notes: bpmnNotes,
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

/** What the driver does with models that were written for other engines, and how it judges. */
const bpmnNotes = `How the driver reads models of other makers (\`tools/conformance/\`; none of this is open to packs):

- Models are held against the strict profile of the checks where at least two in three models of their suite (the folder \`models\` around them, else their own folder) keep its rules, and against the ordinary one elsewhere: to break a rule that the authors keep everywhere else is a fault, to break one that they never keep is their custom. \`--profile=strict|standard\` decides for all. Neither the names of suites nor what a scenario expects play a part, so a copy of a suite under another name comes out the same.
- A script of one word of betsy's table stands for code that betsy generates, so it gets a script format; a condition that can be translated gets the type of a formal expression, as betsy's README asks. Any other script or condition is judged as it stands.
- \`\${…}\`, \`#{…}\` and bare conditions are translated to FEEL: variables, literals, comparison, arithmetic, logic, \`contains\`, instance counters. A comparison with an unknown variable is not fulfilled. Anything else is code and refused.
- Script tasks of one word run betsy's table. Words that take ten seconds are services that answer by the clock of the scenario.
- Of the attributes and elements of \`flowable:\`, \`activiti:\` and \`camunda:\` only collections, mappings of call activities and version bindings have a meaning; service tasks of a vendor pass at once.
- A process without \`isExecutable\` runs. An error or escalation reference to nothing is the code itself.
- A step \`return\` is the command 跳转 (jump): exactly the named activities end; the target is entered once, a join once for each moved branch.
- A start that may fail counts as refused when the instance stops in an error.`

export type Section = {
  readonly title: string
  readonly notes?: string
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

function writeSection({ title, notes = '', command, figures, exceptions }: Section): string {
  const rows = figures.map(
    ({ suite, passed, failed, listed }) =>
      `| ${suite} | ${passed} | ${failed} | ${listed} | ${share(passed, passed + failed)} |`,
  )
  const reasons = [...Map.groupBy(exceptions, (entry) => entry.reason)]
  return `## ${title}

\`${command}\`

${rows.length === 0 ? 'Not recorded yet.' : `${tableHead}\n${rows.join('\n')}`}

${notes}

${reasons.length === 0 ? 'No exceptions.\n' : reasons.map(writeReason).join('\n')}`
}

const tableHead = '| suite | passed | failed | listed | share |\n| --- | ---: | ---: | ---: | ---: |'

function writeReason([reason, entries]: readonly [string, readonly ListedException[]]): string {
  return `${reason.replaceAll('<', '&lt;')}\n\n${entries.map(({ id }) => `- \`${id}\``).join('\n')}\n`
}

function share(passed: number, all: number): string {
  return all === 0 ? '–' : `${((100 * passed) / all).toFixed(1)} %`
}
