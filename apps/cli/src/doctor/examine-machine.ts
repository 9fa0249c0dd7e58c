import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '@duibiao/server'
import { readDisk } from '@duibiao/store'
import { ok } from './examination.ts'
import type { Examined } from './examination.ts'
import type { Text } from '../language.ts'

/** Looks at the machine: Node, the data folder, the files of keys and certificate, the disk. */
export function examineMachine(config: Config, { home }: { readonly home: string }): readonly Examined[] {
  const files = [
    { name: 'ledger-key', file: config.ledgerKey, length: undefined },
    { name: 'secret-key', file: config.secretKey, length: 32 },
  ]
  const { tls } = config.listen
  return [
    examineNode(home),
    ...examineFolder(config.data),
    ...files.map(examineKey),
    ...(tls === undefined ? [] : [tls.key, tls.certificate].map(examineTls)),
    ...examineAddress(config),
  ]
}

function examineNode(home: string): Examined {
  const found = process.versions.node
  const pinned = /"node": "(\d+\.\d+\.\d+)"/.exec(readFileSync(path.join(home, 'package.json'), 'utf8'))?.[1]
  if (pinned === undefined || pinned === found) return ok('node', texts.node, { found })
  const params = { found, pinned }
  return { name: 'node', level: 'warning', found: texts.otherNode, params, advice: texts.useNode }
}

function examineFolder(folder: string): readonly Examined[] {
  const status = statSync(folder, { throwIfNoEntry: false })
  if (status === undefined) {
    return [
      { name: 'folder', level: 'warning', found: texts.noFolder, params: { folder }, advice: texts.begin },
    ]
  }
  return [writableOf(folder, status.mode), spaceOf(folder)]
}

function writableOf(folder: string, mode: number): Examined {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch {
    return { name: 'folder', level: 'fault', found: texts.readOnly, params: { folder }, advice: texts.own }
  }
  if ((mode & 0o007) === 0) return ok('folder', texts.folder, { folder })
  return {
    name: 'folder',
    level: 'warning',
    found: texts.openFolder,
    params: { folder },
    advice: texts.close,
  }
}

const lowSpace = 1024 * 1024 * 1024
const leastSpace = 200 * 1024 * 1024

function spaceOf(folder: string): Examined {
  const { freeBytes } = readDisk(folder)
  const params = { free: Math.floor(freeBytes / 1024 / 1024) }
  if (freeBytes >= lowSpace) return ok('disk', texts.disk, params)
  const level = freeBytes < leastSpace ? 'fault' : 'warning'
  return { name: 'disk', level, found: texts.disk, params, advice: texts.makeRoom }
}

function examineKey({
  name,
  file,
  length,
}: {
  readonly name: string
  readonly file: string
  readonly length: number | undefined
}): Examined {
  const status = statSync(file, { throwIfNoEntry: false })
  const params = { file }
  if (status === undefined) return ok(name, texts.noKey, params)
  if (length !== undefined && status.size !== length) {
    return { name, level: 'fault', found: texts.wrongKey, params, advice: texts.restoreKey }
  }
  if ((status.mode & 0o077) === 0) return ok(name, texts.key, params)
  return { name, level: 'fault', found: texts.openKey, params, advice: texts.closeKey }
}

function examineTls(file: string): Examined {
  try {
    accessSync(file, constants.R_OK)
    return ok('tls', texts.tls, { file })
  } catch {
    return { name: 'tls', level: 'fault', found: texts.noTls, params: { file }, advice: texts.checkTls }
  }
}

/** Served to others without TLS and without a proxy that brings it: passwords would go over the line in clear. */
function examineAddress({ listen, isDemonstration }: Config): readonly Examined[] {
  const { address, tls, trustedProxies, publicAddress } = listen
  const isLocal = address === '::1' || address.startsWith('127.')
  const open: Examined = {
    name: 'address',
    level: 'warning',
    found: texts.plain,
    params: { address },
    advice: texts.useTls,
  }
  const silent: Examined = {
    name: 'proxy',
    level: 'warning',
    found: texts.proxy,
    advice: texts.trustProxy,
  }
  const shown: Examined = { name: 'demonstration', level: 'warning', found: texts.shown, advice: texts.hide }
  return [
    ...(!isLocal && tls === undefined && trustedProxies.length === 0 ? [open] : []),
    ...(isLocal && publicAddress.startsWith('https:') && tls === undefined && trustedProxies.length === 0
      ? [silent]
      : []),
    ...(isDemonstration && !isLocal ? [shown] : []),
  ]
}

const texts = {
  node: { zh: 'Node {found}', en: 'Node {found}' },
  otherNode: {
    zh: 'Node {found}，本产品用 {pinned} 测试',
    en: 'Node {found}; the product is tested with {pinned}',
  },
  useNode: {
    zh: '请用 npx duibiao 启动，它使用随 npm ci 安装的 Node',
    en: 'start it with npx duibiao, which takes the Node that npm ci installed',
  },
  folder: { zh: '数据目录 {folder}', en: 'data folder {folder}' },
  noFolder: { zh: '没有数据目录 {folder}', en: 'there is no data folder {folder}' },
  begin: {
    zh: '首次启动服务时会建立；若应已存在，请检查 DUIBIAO_DATA',
    en: 'the first start makes it; if it should be there, check DUIBIAO_DATA',
  },
  readOnly: { zh: '数据目录 {folder} 不可写', en: 'data folder {folder} cannot be written' },
  own: { zh: '请把它交给运行服务的用户', en: 'give it to the user that runs the service' },
  openFolder: { zh: '数据目录 {folder} 他人可进入', en: 'others may enter the data folder {folder}' },
  close: { zh: '请运行 chmod 750', en: 'run chmod 750 on it' },
  disk: { zh: '剩余空间 {free} MB', en: '{free} MB of the disk are free' },
  makeRoom: {
    zh: '请腾出空间：少于 64 MB 时停止写入',
    en: 'make room: below 64 MB nothing is written any more',
  },
  key: { zh: '密钥 {file}', en: 'key {file}' },
  noKey: { zh: '尚无密钥 {file}，首次使用时生成', en: 'no key {file} yet; the first use makes it' },
  wrongKey: { zh: '{file} 不是 32 字节', en: '{file} does not hold 32 bytes' },
  restoreKey: { zh: '请从备份恢复该文件', en: 'restore it from a backup' },
  openKey: { zh: '密钥 {file} 他人可读', en: 'others may read the key {file}' },
  closeKey: {
    zh: '请运行 chmod 600；若可能已泄露，请更换',
    en: 'run chmod 600 on it, and change it if it may have leaked',
  },
  tls: { zh: 'TLS 文件 {file}', en: 'TLS file {file}' },
  noTls: { zh: 'TLS 文件 {file} 读不了', en: 'TLS file {file} cannot be read' },
  checkTls: { zh: '请检查路径和权限', en: 'check path and rights' },
  plain: { zh: '在 {address} 上以 HTTP 明文提供服务', en: 'served in clear over HTTP on {address}' },
  useTls: {
    zh: '请设置 TLS，或放在带 TLS 的反向代理之后并设置 DUIBIAO_TRUSTED_PROXIES',
    en: 'set TLS, or put it behind a proxy that has it and set DUIBIAO_TRUSTED_PROXIES',
  },
  proxy: {
    zh: '在反向代理之后，却没有 DUIBIAO_TRUSTED_PROXIES：所有请求看来都来自代理，限流会误伤',
    en: 'behind a proxy, but without DUIBIAO_TRUSTED_PROXIES: all requests seem to come from it and share one limit',
  },
  trustProxy: {
    zh: '请设为代理的地址，如 127.0.0.1',
    en: 'set it to the address of the proxy, such as 127.0.0.1',
  },
  shown: {
    zh: '演示方式对外开放：账号和验证码可见',
    en: 'the demonstration is open to others: its accounts and codes can be seen',
  },
  hide: {
    zh: '正式使用请去掉 DUIBIAO_DEMONSTRATION',
    en: 'remove DUIBIAO_DEMONSTRATION where real people are served',
  },
} as const satisfies Readonly<Record<string, Text>>
