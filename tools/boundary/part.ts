/** A workspace of the repository and what it may lean on. */
export interface Part {
  readonly folder: string
  readonly holds: string
  readonly mayImport: readonly string[]
  /** Pure parts know no Node, no clock and no chance: the browser and the simulation run them as they are. */
  readonly pure?: true
}

/** The arrows of the design: a part may import only what stands in its row, and that is always further up. */
export const parts: Readonly<Record<string, Part>> = {
  base: {
    folder: 'packages/base',
    holds: 'ids, instants, calendar and clock arithmetic, money (Fen), errors, canonical JSON, hashing',
    mayImport: [],
    pure: true,
  },
  registry: {
    folder: 'packages/registry',
    holds: 'areas, offices, posts, people, items, duties; point-to-grid lookup; rules of import',
    mayImport: ['base'],
    pure: true,
  },
  kernel: {
    folder: 'packages/kernel',
    holds: 'procedure model, `decide`, clocks on matters, operations, ledger rules, ports',
    mayImport: ['base'],
    pure: true,
  },
  measures: {
    folder: 'packages/measures',
    holds: 'indicators, recipes, ranks, peers, gaps, forecasts, control limits',
    mayImport: ['base'],
    pure: true,
  },
  triage: {
    folder: 'packages/triage',
    holds: 'text to category and office with reasons; similar messages; hot issues',
    mayImport: ['base'],
    pure: true,
  },
  packfile: {
    folder: 'packages/packfile',
    holds: 'reads and checks packs; BPMN, DMN, FEEL, forms into kernel and measures types',
    mayImport: ['base', 'registry', 'kernel', 'measures'],
  },
  store: {
    folder: 'packages/store',
    holds: 'migrations, queries, group commit, the only SQL',
    mayImport: ['base', 'registry', 'kernel', 'measures'],
  },
  contract: {
    folder: 'packages/contract',
    holds: 'request, response and error schemas; OpenAPI comes from here',
    mayImport: ['base'],
  },
  sheet: {
    folder: 'packages/sheet',
    holds: 'CSV, JSONL, XLSX and GeoJSON into rows with their place, and out again',
    mayImport: ['base'],
  },
  testkit: {
    folder: 'packages/testkit',
    holds: 'builders, a fixture district, a fixed clock, a database per test file; for tests only',
    mayImport: ['base', 'registry', 'kernel', 'measures', 'triage', 'packfile', 'store', 'contract', 'sheet'],
  },
  server: {
    folder: 'apps/server',
    holds: 'settings, sign-in, policy, routes, jobs, composition root',
    mayImport: ['base', 'registry', 'kernel', 'measures', 'triage', 'packfile', 'store', 'contract', 'sheet'],
  },
  web: {
    folder: 'apps/web',
    holds: 'the screens',
    mayImport: ['base', 'contract', 'kernel'],
  },
  // Until the server exists, the command line is the composition root and joins kernel, packs and store itself.
  cli: {
    folder: 'apps/cli',
    holds: 'the command `duibiao`',
    mayImport: [
      'base',
      'registry',
      'kernel',
      'measures',
      'triage',
      'packfile',
      'store',
      'contract',
      'sheet',
      'server',
    ],
  },
}

/** Libraries that only one part may know, so that replacing one of them is a change in one folder. */
export const confined: Readonly<Record<string, string>> = {
  pg: 'store',
  '@electric-sql/pglite': 'store',
  kysely: 'store',
  'bpmn-moddle': 'packfile',
  'dmn-moddle': 'packfile',
  feelin: 'packfile',
  flatbush: 'registry',
  gcoord: 'registry',
  fastify: 'server',
  react: 'web',
  commander: 'cli',
}

/** The table as it stands in docs/reference/packages.md. */
export function writePartTable(exists: (folder: string) => boolean): string {
  const rows = Object.values(parts).map((part) => {
    const arrows = part.mayImport.length === 0 ? 'nothing' : part.mayImport.join(', ')
    return `| \`${part.folder}\` | ${part.holds} | ${arrows} | ${part.pure === true ? 'yes' : ''} | ${exists(part.folder) ? '' : 'planned'} |`
  })
  const libraries = Object.entries(confined).map(([library, part]) => `| \`${library}\` | ${part} |`)
  return `# Packages

Written by \`tools/generate.ts\` from the table in \`tools/boundary/part.ts\`; \`tools/boundaries.ts\` refuses everything else.

| part | holds | may import | pure | |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

- Arrows only go up the list, and there are no cycles, not even of types.
- Only \`src/index.ts\` of a package is public; others import \`@duibiao/<package>\`, never a file inside it.
- Every imported package stands in the importer's own \`package.json\`. Tests, testkit and tools may also use what the root's names.
- A pure part is compiled without Node's types. Time and chance reach the code as arguments; only the \`main.ts\` of an app and the tools touch the real ones.
- \`testkit\` is imported by \`*.test.ts\` files, by \`test-*.ts\` files, which set tests up and are imported by tests alone, and by tools; all these are free of the arrows. Nothing imports tools.

| library | only in |
| --- | --- |
${libraries.join('\n')}
`
}
