import path from 'node:path'
import { isAppError } from '@duibiao/base'
import type { Finding } from '@duibiao/base'
import { boundaryCoordinates } from '@duibiao/contract'
import { applyBoundaries, boundaryDetail, planBoundaries } from '@duibiao/server'
import type { PlannedBoundary } from '@duibiao/server'
import type { Command } from 'commander'
import { Option } from 'commander'
import { doerOf } from './command-pack-install.ts'
import { readConfig } from './config.ts'
import { exitCodes, formatFinding } from './fault.ts'
import { openInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import { readBytes } from './message-file.ts'
import type { Session } from './session.ts'

interface BoundaryOptions {
  readonly property: string
  readonly coordinates: (typeof boundaryCoordinates)[number]
  readonly source: string
  readonly approval: string
  readonly dryRun?: true
  readonly by?: string
  readonly json?: true
}

/** `import boundaries`: the borders of divisions, for maps of peers. */
export function addBoundaryImport(command: Command, session: Session): void {
  const { say } = session
  command
    .command('boundaries')
    .description(say(texts.boundaries))
    .argument('<file>', say(texts.file))
    .option('--property <name>', say(texts.property), 'code')
    .addOption(
      new Option('--coordinates <system>', say(texts.coordinates))
        .choices([...boundaryCoordinates])
        .makeOptionMandatory(),
    )
    .requiredOption('--source <text>', say(texts.source))
    .requiredOption('--approval <text>', say(texts.approval))
    .option('--dry-run', say(texts.dryRun))
    .option('--by <person>', say(texts.by))
    .option('--json', say(texts.json))
    .action((file: string, options: BoundaryOptions) => importBoundaries(file, options, session))
}

async function importBoundaries(file: string, options: BoundaryOptions, session: Session): Promise<void> {
  const { terminal, language } = session
  const bytes = readBytes(path.resolve(terminal.folder, file), file)
  const installation = await openInstallation(terminal, readConfig(terminal, language))
  try {
    const { property, coordinates, source, approval } = options
    const request = { property, coordinates, source: source.trim(), approval: approval.trim() }
    const planned = await planBoundaries(installation, {
      ...request,
      file: { name: path.basename(file), bytes },
    })
    const isWritten =
      options.dryRun !== true && (await writeBoundaries(planned, options, { installation, session }))
    tell(file, { planned, options, isWritten }, session)
  } finally {
    await installation.close()
  }
}

/** @returns whether it was written: not when there are errors */
async function writeBoundaries(
  planned: PlannedBoundary,
  { by }: BoundaryOptions,
  { installation, session }: { readonly installation: Installation; readonly session: Session },
): Promise<boolean> {
  const actorName = doerOf(by, session)
  try {
    const { isNew } = await installation.database.transaction((transaction) =>
      applyBoundaries(transaction, installation, { planned, by: actorName }),
    )
    if (isNew) {
      const detail = boundaryDetail(planned)
      await installation.audit.record([
        { kind: 'data.imported', outcome: 'done', actorName, subject: 'boundaries', detail },
      ])
    }
    return true
  } catch (error) {
    if (isAppError(error, 'boundaries_refused')) return false
    throw error
  }
}

interface Outcome {
  readonly planned: PlannedBoundary
  readonly options: BoundaryOptions
  readonly isWritten: boolean
}

function tell(
  file: string,
  { planned, options, isWritten }: Outcome,
  { terminal, language, say, end }: Session,
): void {
  const { findings, digest, reading, added, changed, removed, lacking } = planned
  const { features, passed, positions, keptPositions, shapes } = reading
  const tolerance = Math.ceil(reading.tolerance)
  const counts = { features, passed, divisions: shapes.length, positions, keptPositions, tolerance }
  const changes = { added, changed, removed, lacking }
  const isTrial = options.dryRun === true
  if (options.json === true) {
    terminal.print(
      JSON.stringify({ written: isWritten, digest, counts: { ...counts, ...changes }, findings }),
    )
  } else {
    for (const { feature, code, severity, message } of findings) {
      const finding: Finding = { file, line: feature, code, severity, ...message }
      terminal.print(formatFinding(finding, language))
    }
    const words = isTrial ? texts.tried : isWritten ? texts.done : texts.refused
    terminal.print(say(words, { ...counts, ...changes }))
  }
  const hasErrors = findings.some(({ severity }) => severity === 'error')
  if (hasErrors || (!isTrial && !isWritten)) end(exitCodes.fault)
}

const texts = {
  boundaries: {
    zh: '导入行政区划界线（对标地图用），取代原有界线；软件不附带任何界线，须由使用单位提供',
    en: 'import the boundaries of divisions, for maps of peers, in the place of those before; none come with the software',
  },
  file: {
    zh: 'GeoJSON（FeatureCollection），经纬度，UTF-8',
    en: 'GeoJSON (a FeatureCollection) in longitude and latitude, UTF-8',
  },
  property: { zh: '图形的哪个属性是区划代码', en: 'which property of a feature is the code of its division' },
  coordinates: {
    zh: '文件的坐标系；GCJ-02、BD-09 会转换为 CGCS2000',
    en: 'the system of coordinates of the file; GCJ-02 and BD-09 are converted to CGCS2000',
  },
  source: { zh: '地图的来源，写在地图下方', en: 'where the map comes from; it stands below the map' },
  approval: {
    zh: '审图号，如 GS(2024)0650号，写在地图下方；没有的写明原因',
    en: 'number of the approval of the map (审图号), such as GS(2024)0650号; it stands below the map; where there is none, why',
  },
  dryRun: {
    zh: '只试运行：逐个图形列出问题，不写入',
    en: 'try only: tell faults by feature, write nothing',
  },
  by: { zh: '办理人，默认为本机用户', en: 'who does it; the user of the machine when not said' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  done: {
    zh: '已导入：图形 {features} 个（名录以外 {passed} 个未用），区划 {divisions} 个：新增 {added}，变更 {changed}，移除 {removed}；坐标点 {positions} 个，画出 {keptPositions} 个，偏差不超过 {tolerance} 米',
    en: 'imported: {features} features ({passed} outside of the list are passed over), {divisions} divisions: {added} added, {changed} changed, {removed} removed; {positions} positions, {keptPositions} are drawn, no border more than {tolerance} m off',
  },
  tried: {
    zh: '试运行（未写入）：图形 {features} 个（名录以外 {passed} 个不用），区划 {divisions} 个：新增 {added}，变更 {changed}，移除 {removed}；坐标点 {positions} 个，画出 {keptPositions} 个，偏差不超过 {tolerance} 米',
    en: 'dry run, nothing written: {features} features ({passed} outside of the list are passed over), {divisions} divisions: {added} added, {changed} changed, {removed} removed; {positions} positions, {keptPositions} are drawn, no border more than {tolerance} m off',
  },
  refused: {
    zh: '有错误，什么都没有写入：请逐个图形改正',
    en: 'there are errors and nothing was written: mend the features that are named',
  },
} as const satisfies Readonly<Record<string, Text>>
