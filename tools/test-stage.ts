/** One check of the test command. */
export interface Stage {
  readonly name: string
  readonly what: string
  /** Program and arguments, run in the repository's root with the repository's own Node. */
  readonly command: readonly string[]
  /** The program must print a closing line of its own. */
  readonly counts: boolean
  /** Why there is nothing to check; undefined when the stage runs. */
  readonly absent: string | undefined
}

interface StagePlan {
  readonly name: string
  readonly what: string
  readonly command: readonly string[]
  readonly counts?: true
  /** Paths from the root that must all be there, each with what to say when it is not. */
  readonly needs?: Readonly<Record<string, string>>
  /** A pattern whose matches are added to the command, and what to say when nothing matches. */
  readonly files?: { readonly pattern: string; readonly otherwise: string }
}

const bin = 'node_modules/.bin/'
const noSuites = 'the folder ../shared with the conformance suites is not here'

/** The order is from cheap to dear, so that a typing error is told in seconds and not after the databases. */
const plans: readonly StagePlan[] = [
  { name: 'node', what: 'runs on the pinned Node', command: [process.execPath, 'tools/check-node.mjs'] },
  { name: 'format', what: 'prettier', command: [`${bin}prettier`, '--check', '--log-level=warn', '.'] },
  { name: 'markdown', what: 'markdownlint', command: [`${bin}markdownlint-cli2`] },
  { name: 'lint', what: 'oxlint, type-aware', command: [`${bin}oxlint`] },
  { name: 'types', what: 'tsc -b', command: [`${bin}tsc`, '-b'] },
  {
    name: 'boundaries',
    what: 'who may import whom',
    command: [process.execPath, 'tools/boundaries.ts'],
  },
  {
    name: 'glossary',
    what: 'names of tables and exported types',
    command: [process.execPath, 'tools/glossary.ts'],
  },
  {
    name: 'comments',
    what: 'doc comments of public functions',
    command: [process.execPath, 'tools/doc-comments.ts'],
  },
  {
    name: 'knip',
    what: 'unused files, exports, dependencies',
    command: [`${bin}knip`, '--no-progress', '--no-config-hints'],
  },
  {
    name: 'squawk',
    what: 'lint of migrations',
    command: [`${bin}squawk`],
    files: { pattern: 'packages/store/migrations/*.sql', otherwise: 'there are no migrations' },
  },
  { name: 'tests', what: 'vitest', command: [`${bin}vitest`, 'run', '--project', 'code'], counts: true },
  {
    name: 'web',
    what: 'web pages are built, first loads within their budgets',
    command: [process.execPath, 'tools/web-budget.ts'],
  },
  {
    name: 'browser',
    what: 'screens in Chromium on the demonstration district',
    command: [`${bin}vitest`, 'run', '--project', 'browser'],
    counts: true,
  },
  {
    name: 'packs',
    what: 'worked cases of the packs',
    command: [process.execPath, 'apps/cli/src/main.ts', 'pack', 'test'],
    needs: { 'apps/cli/src/main.ts': 'the command line is not there' },
    files: { pattern: 'packs/*', otherwise: 'there are no packs' },
  },
  {
    name: 'generated',
    what: 'generated files unchanged',
    command: [process.execPath, 'tools/generate.ts', '--check'],
  },
  {
    name: 'conformance',
    what: 'BPMN scenarios',
    command: [process.execPath, 'tools/conformance/main.ts', '--exceptions-apart'],
    counts: true,
    needs: { '../shared/conformance': noSuites, 'tools/conformance/main.ts': 'the driver is not there' },
  },
  {
    name: 'tck',
    what: 'DMN technology compatibility kit',
    command: [process.execPath, 'tools/tck/main.ts', '--exceptions-apart'],
    counts: true,
    needs: { '../shared/conformance/dmn-tck': noSuites, 'tools/tck/main.ts': 'the driver is not there' },
  },
]

/**
 * All stages in their order, each with the reason when it has nothing to check.
 * @param find the paths, from the repository's root, that match a pattern
 */
export function planStages(find: (pattern: string) => readonly string[]): readonly Stage[] {
  return plans.map((plan) => {
    const missing = Object.entries(plan.needs ?? {}).find(([path]) => find(path).length === 0)
    const files = plan.files === undefined ? [] : find(plan.files.pattern)
    return {
      name: plan.name,
      what: plan.what,
      command: [...plan.command, ...files.toSorted()],
      counts: plan.counts ?? false,
      absent: missing?.[1] ?? (files.length === 0 ? plan.files?.otherwise : undefined),
    }
  })
}

/** Stages that may run beside one another, in their order. One that counts for itself uses all cores and stands alone. */
export function groupStages(stages: readonly Stage[]): readonly (readonly Stage[])[] {
  const groups: Stage[][] = []
  for (const stage of stages) {
    const last = groups.at(-1)
    if (last === undefined || stage.counts || last[0]?.counts === true) groups.push([stage])
    else last.push(stage)
  }
  return groups
}
