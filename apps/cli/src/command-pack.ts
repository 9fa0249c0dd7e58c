import path from 'node:path'
import { runCases } from '@duibiao/packfile'
import type { CaseResult } from '@duibiao/packfile'
import type { Command } from 'commander'
import { addPackCompareCommands } from './command-pack-compare.ts'
import { addPackInstallCommands } from './command-pack-install.ts'
import { addPackSettingCommand } from './command-pack-setting.ts'
import { exitCodes, formatFinding } from './fault.ts'
import type { Text } from './language.ts'
import { placedFindings, readPackFolder } from './pack-folder.ts'
import type { Session } from './session.ts'

interface PackOptions {
  readonly json?: true
}

/** `pack check` and `pack test`, and what is done with installed packs. */
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
  addPackInstallCommands(pack, session)
  addPackCompareCommands(pack, session)
  addPackSettingCommand(pack, session)
}

function checkPacks(folders: readonly string[], { json }: PackOptions, session: Session): void {
  const { terminal, language, end } = session
  const findings = folders.flatMap((folder) =>
    placedFindings(folder, readPackFolder(folder, session.terminal).findings),
  )
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
    const { pack, findings } = readPackFolder(folder, session.terminal)
    const results = pack === undefined ? [] : runCases(pack)
    return { folder, findings: pack === undefined ? placedFindings(folder, findings) : [], results }
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
  for (const finding of placedFindings(folder, result.findings)) {
    terminal.print(`  ${formatFinding(finding, language)}`)
  }
}

const texts = {
  pack: {
    zh: '治理包：检查、试运行、安装、比较、升级和设置',
    en: 'packs: check, test, install, compare, upgrade and settle them',
  },
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
