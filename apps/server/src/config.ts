import path from 'node:path'
import { AppError, millisecondsPerDay, parseDistrictId } from '@duibiao/base'
import type { DistrictId, Language } from '@duibiao/base'
import { finishProviderSignIn } from '@duibiao/contract'
import type { RetentionRule } from '@duibiao/store'
import { retentionRule } from '@duibiao/store'
import type { Limits } from './limit.ts'
import type { MailSetting } from './mail.ts'
import { parseAllowedTarget } from './outbound-target.ts'
import type { AllowedTarget } from './outbound-target.ts'
import { providerAlgorithms } from './provider.ts'
import type { ProviderSetting } from './provider.ts'
import { findRisks } from './setting-risk.ts'
import { readSettings, settings } from './setting.ts'
import type { ReadSettings } from './setting.ts'
import { signInRule } from './sign-in-rule.ts'
import type { SignInRule } from './sign-in-rule.ts'

/** The settings of an installation, read once and never changed. */
export interface Config {
  readonly database: { readonly url: string } | { readonly folder: string }
  /** Folder of the embedded database, the keys and the evidence. */
  readonly data: string
  readonly district: DistrictId
  /** Packs that a district without any installs first. */
  readonly packs: string
  /** Folder of the built pages; only the interface is served when nothing is there. */
  readonly web: string
  /** File of the private key that seals the ledger; made when absent. */
  readonly ledgerKey: string
  /** File of the key that seals secrets in the database; made when absent. */
  readonly secretKey: string
  readonly listen: Listen
  readonly limits: Limits
  readonly signIn: SignInRule
  /** Single sign-on; local accounts only without. */
  readonly provider: ProviderSetting | undefined
  /** Where requests to other systems may go beyond public addresses. */
  readonly allowedTargets: readonly AllowedTarget[]
  /** The mail server; no e-mail is sent without. */
  readonly mail: MailSetting | undefined
  readonly retention: RetentionRule
  /** The least of what is logged. */
  readonly log: LogLevel
  /** Accounts and phone codes of the demonstration may be shown. Never true where real people are served. */
  readonly isDemonstration: boolean
  /** What shows that somebody may read the metrics; without it only this machine itself may. */
  readonly metricsToken: string | undefined
  readonly backupPassphrase: string | undefined
}

/** Where the service is reached. */
export interface Listen {
  readonly address: string
  readonly port: number
  /** How people reach it, such as `https://duibiao.example.gov.cn`; the address it listens on when not said. */
  readonly publicAddress: string
  /** Files of key and certificate, PEM; plain HTTP without. */
  readonly tls: { readonly key: string; readonly certificate: string } | undefined
  /** Addresses and networks of proxies whose word on the asker's address is taken. */
  readonly trustedProxies: readonly string[]
}

export type LogLevel = (typeof logLevels)[number]
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

/** What the settings are read from. */
export interface ConfigSource {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Folder that relative paths start from. */
  readonly folder: string
  /** Folder of the product itself, which holds `packs/`. */
  readonly home: string
  readonly language: Language
}

/** Reads the settings. @throws AppError `setting_invalid` with every fault at once */
export function readConfig({ environment, folder, home, language }: ConfigSource): Config {
  const read = readSettings(settings, environment, language)
  const wrong = [...read.faults, ...read.conflicts()]
  const faults = wrong.length > 0 ? wrong : findRisks(read, language)
  if (faults.length > 0) throw new AppError('setting_invalid', { faults: faults.join('; ') })
  const data = path.resolve(folder, read.text('DUIBIAO_DATA') ?? '.duibiao')
  const url = read.text('DUIBIAO_DATABASE_URL')
  const listen = listenOf(read, folder)
  return Object.freeze({
    database: url === undefined ? { folder: path.join(data, 'database') } : { url },
    data,
    district: parseDistrictId(read.count('DUIBIAO_DISTRICT')),
    packs: path.resolve(folder, read.text('DUIBIAO_PACKS') ?? path.join(home, 'packs')),
    web: path.resolve(folder, read.text('DUIBIAO_WEB') ?? path.join(home, 'apps/web/dist')),
    ledgerKey: path.join(data, 'ledger-key.pem'),
    secretKey: path.resolve(folder, read.text('DUIBIAO_SECRET_KEY') ?? path.join(data, 'secret-key')),
    listen,
    limits: limitsOf(read),
    signIn: signInOf(read),
    provider: providerOf(read, listen),
    allowedTargets: read.list('DUIBIAO_OUTBOUND_ALLOWED').flatMap((text) => parseAllowedTarget(text) ?? []),
    mail: mailOf(read),
    retention: {
      ...retentionRule,
      receiptSpan: read.count('DUIBIAO_RECEIPT_DAYS') * millisecondsPerDay,
      auditSpan: read.count('DUIBIAO_AUDIT_DAYS') * millisecondsPerDay,
    },
    log: logLevels.find((level) => level === read.text('DUIBIAO_LOG')) ?? 'info',
    isDemonstration: read.text('DUIBIAO_DEMONSTRATION') === 'on',
    metricsToken: read.text('DUIBIAO_METRICS_TOKEN'),
    backupPassphrase: read.text('DUIBIAO_BACKUP_PASSPHRASE'),
  })
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const megabyte = 1024 * 1024

function listenOf(read: ReadSettings, folder: string): Listen {
  const address = read.text('DUIBIAO_LISTEN') ?? '127.0.0.1'
  const port = read.count('DUIBIAO_PORT')
  const key = read.text('DUIBIAO_TLS_KEY')
  const certificate = read.text('DUIBIAO_TLS_CERTIFICATE')
  const tls =
    key === undefined || certificate === undefined
      ? undefined
      : { key: path.resolve(folder, key), certificate: path.resolve(folder, certificate) }
  const host = address.includes(':') ? `[${address}]` : address
  const own = `${tls === undefined ? 'http' : 'https'}://${host}:${port}`
  return {
    address,
    port,
    publicAddress: (read.text('DUIBIAO_PUBLIC_ADDRESS') ?? own).replace(/\/$/, ''),
    tls,
    trustedProxies: read.list('DUIBIAO_TRUSTED_PROXIES'),
  }
}

function limitsOf(read: ReadSettings): Limits {
  return {
    bodyBytes: read.count('DUIBIAO_BODY_KILOBYTES') * 1024,
    fileBytes: read.count('DUIBIAO_FILE_MEGABYTES') * megabyte,
    requestMilliseconds: read.count('DUIBIAO_REQUEST_SECONDS') * second,
    statementMilliseconds: read.count('DUIBIAO_STATEMENT_MILLISECONDS'),
    reportMilliseconds: read.count('DUIBIAO_REPORT_SECONDS') * second,
    rankingCells: read.count('DUIBIAO_RANKING_CELLS'),
    requestsAtOnce: read.count('DUIBIAO_REQUESTS_AT_ONCE'),
    ofAddress: { limit: read.count('DUIBIAO_REQUESTS_ANONYMOUS'), period: 5 * minute },
    ofAccount: { limit: read.count('DUIBIAO_REQUESTS_SIGNED_IN'), period: 5 * minute },
  }
}

function signInOf(read: ReadSettings): SignInRule {
  return {
    ...signInRule,
    idle: read.count('DUIBIAO_SESSION_IDLE_MINUTES') * minute,
    absolute: read.count('DUIBIAO_SESSION_HOURS') * hour,
    most: read.count('DUIBIAO_SESSIONS_AT_ONCE'),
    ofAccount: { ...signInRule.ofAccount, limit: read.count('DUIBIAO_SIGN_IN_ATTEMPTS') },
    ofReporter: { ...signInRule.ofReporter, limit: read.count('DUIBIAO_REPORTS_HOURLY') },
    trustsProvider: read.list('DUIBIAO_PROVIDER_STRENGTH').length > 0,
    needsSecondFactor: read.text('DUIBIAO_SECOND_FACTOR') === 'on',
  }
}

/** What the settings demand together is there by now. */
function providerOf(read: ReadSettings, { publicAddress }: Listen): ProviderSetting | undefined {
  const issuer = read.text('DUIBIAO_PROVIDER')
  if (issuer === undefined) return undefined
  const algorithm = read.text('DUIBIAO_PROVIDER_ALGORITHM')
  return {
    issuer,
    clientId: read.text('DUIBIAO_PROVIDER_CLIENT') ?? '',
    clientSecret: read.text('DUIBIAO_PROVIDER_SECRET') ?? '',
    callback: `${publicAddress}${finishProviderSignIn.path}`,
    algorithm: providerAlgorithms.find((known) => known === algorithm) ?? 'RS256',
    strength: read.list('DUIBIAO_PROVIDER_STRENGTH'),
    makesAccounts: read.text('DUIBIAO_PROVIDER_ACCOUNTS') === 'on',
  }
}

function mailOf(read: ReadSettings): MailSetting | undefined {
  const server = read.text('DUIBIAO_MAIL_SERVER')
  if (server === undefined) return undefined
  const language = read.text('DUIBIAO_MAIL_LANGUAGE') === 'en' ? 'en' : 'zh'
  return { server, from: read.text('DUIBIAO_MAIL_FROM') ?? '', language }
}
