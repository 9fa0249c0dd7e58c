import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { importKinds } from '@duibiao/registry'
import type { ImportKind } from '@duibiao/registry'
import { exportFormats, exportRegistryFile, todayOf } from '@duibiao/server'
import type { Command } from 'commander'
import { readDate } from './command-import-registry.ts'
import { doerOf } from './command-pack-install.ts'
import { readConfig } from './config.ts'
import { openKnownInstallation } from './installation.ts'
import type { Text } from './language.ts'
import { problemOf } from './message-file.ts'
import type { Session } from './session.ts'

interface ExportOptions {
  readonly on?: LegalDate
  readonly below?: string
  readonly name?: string
  readonly by?: string
}

/** `export areas`, `export offices` and so on. */
export function addExportCommand(program: Command, session: Session): void {
  const { say } = session
  const command = program.command('export').description(say(texts.export)).helpCommand(false)
  for (const kind of importKinds) {
    command
      .command(kind)
      .description(say(kindTexts[kind]))
      .argument('<file>', say(kind === 'areas' ? texts.areaFile : texts.file))
      .option('--on <date>', say(texts.on), readDate)
      .option('--below <id>', say(texts.below))
      .option('--name <text>', say(texts.name))
      .option('--by <person>', say(texts.by))
      .action((file: string, options: ExportOptions) => exportFile({ kind, file, options }, session))
  }
}

interface Request {
  readonly kind: ImportKind
  readonly file: string
  readonly options: ExportOptions
}

async function exportFile({ kind, file, options }: Request, session: Session): Promise<void> {
  const { terminal, language, say } = session
  const ending = path.extname(file).slice(1).toLowerCase()
  const format = exportFormats.find((one) => one === ending)
  if (format === undefined) {
    const kinds = exportFormats.map((one) => `.${one}`).join(', ')
    throw new AppError('file_kind_unknown', { file, kinds })
  }
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    await installation.registry.refresh()
    const { on = todayOf(installation), below, name } = options
    const written = await exportRegistryFile(installation.registry.state(), kind, {
      format,
      on,
      language,
      ...(below !== undefined && { below }),
      ...(name !== undefined && { name }),
    })
    const detail = { kind, format, rows: written.rows }
    const actorName = doerOf(options.by, session)
    await installation.audit.record([
      { kind: 'data.exported', outcome: 'done', actorName, subject: kind, detail },
    ])
    writeBytes(path.resolve(terminal.folder, file), file, written.bytes)
    terminal.print(say(texts.done, { rows: written.rows, file }))
  } finally {
    await installation.close()
  }
}

function writeBytes(place: string, file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(place, bytes)
  } catch (error) {
    throw new AppError('file_unwritable', { file, problem: problemOf(error) }, { cause: error })
  }
}

const kindTexts = {
  areas: { zh: '导出区域', en: 'export areas' },
  offices: { zh: '导出机构', en: 'export offices' },
  posts: { zh: '导出岗位', en: 'export posts' },
  people: { zh: '导出人员和任职（不含联系方式）', en: 'export people and their posts, without contacts' },
  items: { zh: '导出事项目录', en: 'export the catalogue of items' },
  duties: { zh: '导出履职清单', en: 'export the duty lists' },
} as const satisfies Readonly<Record<ImportKind, Text>>

const texts = {
  export: {
    zh: '把基础库导出为可以原样导入的文件',
    en: 'export the registry as files that import as they are',
  },
  file: { zh: '写到的文件：.xlsx 或 .csv', en: 'file to write: .xlsx or .csv' },
  areaFile: { zh: '写到的文件：.geojson、.xlsx 或 .csv', en: 'file to write: .geojson, .xlsx or .csv' },
  on: { zh: '该日有效的内容，默认为今天', en: 'what holds on this day; today when not said' },
  below: { zh: '只导出该区域或机构及其以下', en: 'an area or office: it and what is below it' },
  name: { zh: '只导出名称含有该文字的', en: 'a part of the name' },
  by: { zh: '办理人，默认为本机用户', en: 'who does it; the user of the machine when not said' },
  done: { zh: '已导出 {rows} 行到 {file}', en: '{rows} rows written to {file}' },
} as const satisfies Readonly<Record<string, Text>>
