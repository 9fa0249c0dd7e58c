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
    return { [page]: writeAsvsPage(parse(readText('docs/reference/asvs.yaml')), proofs) }
  },
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

interface Requirement {
  readonly id: string
  readonly section: string
  readonly level: number
  readonly proofs: readonly Proof[]
}

/** The page of what is proved and what is not. @throws Error when a title names a requirement that there is not */
export function writeAsvsPage(table: AsvsTable, proofs: readonly Proof[]): string {
  const all = Object.entries(table.sections).flatMap(([section, { levels }]) =>
    levels.map((level, index): Requirement => {
      const id = `${section}.${index + 1}`
      return { id, section, level, proofs: proofs.filter((proof) => proof.id === id) }
    }),
  )
  const known = new Set(all.map(({ id }) => id))
  const strange = [
    ...new Set(proofs.filter(({ id }) => !known.has(id)).map(({ id, file }) => `${id} in ${file}`)),
  ]
  if (strange.length > 0)
    throw new Error(`titles of tests name requirements that there are not: ${strange.join(', ')}`)
  const aimed = all.filter(
    ({ id, section, level }) =>
      table.sections[section]?.apart === undefined && (level < 3 || table.beyond.includes(id)),
  )
  return [head(table, aimed), summary(aimed), proved(all), missing(table, aimed), apart(table)].join('\n\n')
}

function head({ version, beyond }: AsvsTable, aimed: readonly Requirement[]): string {
  const done = aimed.filter((one) => one.proofs.length > 0).length
  const share = Math.round((100 * done) / aimed.length)
  return `# Security requirements 安全要求自评

Written by \`tools/asvs-doc.ts\` from the titles of the tests, which name in brackets the requirement of the OWASP Application Security Verification Standard ${version} that they show something of,
against the numbers and levels in \`asvs.yaml\`. The texts of the requirements are read in the standard. Aimed at are all of levels 1 and 2 that concern this product, and of level 3 ${beyond.join(', ')}.

本页由程序从测试标题生成：标题方括号中写明所证明的 OWASP ASVS ${version} 条目。目标是与本系统有关的一、二级全部条目，以及上列三级条目。

**${done} of ${aimed.length} aimed at are named by a test (${share} %) 目标条目 ${aimed.length} 项，已有测试 ${done} 项.** A test shows what its title says and not always the whole of a requirement; what is a matter of documents or of the installation is shown by no test.
有测试不等于条目完全满足；属于文档与部署的条目不由测试证明。`
}

function summary(aimed: readonly Requirement[]): string {
  const rows = [1, 2, 3].map((level) => {
    const of = aimed.filter((one) => one.level === level)
    const done = of.filter(({ proofs }) => proofs.length > 0).length
    return `| ${level} | ${of.length} | ${done} | ${of.length - done} |`
  })
  return `| level 级别 | aimed at 目标 | with a test 有测试 | without 无测试 |\n| --- | --- | --- | --- |\n${rows.join('\n')}`
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
  return `## With a test 有测试的条目\n\n| id | level 级别 | tests 测试 |\n| --- | --- | --- |\n${rows.join('\n')}`
}

function missing({ sections }: AsvsTable, aimed: readonly Requirement[]): string {
  const open = Map.groupBy(
    aimed.filter(({ proofs }) => proofs.length === 0),
    ({ section }) => section,
  )
  const rows = [...open].map(([section, of]) => {
    const wording = sections[section]
    return `| ${section} ${wording?.zh} ${wording?.en} | ${of.map(({ id, level }) => `${id} (${level})`).join(', ')} |`
  })
  return `## Without a test 尚无测试的条目\n\n| section 章节 | ids (level) 条目（级别） |\n| --- | --- |\n${rows.join('\n')}`
}

function apart({ sections }: AsvsTable): string {
  const rows = Object.entries(sections).flatMap(([section, { zh, en, apart: why }]) =>
    why === undefined ? [] : [`| ${section} ${zh} ${en} | ${why.zh} ${why.en} |`],
  )
  return `## Left aside 不涉及的章节\n\n| section 章节 | why 原因 |\n| --- | --- |\n${rows.join('\n')}\n`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
