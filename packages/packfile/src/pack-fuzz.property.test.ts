import { shippedPack } from '@duibiao/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPackFiles } from './pack.ts'
import { readCase } from './pack-case.ts'
import { readCodeList } from './pack-code-list.ts'
import { readForm } from './pack-form.ts'
import { readManifest } from './pack-manifest.ts'
import { readParameters } from './pack-parameter.ts'
import { readTexts } from './pack-text.ts'
import { readYaml } from './pack-yaml.ts'
import type { Finding } from '@duibiao/base'

const seed = Number(process.env['DUIBIAO_TEST_SEED'] ?? 20260302)
const hotline = shippedPack('hotline')

/** One change of bytes: cut a piece out, double it, or put noise or a piece of syntax in its place. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  put: fc.oneof(
    fc.constantFrom(
      '',
      '{',
      '}',
      '[[',
      '"',
      ': ',
      '\n',
      '&a ',
      '*a',
      '- ',
      '!!x ',
      '\u0000',
      '__proto__: 1\n',
      '\t',
      '# ',
      '>-',
      'null',
      '-1',
      '1e999',
      '<x>',
      '</',
    ),
    fc.string({ maxLength: 12 }),
    fc.constant('double'),
  ),
})

type Mutation = { readonly at: number; readonly length: number; readonly put: string }

function mutate(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  let text = new TextDecoder().decode(bytes)
  for (const { at, length, put } of changes) {
    const start = Math.floor(at * text.length)
    const piece = text.slice(start, start + length)
    text = text.slice(0, start) + (put === 'double' ? piece + piece : put) + text.slice(start + length)
  }
  return new TextEncoder().encode(text)
}

function readAny(file: string, bytes: Uint8Array): readonly Finding[] {
  const id =
    file
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/u, '') ?? ''
  const read = readYaml(bytes, file)
  if (file === 'pack.yaml') return readManifest(read).findings
  if (file.startsWith('forms/')) return readForm(read, id).findings
  if (file.startsWith('parameters/')) return readParameters(read).findings
  if (file.startsWith('text/')) return readTexts(read).findings
  if (file.startsWith('cases/')) return readCase(read).findings
  const rule = { file, title: { zh: '表', en: 'List' }, standard: 'none', key: ['id'] }
  return readCodeList(bytes, id, rule).findings
}

const small = [...hotline.files.keys()].filter((file) =>
  /^(?:pack\.yaml|forms|parameters|text|cases|samples)/u.test(file),
)

test('mutated files of a pack give findings with file, line and both languages, and never a crash', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...small),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (file, changes) => {
        for (const finding of readAny(file, mutate(hotline.files.get(file) ?? new Uint8Array(), changes))) {
          expect(finding).toMatchObject({
            file,
            severity: 'error',
            code: expect.stringMatching(/^[a-z_]+$/u),
          })
          expect(finding.line).toBeGreaterThanOrEqual(0)
          expect(finding.zh !== '' && finding.en !== '').toBe(true)
        }
      },
    ),
    { seed, numRuns: 3000 },
  )
})

test('a whole pack with mutated files is refused or whole, never half', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...hotline.files.keys()), mutation), { minLength: 1, maxLength: 3 }),
      (changes) => {
        const files = new Map(hotline.files)
        for (const [file, change] of changes)
          files.set(file, mutate(files.get(file) ?? new Uint8Array(), [change]))
        const { pack, findings } = readPackFiles({ ...hotline, files })
        expect(pack === undefined).toBe(findings.some((finding) => finding.severity === 'error'))
      },
    ),
    { seed, numRuns: 30 },
  )
})
