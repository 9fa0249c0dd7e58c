import type { Language } from '@duibiao/base'
import ipaddr from 'ipaddr.js'
import type { Words } from './setting-form.ts'
import type { ReadSettings, SettingName } from './setting.ts'

/**
 * What settings leave open where real people are served: default credentials, and lines in clear (ASVS V12.2.1, V12.3.1,
 * V13.2.3). The demonstration, which holds no real data, may be shown to others as it is.
 */
export function findRisks(read: ReadSettings, language: Language): readonly string[] {
  if (read.text('DUIBIAO_DEMONSTRATION') === 'on') return []
  return [
    ...(isServedInClear(read) ? [texts.clear[language]] : []),
    ...(isDatabaseInClear(read) ? [texts.database[language]] : []),
    ...addresses
      .filter((name) => isDefault(read.text(name)))
      .map((name) => say(texts.credential, name, language)),
    ...secrets
      .filter((name) => isPlaceholder(read.text(name)))
      .map((name) => say(texts.secret, name, language)),
  ]
}

const addresses = ['DUIBIAO_DATABASE_URL', 'DUIBIAO_MAIL_SERVER'] as const satisfies readonly SettingName[]
const secrets = [
  'DUIBIAO_METRICS_TOKEN',
  'DUIBIAO_PROVIDER_SECRET',
  'DUIBIAO_BACKUP_PASSPHRASE',
] as const satisfies readonly SettingName[]

/** Passwords that installations and guides begin with. */
const defaults = new Set([
  'postgres',
  'password',
  'admin',
  'root',
  'changeme',
  'secret',
  'test',
  'duibiao',
  '123456',
  '12345678',
])

/** The same machine, where nobody is on the line. */
export function isLoopbackHost(host: string): boolean {
  const plain = host.replace(/^\[|\]$/g, '')
  return plain === 'localhost' || (ipaddr.isValid(plain) && ipaddr.process(plain).range() === 'loopback')
}

function isServedInClear(read: ReadSettings): boolean {
  const address = read.text('DUIBIAO_LISTEN') ?? '127.0.0.1'
  const isCovered =
    read.text('DUIBIAO_TLS_KEY') !== undefined || read.list('DUIBIAO_TRUSTED_PROXIES').length > 0
  return !isLoopbackHost(address) && !isCovered
}

function isDatabaseInClear(read: ReadSettings): boolean {
  const text = read.text('DUIBIAO_DATABASE_URL')
  if (text === undefined) return false
  const { hostname, searchParams } = new URL(text)
  // Without a host, or with a folder for one, it is a socket of this machine.
  const isNear = hostname === '' || hostname.startsWith('%2F') || isLoopbackHost(hostname)
  return !isNear && !['require', 'verify-ca', 'verify-full'].includes(searchParams.get('sslmode') ?? '')
}

function isDefault(text: string | undefined): boolean {
  if (text === undefined) return false
  const { username, password } = new URL(text)
  const typed = decodeURIComponent(password).toLowerCase()
  return typed !== '' && (defaults.has(typed) || typed === decodeURIComponent(username).toLowerCase())
}

function isPlaceholder(text: string | undefined): boolean {
  if (text === undefined) return false
  return (
    new Set(text).size < 8 ||
    /change-?me|example|placeholder|your[-_]|password|0123456789|abcdefgh/i.test(text)
  )
}

function say(words: Words, name: string, language: Language): string {
  return words[language].replaceAll('{name}', name)
}

const texts = {
  clear: {
    zh: 'DUIBIAO_LISTEN 对外以明文提供服务：请设置 DUIBIAO_TLS_KEY 和 DUIBIAO_TLS_CERTIFICATE，或放在带 TLS 的反向代理之后并设置 DUIBIAO_TRUSTED_PROXIES',
    en: 'DUIBIAO_LISTEN serves others in clear: set DUIBIAO_TLS_KEY and DUIBIAO_TLS_CERTIFICATE, or put it behind a proxy with TLS and set DUIBIAO_TRUSTED_PROXIES',
  },
  database: {
    zh: 'DUIBIAO_DATABASE_URL 以明文连接另一台机器：请加上 sslmode=verify-full',
    en: 'DUIBIAO_DATABASE_URL reaches another machine in clear: add sslmode=verify-full',
  },
  credential: {
    zh: '{name} 用的是人人皆知的口令：请更换',
    en: '{name} has a password that everybody knows: take another one',
  },
  secret: {
    zh: '{name} 容易猜到：请用随机的文字，如 openssl rand -base64 24',
    en: '{name} is easy to guess: take random text, such as openssl rand -base64 24',
  },
} as const satisfies Readonly<Record<string, Words>>
