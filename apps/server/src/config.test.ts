import path from 'node:path'
import { isAppError } from '@duibiao/base'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import type { ConfigSource } from './config.ts'
import { requestLimits } from './limit.ts'
import { signInRule } from './sign-in-rule.ts'

function read(environment: Readonly<Record<string, string>>, more: Partial<ConfigSource> = {}) {
  return readConfig({ environment, folder: '/district', home: '/product', language: 'en', ...more })
}

function faultsOf(
  environment: Readonly<Record<string, string>>,
  more: Partial<ConfigSource> = {},
): readonly string[] {
  try {
    read(environment, more)
  } catch (error) {
    if (isAppError(error, 'setting_invalid')) return String(error.params['faults']).split('; ')
    throw error
  }
  return []
}

test('without settings the data lie in .duibiao of the current folder, and nobody outside is served', () => {
  expect(read({})).toMatchObject({
    database: { folder: path.resolve('/district/.duibiao/database') },
    data: path.resolve('/district/.duibiao'),
    district: 1,
    packs: path.resolve('/product/packs'),
    ledgerKey: path.resolve('/district/.duibiao/ledger-key.pem'),
    secretKey: path.resolve('/district/.duibiao/secret-key'),
    listen: { address: '127.0.0.1', port: 8080, publicAddress: 'http://127.0.0.1:8080', trustedProxies: [] },
    limits: requestLimits,
    signIn: signInRule,
    log: 'info',
    isDemonstration: false,
  })
})

test('a server, another district and other packs', () => {
  const config = read({
    DUIBIAO_DATABASE_URL: 'postgres://localhost/duibiao',
    DUIBIAO_DATA: 'data',
    DUIBIAO_DISTRICT: '120101',
    DUIBIAO_PACKS: '../packs',
    DUIBIAO_LISTEN: '::1',
    DUIBIAO_PORT: '8443',
    DUIBIAO_TLS_KEY: 'tls/key.pem',
    DUIBIAO_TLS_CERTIFICATE: '/etc/certificate.pem',
    DUIBIAO_TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16',
    DUIBIAO_RECEIPT_DAYS: '60',
    HOME: '/root',
    DUIBIAO_TEST_SEED: '',
  })
  expect(config).toMatchObject({
    database: { url: 'postgres://localhost/duibiao' },
    district: 120101,
    packs: path.resolve('/packs'),
    ledgerKey: path.resolve('/district/data/ledger-key.pem'),
    listen: {
      publicAddress: 'https://[::1]:8443',
      tls: { key: path.resolve('/district/tls/key.pem'), certificate: '/etc/certificate.pem' },
      trustedProxies: ['10.0.0.1', '10.1.0.0/16'],
    },
    retention: { receiptSpan: 60 * 86_400_000 },
  })
  expect(Object.isFrozen(config)).toBe(true)
})

test('every fault is told at once [V13.2.4]', () => {
  const faults = faultsOf({
    DUIBIAO_DATABSE_URL: 'x',
    DUIBIAO_DATA: ' ',
    DUIBIAO_DISTRICT: '1e3',
    DUIBIAO_DATABASE_URL: 'mysql://localhost',
    DUIBIAO_PORT: '70000',
    DUIBIAO_LISTEN: 'localhost',
    DUIBIAO_TRUSTED_PROXIES: '10.0.0.0/8,all',
    DUIBIAO_LOG: 'loud',
    DUIBIAO_METRICS_TOKEN: 'short',
    DUIBIAO_TLS_KEY: 'key.pem',
  })
  expect(faults).toEqual([
    'DUIBIAO_DATABSE_URL is no setting of this program',
    'DUIBIAO_DATA is empty: fill it in or remove it',
    'DUIBIAO_DISTRICT must be a whole number from 1 to 999999999, not "1e3"',
    'DUIBIAO_DATABASE_URL must be an address that begins with postgres://',
    'DUIBIAO_PORT must be a whole number from 0 to 65535, not "70000"',
    'DUIBIAO_LISTEN must be an IP address, not "localhost"',
    'DUIBIAO_TRUSTED_PROXIES must be IP addresses or networks separated by commas, not "10.0.0.0/8,all"',
    'DUIBIAO_LOG must be one of fatal, error, warn, info, debug, silent, not "loud"',
    'DUIBIAO_METRICS_TOKEN must have at least 16 characters',
    'DUIBIAO_TLS_KEY, DUIBIAO_TLS_CERTIFICATE are set together',
  ])
})

test('faults are told in Chinese too, and never repeat a secret or an address that holds one', () => {
  const [address, secret] = faultsOf(
    { DUIBIAO_DATABASE_URL: 'mysql://a:hunter2@localhost', DUIBIAO_METRICS_TOKEN: 'hunter2' },
    { language: 'zh' },
  )
  expect(address).toBe('DUIBIAO_DATABASE_URL 应以 postgres:// 开头')
  expect(secret).toBe('DUIBIAO_METRICS_TOKEN 至少要有 16 个字符')
})

test('a mail server and allowed targets', () => {
  const config = read({
    DUIBIAO_MAIL_SERVER: 'smtps://office:word@mail.minghu.example',
    DUIBIAO_MAIL_FROM: 'noreply@minghu.example',
    DUIBIAO_OUTBOUND_ALLOWED: '10.2.0.0/16, 1@gateway.minghu.example:8443',
  })
  expect(config.mail).toMatchObject({ from: 'noreply@minghu.example', language: 'zh' })
  expect(config.allowedTargets).toEqual([
    { district: undefined, host: '10.2.0.0/16', port: undefined },
    { district: 1, host: 'gateway.minghu.example', port: 8443 },
  ])
  expect(read({})).toMatchObject({ mail: undefined, allowedTargets: [] })
  expect(
    faultsOf({ DUIBIAO_MAIL_FROM: 'a@b.example, c@d.example', DUIBIAO_OUTBOUND_ALLOWED: 'http://x' }),
  ).toEqual([
    'DUIBIAO_MAIL_FROM must be one address of e-mail, not "a@b.example, c@d.example"',
    'DUIBIAO_OUTBOUND_ALLOWED must be [district@]host-or-network[:port], separated by commas, not "http://x"',
    'DUIBIAO_MAIL_SERVER, DUIBIAO_MAIL_FROM are set together',
  ])
})

test('what everybody knows opens nothing: default passwords and made-up secrets are refused [V13.2.3] [V13.3.1]', () => {
  expect(
    faultsOf({
      DUIBIAO_DATABASE_URL: 'postgres://duibiao:duibiao@127.0.0.1/duibiao',
      DUIBIAO_MAIL_SERVER: 'smtps://office:ChangeMe@mail.example',
      DUIBIAO_MAIL_FROM: 'office@mail.example',
      DUIBIAO_METRICS_TOKEN: 'aaaaaaaaaaaaaaaaaaaa',
      DUIBIAO_BACKUP_PASSPHRASE: 'change-me-change-me',
    }),
  ).toEqual([
    'DUIBIAO_DATABASE_URL has a password that everybody knows: take another one',
    'DUIBIAO_MAIL_SERVER has a password that everybody knows: take another one',
    'DUIBIAO_METRICS_TOKEN is easy to guess: take random text, such as openssl rand -base64 24',
    'DUIBIAO_BACKUP_PASSPHRASE is easy to guess: take random text, such as openssl rand -base64 24',
  ])
  expect(
    faultsOf({
      DUIBIAO_DATABASE_URL: 'postgres://duibiao:hT4%2Fk9@127.0.0.1/duibiao',
      DUIBIAO_METRICS_TOKEN: 'Zp3vX0qWm8sLr2Tn',
    }),
  ).toEqual([])
})

test('others are served, and other machines reached, with encryption only [V12.2.1] [V12.3.1]', () => {
  const clear = ['0.0.0.0', '::', '10.1.2.3'].map((DUIBIAO_LISTEN) => faultsOf({ DUIBIAO_LISTEN }).join())
  for (const fault of clear) expect(fault).toMatch(/^DUIBIAO_LISTEN serves others in clear/)
  const tls = { DUIBIAO_TLS_KEY: 'key.pem', DUIBIAO_TLS_CERTIFICATE: 'certificate.pem' }
  for (const covered of [tls, { DUIBIAO_TRUSTED_PROXIES: '10.1.2.4' }, { DUIBIAO_DEMONSTRATION: 'on' }])
    expect(faultsOf({ DUIBIAO_LISTEN: '0.0.0.0', ...covered })).toEqual([])
  for (const far of ['db', '10.1.2.3', 'db?sslmode=prefer', 'db?sslmode=no-verify']) {
    const [host = '', query = ''] = far.split('?')
    expect(faultsOf({ DUIBIAO_DATABASE_URL: `postgres://${host}/duibiao?${query}` })).toEqual([
      'DUIBIAO_DATABASE_URL reaches another machine in clear: add sslmode=verify-full',
    ])
  }
  for (const near of [
    'db/duibiao?sslmode=verify-full',
    'localhost/duibiao',
    '[::1]/duibiao',
    '/duibiao?host=/run/postgresql',
  ])
    expect(faultsOf({ DUIBIAO_DATABASE_URL: `postgres://${near}` })).toEqual([])
})
