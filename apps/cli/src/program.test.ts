import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { examples } from './command-example.ts'
import { makeMemoryTerminal } from './memory-terminal.ts'
import { runCommandLine } from './program.ts'

const home = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-program-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const terminal = makeMemoryTerminal(folder, environment)
  const code = await runCommandLine(args, terminal)
  return { code, out: terminal.printed.join('\n'), err: terminal.warned.join('\n') }
}

describe('usage', () => {
  test('every command explains itself in both languages', async () => {
    const commands = [
      [],
      ['serve'],
      ['pack', 'check'],
      ['pack', 'test'],
      ['import', 'messages'],
      ['simulate'],
    ]
    const more = [
      ['matter', 'show'],
      ['clock', 'explain'],
      ['calendar', 'load'],
      ['calendar', 'show'],
      ['ledger', 'export'],
      ['ledger', 'verify'],
      ['rebuild'],
    ]
    for (const command of [...commands, ...more]) {
      const zh = await run([...command, '--help'])
      const en = await run(['--lang', 'en', ...command, '--help'])
      expect([zh.code, en.code], command.join(' ')).toEqual([0, 0])
      expect(zh.out).toMatch(/用法：.*duibiao/)
      expect(en.out).toMatch(/Usage: duibiao/)
      expect(zh.out).toMatch(/\p{Script=Han}{4}/u)
      expect(zh.out).not.toMatch(/default|choices/)
      expect(en.out).not.toMatch(/\p{Script=Han}/u)
    }
  })

  test.each(Object.entries(examples))(
    '%s: its examples stand in its help and use what it has',
    async (path, own) => {
      for (const language of ['zh', 'en'] as const) {
        const { code, out } = await run([...path.split(' '), '--help', '--lang', language])
        expect(code).toBe(0)
        for (const { line, does } of own) {
          expect(line).toMatch(new RegExp(`^(DUIBIAO_\\w+=\\S+ )*duibiao ${path}( |$)`))
          expect(out).toContain(`  ${line}\n      ${does[language]}`)
          for (const option of line.match(/--[a-z-]+/g) ?? [])
            expect(out).toMatch(new RegExp(`^  ${option}\\b`, 'm'))
        }
      }
    },
  )

  test.each([
    [[], /用法/],
    [['nosuch'], /没有命令“nosuch”/],
    [['matter', 'show'], /缺少参数“number”/],
    [['simulate', '--seed', 'many'], /值“many”无效/],
    [['simulate', '--from', '2019-02-30'], /2019-01-31/],
    [['rebuild', '--fast'], /没有选项“--fast”/],
    [['--lang', 'fr'], /无效，应为：zh, en/],
    [['matter', 'show', '1', '2'], /参数过多/],
  ])('%j ends with 2 and says what is wrong', async (args, words) => {
    const { code, err } = await run(args)
    expect(code).toBe(2)
    expect(err).toMatch(words)
  })

  test('the language comes from --lang, then from the locale, else it is Chinese', async () => {
    expect((await run(['nosuch'], { LANG: 'en_US.UTF-8' })).err).toContain('unknown command')
    expect((await run(['nosuch', '--lang=zh'], { LANG: 'en_US.UTF-8' })).err).toContain('没有命令')
    expect((await run(['nosuch'], { LANG: 'C.UTF-8' })).err).toContain('没有命令')
    expect((await run(['nosuch'], { LC_ALL: 'zh_CN', LANG: 'en_US' })).err).toContain('没有命令')
  })

  test('wrong settings stop the start with 2, and a program reads the fault as JSON', async () => {
    const { code, out, err } = await run(['rebuild', '--json'], { DUIBIAO_DATBASE: 'x' })
    expect(code).toBe(2)
    expect(err).toContain('DUIBIAO_DATBASE 不是本程序的设置')
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'setting_invalid' } })
  })
})

describe('packs', () => {
  const hotline = path.join(home, 'packs', 'hotline')

  test('a sound pack has no findings', async () => {
    const { code, out } = await run(['pack', 'check', hotline, path.join(home, 'packs', 'city-events')])
    expect([code, out]).toEqual([0, '2 个治理包：0 处错误，0 处提醒'])
  })

  test('every fault of a broken pack is told at once, with file, line, code and a sentence', async () => {
    const broken = path.join(folder, 'broken')
    cpSync(hotline, broken, { recursive: true })
    const manifest = readFileSync(path.join(broken, 'pack.yaml'), 'utf8')
    writeFileSync(path.join(broken, 'pack.yaml'), manifest.replace('entry: hotline', 'entry: nowhere'))
    writeFileSync(path.join(broken, 'script.js'), 'steal()')
    const { code, out } = await run(['pack', 'check', 'broken', '--lang', 'en'])
    expect(code).toBe(1)
    expect(out).toMatch(/^broken\/pack\.yaml:\d+ \w+ .+$/m)
    expect(out).toMatch(/^broken\/script\.js pack_file_unknown .+$/m)
    expect(out).toMatch(/1 packs: [2-9] errors/)
    const tested = await run(['pack', 'test', 'broken'])
    expect(tested.code).toBe(1)
    expect(tested.out).toMatch(/\n0 passed, 1 failed$/)
  })

  test('worked cases run, and the closing line counts them', async () => {
    const { code, out } = await run(['pack', 'test', hotline])
    expect(code).toBe(0)
    expect(out).toMatch(/\n[1-9]\d* passed, 0 failed$/)
    const json = JSON.parse((await run(['pack', 'test', hotline, '--json'])).out)
    expect(json).toMatchObject({ failed: 0, packs: [{ findings: [] }] })
  })

  test('a case that does not come out as it says fails with its line', async () => {
    const wrong = path.join(folder, 'wrong', 'hotline')
    cpSync(hotline, wrong, { recursive: true })
    const file = path.join(wrong, 'cases', 'shelving.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/tasks: \[\w+/, 'tasks: [reply'))
    const { code, out } = await run(['pack', 'test', 'wrong/hotline'])
    expect(code).toBe(1)
    expect(out).toMatch(/wrong\/hotline\/cases\/shelving\.yaml:\d+ case_failed/)
    expect(out).toMatch(/passed, 1 failed$/)
  })

  test('a folder of packs is told in one sentence that names the packs', async () => {
    for (const command of ['check', 'test']) {
      const { code, out } = await run(['pack', command, path.join(home, 'packs'), '--lang', 'en'])
      expect(code).toBe(1)
      expect(out.split('\n')).toHaveLength(2)
      expect(out).toMatch(/packs pack_folder_of_packs this is a folder of packs.*packs\/hotline/)
    }
  })

  test('a folder that is not there is a finding', async () => {
    const { code, out } = await run(['pack', 'check', 'nowhere'])
    expect(code).toBe(1)
    expect(out).toContain('nowhere')
  })
})

test('the program itself ends with the code and writes results and faults apart', () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const node = path.join(home, 'node_modules', '.bin', 'node')
  const { status, stdout, stderr } = spawnSync(node, [main, 'pack', 'chek'], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'zh_CN.UTF-8' },
  })
  expect(status).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('没有命令“chek”')
})
