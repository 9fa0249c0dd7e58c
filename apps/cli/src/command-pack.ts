import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Finding } from '@duibiao/base'
import { readPack, runCases } from '@duibiao/packfile'
import type { CaseResult } from '@duibiao/packfile'
import type { Command } from 'commander'
import { exitCodes, formatFinding } from './fault.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'

interface PackOptions {
  readonly json?: true
}

/** `pack check` and `pack test`. */
export function addPackCommand(program: Command, session: Session): void {
  const pack = program.command('pack').description(session.say(texts.pack)).helpCommand(false)
  pack
    .command('check')
    .description(session.say(texts.check))
    .argument('<folder...>', session.say(texts.folder))
    .option('--json', session.say(texts.json))
    .action((folders: readonly string[], options: PackOptions) => checkPacks(folders, options, session))
  pack
    .command('test')
    .description(session.say(texts.test))
    .argument('<folder...>', session.say(texts.folder))
    .option('--json', session.say(texts.json))
    .action((folders: readonly string[], options: PackOptions) => testPacks(folders, options, session))
}

function checkPacks(folders: readonly string[], { json }: PackOptions, session: Session): void {
  const { terminal, language, end } = session
  const findings = folders.flatMap((folder) => placed(folder, read(folder, session).findings))
  const errors = findings.filter((finding) => finding.severity === 'error').length
  if (json) terminal.print(JSON.stringify({ findings }))
  else {
    for (const finding of findings) terminal.print(formatFinding(finding, language))
    terminal.print(
      session.say(texts.checked, { packs: folders.length, errors, warnings: findings.length - errors }),
    )
  }
  if (errors > 0) end(exitCodes.fault)
}

function testPacks(folders: readonly string[], { json }: PackOptions, session: Session): void {
  const { terminal, language, end } = session
  const tests = folders.map((folder) => {
    const { pack, findings } = read(folder, session)
    const results = pack === undefined ? [] : runCases(pack)
    return { folder, findings: pack === undefined ? placed(folder, findings) : [], results }
  })
  const results = tests.flatMap((test) => test.results)
  const passed = results.filter((result) => result.passed).length
  const failed = results.length - passed + tests.filter((test) => test.findings.length > 0).length
  if (json) terminal.print(JSON.stringify({ packs: tests, passed, failed }))
  else {
    for (const test of tests) {
      for (const finding of test.findings) terminal.print(formatFinding(finding, language))
      for (const result of test.results) printResult(test.folder, result, session)
    }
    terminal.print(`${passed} passed, ${failed} failed`)
  }
  if (failed > 0) end(exitCodes.fault)
}

function printResult(folder: string, result: CaseResult, { terminal, language, say }: Session): void {
  const verdict = say(result.passed ? texts.passed : texts.failed)
  terminal.print(`${verdict}  ${path.join(folder, result.file)}  ${result.title[language]}`)
  for (const finding of placed(folder, result.findings)) {
    terminal.print(`  ${formatFinding(finding, language)}`)
  }
}

function read(folder: string, { terminal }: Session): ReturnType<typeof readPack> {
  const place = path.resolve(terminal.folder, folder)
  const inside = packsInside(place)
  if (inside.length === 0) return readPack(place)
  const names = inside.map((name) => path.join(folder, name)).join(' ')
  const told: Finding = {
    file: '',
    line: 0,
    code: 'pack_folder_of_packs',
    severity: 'error',
    zh: `这是存放治理包的目录：请写出其中的治理包，如 ${names}`,
    en: `this is a folder of packs: name the packs inside, such as ${names}`,
  }
  return { pack: undefined, findings: [told] }
}

function isPack(folder: string): boolean {
  return existsSync(path.join(folder, 'pack.yaml'))
}

/** The packs in a folder that is none itself. */
function packsInside(folder: string): readonly string[] {
  if (!existsSync(folder) || isPack(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isPack(path.join(folder, entry.name)))
    .map(({ name }) => name)
    .toSorted()
}

/** Findings name files inside the pack; a person needs the way to them. */
function placed(folder: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => ({ ...finding, file: path.join(folder, finding.file) }))
}

const texts = {
  pack: { zh: '检查和试运行治理包', en: 'check packs and run their worked cases' },
  check: {
    zh: '检查治理包，一次列出全部问题：文件:行 代码 说明',
    en: 'read packs and list every fault at once: file:line code sentence',
  },
  test: {
    zh: '运行治理包的算例，最后一行为“N passed, N failed”',
    en: 'run the worked cases of packs; the last line is "N passed, N failed"',
  },
  folder: { zh: '治理包的目录', en: 'folder of a pack' },
  json: { zh: '输出 JSON', en: 'print JSON' },
  checked: {
    zh: '{packs} 个治理包：{errors} 处错误，{warnings} 处提醒',
    en: '{packs} packs: {errors} errors, {warnings} warnings',
  },
  passed: { zh: '通过', en: 'passed' },
  failed: { zh: '未过', en: 'FAILED' },
} as const satisfies Readonly<Record<string, Text>>
