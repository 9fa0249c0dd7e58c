import { parse } from 'yaml'
import type { Generator } from './generator.ts'
import { listFiles, readText } from './repository.ts'

const page = 'docs/reference/asvs.md'

export const asvsDoc: Generator = {
  name: 'asvs',
  owns: page,
  write: () => {
    const files = ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'tools/**/*.test.ts'].flatMap((pattern) =>
      listFiles(pattern),
    )
    // The test of this page makes requirements up.
    const proofs = files
      .filter((file) => file !== 'tools/asvs-doc.test.ts')
      .flatMap((file) => findProofs(file, readText(file)))
    const table: AsvsTable = parse(readText('docs/reference/asvs.yaml'))
    for (const [id, target] of Object.entries(table.documents)) {
      if (!hasSection(target))
        throw new Error(`${id} is said to be in ${target}, where there is no such section`)
    }
    return { [page]: writeAsvsPage(table, proofs) }
  },
}

/** Whether `path#section` leads to a heading of a document; the section is written as GitHub does. */
function hasSection(target: string): boolean {
  const [path = '', section = ''] = target.split('#')
  if (listFiles(path).length === 0) return false
  const headings = [...readText(path).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
  return headings.includes(section)
}

interface Wording {
  readonly zh: string
  readonly en: string
}

/** The requirements by number and level, as docs/reference/asvs.yaml has them. */
export interface AsvsTable {
  readonly version: string
  readonly beyond: readonly string[]
  readonly sections: Readonly<
    Record<string, Wording & { readonly levels: readonly number[]; readonly apart?: Wording }>
  >
  /** Where a document meets a requirement that is a matter of documents or of the installation: `path#section`. */
  readonly documents: Readonly<Record<string, string>>
  /** Why a single requirement does not concern this product. */
  readonly aside: Readonly<Record<string, Wording>>
  /** What is lacking of a requirement that is neither shown nor documented. */
  readonly open: Readonly<Record<string, Wording>>
}

/** A test whose title names a requirement. */
export interface Proof {
  readonly id: string
  readonly file: string
  readonly title: string
}

/** The requirements that titles of tests name in brackets, one or several with commas: `[V8.4.1]`. */
export function findProofs(file: string, text: string): readonly Proof[] {
  return [...text.matchAll(/(['"`])((?:(?!\1)[^\n])*\[V\d+\.\d+\.\d+[^\]\n]*\](?:(?!\1)[^\n])*)\1/g)].flatMap(
    ([, , title = '']) =>
      [...title.matchAll(/V\d+\.\d+\.\d+/g)].map(([id]) => ({
        id,
        file,
        title: title.replace(/\s*\[V[^\]]*\]/g, '').trim(),
      })),
  )
}

type Group = 'tests' | 'documents' | 'aside' | 'open'

interface Requirement {
  readonly id: string
  readonly section: string
  readonly level: number
  readonly proofs: readonly Proof[]
  readonly group: Group
}

/** The page of what is shown by what, and what is open. @throws Error when something is said of a requirement that cannot be */
export function writeAsvsPage(table: AsvsTable, proofs: readonly Proof[]): string {
  const all = Object.entries(table.sections).flatMap(([section, { levels }]) =>
    levels.map((level, index): Requirement => {
      const id = `${section}.${index + 1}`
      const own = proofs.filter((proof) => proof.id === id)
      return { id, section, level, proofs: own, group: groupOf(table, id, own) }
    }),
  )
  requireSense(table, all, proofs)
  const aimed = all.filter(
    ({ level, id, section }) => !isApart(table, section) && (level < 3 || table.beyond.includes(id)),
  )
  return [
    head(table, aimed),
    summary(aimed),
    open(table, aimed),
    proved(all),
    documented(table, aimed),
    aside(table, aimed),
    apart(table),
  ].join('\n\n')
}

function isApart({ sections }: AsvsTable, section: string): boolean {
  return sections[section]?.apart !== undefined
}

function groupOf({ documents, aside: left }: AsvsTable, id: string, proofs: readonly Proof[]): Group {
  if (proofs.length > 0) return 'tests'
  if (documents[id] !== undefined) return 'documents'
  return left[id] === undefined ? 'open' : 'aside'
}

/** What is said of a requirement that there is not, or twice of one, is a mistake. */
function requireSense(
  { documents, aside: left, open: lacking }: AsvsTable,
  all: readonly Requirement[],
  proofs: readonly Proof[],
): void {
  const groups = new Map(all.map(({ id, group }) => [id, group]))
  const strange = [
    ...proofs.filter(({ id }) => !groups.has(id)).map(({ id, file }) => `${id} in ${file}`),
    ...[documents, left, lacking].flatMap((one) => Object.keys(one)).filter((id) => !groups.has(id)),
  ]
  if (strange.length > 0)
    throw new Error(
      `titles of tests name requirements that there are not: ${[...new Set(strange)].join(', ')}`,
    )
  const stale = [
    ...Object.keys(left).filter((id) => groups.get(id) !== 'aside'),
    ...Object.keys(lacking).filter((id) => groups.get(id) !== 'open'),
  ]
  if (stale.length > 0)
    throw new Error(`shown by now, so take it out of "aside" or "open" in asvs.yaml: ${stale.join(', ')}`)
}

function head({ version, beyond }: AsvsTable, aimed: readonly Requirement[]): string {
  function count(group: Group): number {
    return aimed.filter((one) => one.group === group).length
  }
  return `# Security requirements 安全要求自评

Written by \`tools/asvs-doc.ts\` from the titles of the tests, which name in brackets the requirement of the OWASP Application Security Verification Standard ${version} that they show something of,
and from \`asvs.yaml\`, which says of the others whether a document meets them or why they do not concern this product. The texts of the requirements are read in the standard. Aimed at are all of levels 1 and 2 that concern this product, and of level 3 ${beyond.join(', ')}.

本页由程序从测试标题和 asvs.yaml 生成：标题方括号中写明所证明的 OWASP ASVS ${version} 条目。目标是与本系统有关的一、二级全部条目，以及上列三级条目。

**Of ${aimed.length} aimed at, ${count('tests')} are named by a test, ${count('documents')} are met by a document, ${count('aside')} do not concern this product, and ${count('open')} are open. 目标条目 ${aimed.length} 项：测试 ${count('tests')} 项，文档 ${count('documents')} 项，不适用 ${count('aside')} 项，未完成 ${count('open')} 项。**
A test shows what its title says and not always the whole of a requirement; what a document asks of an installation is done by whoever installs.
有测试不等于条目完全满足；文档要求部署方做到的，由部署方落实。`
}

function summary(aimed: readonly Requirement[]): string {
  const rows = [1, 2, 3].map((level) => {
    const of = aimed.filter((one) => one.level === level)
    const counts = (['tests', 'documents', 'aside', 'open'] as const).map(
      (group) => of.filter((one) => one.group === group).length,
    )
    return `| ${[level, of.length, ...counts].join(' | ')} |`
  })
  return `| level 级别 | aimed at 目标 | by a test 测试 | by a document 文档 | not concerned 不适用 | open 未完成 |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}`
}

function proved(all: readonly Requirement[]): string {
  const rows = all
    .filter(({ proofs }) => proofs.length > 0)
    .map(({ id, level, proofs }) => {
      const byFile = Map.groupBy(proofs, ({ file }) => file)
      const shown = [...byFile].map(([file, ofFile]) => {
        const titles = [...new Set(ofFile.map(({ title }) => cell(title)))]
        return `\`${file}\`: ${titles.join('; ')}`
      })
      return `| ${id} | ${level} | ${shown.join('<br>')} |`
    })
  return `## By a test 由测试证明\n\n| id | level 级别 | tests 测试 |\n| --- | --- | --- |\n${rows.join('\n')}`
}

function documented({ documents }: AsvsTable, aimed: readonly Requirement[]): string {
  const rows = aimed
    .filter(({ group }) => group === 'documents')
    .map(({ id, level }) => {
      const target = documents[id] ?? ''
      return `| ${id} | ${level} | [${target}](${linkTo(target)}) |`
    })
  return `## By a document 由文档或部署规定\n\n| id | level 级别 | where 所在 |\n| --- | --- | --- |\n${rows.join('\n')}`
}

/** From this page to a file of the repository. */
function linkTo(target: string): string {
  return target.startsWith('docs/reference/')
    ? target.slice('docs/reference/'.length)
    : target.startsWith('docs/')
      ? `../${target.slice('docs/'.length)}`
      : `../../${target}`
}

function aside({ aside: left }: AsvsTable, aimed: readonly Requirement[]): string {
  const rows = aimed
    .filter(({ group }) => group === 'aside')
    .map(({ id, level }) => `| ${id} | ${level} | ${left[id]?.zh} ${left[id]?.en} |`)
  return `## Not concerned 不适用\n\n| id | level 级别 | why 原因 |\n| --- | --- | --- |\n${rows.join('\n')}`
}

function open({ open: lacking, sections }: AsvsTable, aimed: readonly Requirement[]): string {
  const rows = aimed
    .filter(({ group }) => group === 'open')
    .map(({ id, level, section }) => {
      const { zh, en } = lacking[id] ?? sections[section] ?? { zh: '', en: '' }
      return `| ${id} | ${level} | ${zh} ${en} |`
    })
  return `## Open 未完成\n\n| id | level 级别 | what is lacking 尚缺 |\n| --- | --- | --- |\n${rows.join('\n')}`
}

function apart({ sections }: AsvsTable): string {
  const rows = Object.entries(sections).flatMap(([section, { zh, en, apart: why }]) =>
    why === undefined ? [] : [`| ${section} ${zh} ${en} | ${why.zh} ${why.en} |`],
  )
  return `## Sections left aside 不涉及的章节\n\n| section 章节 | why 原因 |\n| --- | --- |\n${rows.join('\n')}\n`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
