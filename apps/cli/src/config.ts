import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { DistrictId, Language } from '@duibiao/base'
import { parseDistrictId } from '@duibiao/base'
import { say } from './language.ts'
import type { Text } from './language.ts'
import type { Terminal } from './terminal.ts'

/** The settings of the environment, read once. */
export interface Config {
  readonly database: { readonly url: string } | { readonly folder: string }
  readonly district: DistrictId
  /** Packs that a district without any installs first. */
  readonly packs: string
  /** File of the private key that seals the ledger; made when absent. */
  readonly ledgerKey: string
}

/** Every setting, with what it means. The page of commands is written from this. */
export const settings: Readonly<Record<string, Text>> = {
  DUIBIAO_DATABASE_URL: {
    zh: 'PostgreSQL 15 或更高版本的连接地址；不设则使用内嵌数据库',
    en: 'Address of a PostgreSQL 15 or newer; the embedded database when not set',
  },
  DUIBIAO_DATA: {
    zh: '数据目录：内嵌数据库和台账私钥所在，默认为当前目录下的 .duibiao',
    en: 'Data folder with the embedded database and the private key of the ledger; .duibiao in the current folder when not set',
  },
  DUIBIAO_DISTRICT: { zh: '区县编号，默认 1', en: 'Number of the district, 1 when not set' },
  DUIBIAO_PACKS: {
    zh: '存放治理包的目录：还没有治理包的区县首次启动时全部安装；默认为本产品的 packs',
    en: "Folder of packs that a district without any installs at its first start; the product's own when not set",
  },
}

/** Settings of the test suite, which passes them to its own processes. */
const testPrefix = 'DUIBIAO_TEST_'

/** Reads the settings. @throws AppError `setting_invalid` with every fault at once */
export function readConfig(terminal: Terminal, language: Language): Config {
  const { environment, folder, home } = terminal
  const faults = [...namingFaults(environment, language)]
  const url = environment['DUIBIAO_DATABASE_URL']
  if (url !== undefined && url.trim() !== '' && !/^postgres(ql)?:\/\/./.test(url)) {
    faults.push(say(texts.url, language, { name: 'DUIBIAO_DATABASE_URL' }))
  }
  const district = readDistrict(environment['DUIBIAO_DISTRICT'], language, faults)
  if (faults.length > 0) throw new AppError('setting_invalid', { faults: faults.join('; ') })
  const data = path.resolve(folder, environment['DUIBIAO_DATA'] ?? '.duibiao')
  return Object.freeze({
    database: url === undefined ? { folder: path.join(data, 'database') } : { url },
    district,
    packs: path.resolve(folder, environment['DUIBIAO_PACKS'] ?? path.join(home, 'packs')),
    ledgerKey: path.join(data, 'ledger-key.pem'),
  })
}

/** Settings that are none of ours, or empty. */
function namingFaults(environment: Terminal['environment'], language: Language): readonly string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    if (!name.startsWith('DUIBIAO_') || name.startsWith(testPrefix) || value === undefined) return []
    if (!Object.hasOwn(settings, name)) return [say(texts.unknown, language, { name })]
    return value.trim() === '' ? [say(texts.empty, language, { name })] : []
  })
}

function readDistrict(text: string | undefined, language: Language, faults: string[]): DistrictId {
  if (text !== undefined && text.trim() !== '' && !/^[1-9]\d{0,8}$/.test(text)) {
    faults.push(say(texts.number, language, { name: 'DUIBIAO_DISTRICT', value: text }))
    return parseDistrictId(1)
  }
  return parseDistrictId(text === undefined || text.trim() === '' ? 1 : text)
}

const texts = {
  unknown: { zh: '{name} 不是本程序的设置', en: '{name} is no setting of this program' },
  empty: { zh: '{name} 是空的：请填写或删去', en: '{name} is empty: fill it in or remove it' },
  url: { zh: '{name} 应以 postgres:// 开头', en: '{name} must begin with postgres://' },
  number: {
    zh: '{name} 应为正整数，不是“{value}”',
    en: '{name} must be a whole number above 0, not "{value}"',
  },
} as const satisfies Readonly<Record<string, Text>>
