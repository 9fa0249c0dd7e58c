import path from 'node:path'
import { isAppError } from '@duibiao/base'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { makeMemoryTerminal } from './memory-terminal.ts'

function read(environment: Readonly<Record<string, string>>) {
  return readConfig(makeMemoryTerminal('/district', environment), 'en')
}

function faultsOf(environment: Readonly<Record<string, string>>): string {
  try {
    read(environment)
  } catch (error) {
    if (isAppError(error, 'setting_invalid')) return String(error.params['faults'])
    throw error
  }
  return ''
}

test('without settings the data lie in .duibiao of the current folder', () => {
  expect(read({})).toMatchObject({
    database: { folder: path.resolve('/district/.duibiao/database') },
    district: 1,
    ledgerKey: path.resolve('/district/.duibiao/ledger-key.pem'),
  })
})

test('a server, another district and other packs', () => {
  const config = read({
    DUIBIAO_DATABASE_URL: 'postgres://localhost/duibiao',
    DUIBIAO_DATA: 'data',
    DUIBIAO_DISTRICT: '120101',
    DUIBIAO_PACKS: '../packs',
    HOME: '/root',
    DUIBIAO_TEST_SEED: '',
  })
  expect(config).toMatchObject({
    database: { url: 'postgres://localhost/duibiao' },
    district: 120101,
    packs: path.resolve('/packs'),
    ledgerKey: path.resolve('/district/data/ledger-key.pem'),
  })
  expect(Object.isFrozen(config)).toBe(true)
})

test('every fault is told at once', () => {
  const faults = faultsOf({
    DUIBIAO_DATABSE_URL: 'x',
    DUIBIAO_DATA: ' ',
    DUIBIAO_DISTRICT: '1e3',
    DUIBIAO_DATABASE_URL: 'mysql://localhost',
  })
  expect(faults.split('; ')).toEqual([
    'DUIBIAO_DATABSE_URL is no setting of this program',
    'DUIBIAO_DATA is empty: fill it in or remove it',
    'DUIBIAO_DATABASE_URL must begin with postgres://',
    'DUIBIAO_DISTRICT must be a whole number above 0, not "1e3"',
  ])
})
