import path from 'node:path'
import type { Command } from 'commander'
import { addBoundaryImport } from './command-import-boundaries.ts'
import { addRegistryImports } from './command-import-registry.ts'
import { addStatisticImports } from './command-import-statistics.ts'
import { readConfig } from './config.ts'
import { exitCodes, formatFinding } from './fault.ts'
import { openInstallation } from './installation.ts'
import { takeInMessage } from './intake.ts'
import type { Text } from './language.ts'
import { readMapping } from './mapping-file.ts'
import type { Message } from './message.ts'
import { plainMapping, readMessageFile } from './message-file.ts'
import { startProgress } from './progress.ts'
import type { Session } from './session.ts'

interface ImportOptions {
  readonly map?: string
  readonly dryRun?: true
  readonly json?: true
}

/** `import messages`, the files of the registry, statistics, and boundaries of divisions. */
export function addImportCommand(program: Command, session: Session): void {
  const command = program.command('import').description(session.say(texts.import)).helpCommand(false)
  addRegistryImports(command, session)
  addStatisticImports(command, session)
  addBoundaryImport(command, session)
  command
    .command('messages')
    .description(session.say(texts.messages))
    .argument('<file>', session.say(texts.file))
    .option('--map <mapping.yaml>', session.say(texts.map))
    .option('--dry-run', session.say(texts.dryRun))
    .option('--json', session.say(texts.json))
    .action((file: string, options: ImportOptions) => importMessages(file, options, session))
}

async function importMessages(file: string, options: ImportOptions, session: Session): Promise<void> {
  const { terminal, language, end } = session
  const config = readConfig(terminal, language)
  const mapping =
    options.map === undefined
      ? plainMapping
      : readMapping(path.resolve(terminal.folder, options.map), options.map)
  const { messages, findings } = readMessageFile(path.resolve(terminal.folder, file), file, {
    mapping,
    now: terminal.scheduler.now(),
  })
  const counts =
    options.dryRun === true ? { taken: 0, known: 0 } : await takeIn(messages, session, () => config)
  if (options.json === true) {
    terminal.print(JSON.stringify({ good: messages.length, ...counts, findings }))
  } else {
    for (const finding of findings) terminal.print(formatFinding(finding, language))
    const bad = new Set(findings.map(({ line }) => line)).size
    const summary = options.dryRun === true ? texts.tried : texts.taken
    terminal.print(session.say(summary, { good: messages.length, bad, ...counts }))
  }
  if (findings.length > 0) end(exitCodes.fault)
}

/** As many commands wait at once as a group may hold. */
const groupSize = 256

async function takeIn(
  messages: readonly Message[],
  { terminal, say }: Session,
  config: () => ReturnType<typeof readConfig>,
): Promise<{ readonly taken: number; readonly known: number }> {
  const installation = await openInstallation(terminal, config())
  const progress = startProgress(terminal, messages.length)
  let taken = 0
  try {
    for (let from = 0; from < messages.length; from += groupSize) {
      const group = messages.slice(from, from + groupSize)
      const results = await Promise.all(
        group.map((message) => takeInMessage(installation, message, terminal.randomBytes)),
      )
      taken += results.filter(({ isNew }) => isNew).length
      progress.show(from + group.length, say(texts.progress, { count: from + group.length }))
    }
  } finally {
    progress.finish()
    await installation.close()
  }
  return { taken, known: messages.length - taken }
}

const texts = {
  import: {
    zh: '导入基础库文件和其他系统的数据',
    en: 'take in files of the registry and data of other systems',
  },
  messages: {
    zh: '导入群众来件，每件成为一个事项；有问题的行列出，其余照常导入；同一文件导入两次不会重复',
    en: 'take in messages of citizens, each as a new matter; bad rows are listed and the others taken; the same file twice makes no duplicates',
  },
  file: {
    zh: '.jsonl（每行一个对象）或 .csv（首行为列名）：id 原系统编号、user 来件人、subject 标题、time 时间（2026-03-02 09:30:00）、body 内容',
    en: '.jsonl (an object a line) or .csv (with a head line): id in the other system, user who sent it, subject, time (2026-03-02 09:30:00), body',
  },
  map: {
    zh: '各字段在文件中的名称，如“subject: 主题”，每行一个',
    en: 'what the fields are called in the file, such as "subject: Title", one a line',
  },
  dryRun: { zh: '只检查，不导入', en: 'check only, take nothing in' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  progress: { zh: '{count} 件', en: '{count} messages' },
  taken: {
    zh: '导入 {taken} 件，此前已有 {known} 件，{bad} 行有问题',
    en: '{taken} messages taken in, {known} were there before, {bad} rows are bad',
  },
  tried: {
    zh: '可以导入 {good} 件，{bad} 行有问题（未导入）',
    en: '{good} messages can be taken in, {bad} rows are bad (nothing was taken in)',
  },
} as const satisfies Readonly<Record<string, Text>>
