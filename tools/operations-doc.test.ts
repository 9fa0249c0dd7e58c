import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settings } from '../apps/server/src/setting.ts'
import { listFiles, readText, root } from './repository.ts'

const files = listFiles('docs/operations/*')

test('the documents of operations name only settings that there are', () => {
  const named = files.flatMap((file) => readText(file).match(/DUIBIAO_[A-Z_]+/g) ?? [])
  expect(named.length).toBeGreaterThan(5)
  expect([...new Set(named)].filter((name) => !Object.hasOwn(settings, name))).toEqual([])
})

test('the unit of systemd starts a file of the repository and is a sound unit', () => {
  const text = readText('docs/operations/duibiao.service')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const sections = lines.filter((line) => line.startsWith('['))
  expect(sections).toEqual(['[Unit]', '[Service]', '[Install]'])
  expect(lines.filter((line) => !/^(\[\w+\]|[A-Z]\w+=.*)$/.test(line))).toEqual([])
  const started = /^ExecStart=.* \/opt\/duibiao\/(\S+) serve$/m.exec(text)?.[1] ?? ''
  expect(existsSync(`${root}${started}`)).toBe(true)
})

test('proxies go to the port of the settings, close what is for the monitor, and do not pass on what a client claims', () => {
  const { form } = settings.DUIBIAO_PORT
  for (const file of ['nginx.conf', 'Caddyfile']) {
    const text = readText(`docs/operations/${file}`)
    expect(text).toContain(`127.0.0.1:${form.kind === 'count' ? form.otherwise : ''}`)
    expect(text).toMatch(/\/metrics/)
    expect(text).toMatch(/X-Forwarded-For (\$remote_addr|\{remote_host\})/)
    expect(text.match(/\{/g)?.length).toBe(text.match(/\}/g)?.length)
  }
})
