import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packLimits, readPackSource } from './pack-source.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duibiao-pack-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('files come by their path with slashes; hidden ones are passed over', () => {
  mkdirSync(join(folder, 'forms'))
  writeFileSync(join(folder, 'pack.yaml'), 'a: 1')
  writeFileSync(join(folder, 'forms', 'a.json'), '{}')
  writeFileSync(join(folder, '.DS_Store'), 'x')
  const { source, findings } = readPackSource(`${folder}/`)
  expect([...source.files.keys()].toSorted()).toEqual(['forms/a.json', 'pack.yaml'])
  expect(source.name).toBe(folder.split('/').at(-1))
  expect(findings).toEqual([])
})

test('links, unsafe names, great depth and great size are told and not read', () => {
  writeFileSync(join(folder, 'a b.yaml'), 'x')
  symlinkSync('/etc/hostname', join(folder, 'link.yaml'))
  symlinkSync('..', join(folder, 'up'))
  mkdirSync(join(folder, 'a/b/c/d/e'), { recursive: true })
  writeFileSync(join(folder, 'large.yaml'), '')
  truncateSync(join(folder, 'large.yaml'), packLimits.fileBytes + 1)
  const { source, findings } = readPackSource(folder)
  expect(source.files.size).toBe(0)
  expect(findings.map(({ file, code }) => `${file} ${code}`)).toEqual([
    'a/b/c/d pack_too_deep',
    'a b.yaml pack_path_unsafe',
    'large.yaml pack_file_too_large',
    'link.yaml pack_path_unsafe',
    'up pack_path_unsafe',
  ])
})

test('a folder that is not there', () => {
  expect(readPackSource(join(folder, 'none')).findings).toMatchObject([{ code: 'pack_folder_unreadable' }])
})
