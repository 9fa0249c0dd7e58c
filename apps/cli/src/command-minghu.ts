import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isAppError, parseLegalDate } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { parseCount } from './fault.ts'
import type { Text } from './language.ts'
import { makeDistrict, makeSeason } from './minghu/district.ts'
import { writeRegistryFiles, writeSeasonFiles } from './minghu/registry-file.ts'
import { readWrittenDistrict } from './minghu/written-file.ts'
import type { Session } from './session.ts'

interface MinghuOptions {
  readonly out: string
  readonly seed: number
  readonly from: LegalDate
  readonly days?: number
  readonly perDay?: number
}

/** `minghu`. */
export function addMinghuCommand(program: Command, session: Session): void {
  const { say } = session
  program
    .command('minghu')
    .description(say(texts.minghu))
    .requiredOption('--out <folder>', say(texts.out))
    .option('--seed <number>', say(texts.seed), parseCount(0, 4_294_967_295), 1)
    .option('--from <date>', say(texts.from), readDate, parseLegalDate('2026-05-18'))
    .option('--days <count>', say(texts.days), parseCount(1, 366))
    .option('--per-day <count>', say(texts.perDay), parseCount(1, 10_000))
    .action((options: MinghuOptions) => exportDistrict(options, session))
}

async function exportDistrict(options: MinghuOptions, { terminal, say }: Session): Promise<void> {
  const { out, seed, from, days, perDay } = options
  const folder = path.resolve(terminal.folder, out)
  const district = makeDistrict(readWrittenDistrict(), { seed, from })
  const season = makeSeason(district, {
    ...(days !== undefined && { days }),
    ...(perDay !== undefined && { perDay }),
  })
  const files = [...(await writeRegistryFiles(district)), ...writeSeasonFiles(season)]
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of files) writeFileSync(path.join(folder, name), text)
  const { geography, offices, staff } = district
  const count = {
    areas: geography.areas.length,
    offices: offices.length,
    people: staff.people.length,
    messages: season.messages.length,
    patrols: season.patrols.length,
  }
  terminal.print(say(texts.done, { ...count, files: files.length, folder }))
}

function readDate(text: string): LegalDate {
  try {
    return parseLegalDate(text)
  } catch (error) {
    if (isAppError(error)) throw new InvalidArgumentError('2026-05-18')
    throw error
  }
}

const texts = {
  minghu: {
    zh: '导出虚构的演示区明湖区：区域、机构、人员、清单和一季来件，供导入和试验；同一种子得到同样的文件',
    en: 'write the fictional demonstration district Minghu as files: areas, offices, people, lists and the messages of a season, for imports and trials; the same seed gives the same files',
  },
  out: { zh: '写到这个文件夹', en: 'folder to write to' },
  seed: { zh: '随机种子', en: 'seed' },
  from: { zh: '一季从哪天开始', en: 'first day of the season' },
  days: { zh: '多少天，不写为 90', en: 'how many days, 90 when not said' },
  perDay: { zh: '平日一天多少件', en: 'messages on an ordinary day' },
  done: {
    zh: '区域 {areas} 个，机构 {offices} 个，人员 {people} 人，来件 {messages} 件，巡查上报 {patrols} 件，共 {files} 个文件，在 {folder}',
    en: '{areas} areas, {offices} offices, {people} people, {messages} messages, {patrols} reports of grid workers, {files} files in {folder}',
  },
} as const satisfies Readonly<Record<string, Text>>
