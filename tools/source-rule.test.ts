import { expect, test } from 'vitest'
import { listFiles, readManifests, readText } from './repository.ts'

/** What is installed and run: no tests, and nothing that only tests use. */
const shipped = listFiles('packages/*/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}').filter(
  (path) =>
    !/\.test\.tsx?$|\/test-[\w-]+\.tsx?$|^packages\/testkit\/|^apps\/web\/src\/browser-test\//.test(path),
)
const code = new Map(shipped.map((path) => [path, withoutComments(readText(path))]))

/** Comments may speak of what the code may not do. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** Where a pattern stands in what is shipped, as `path: text`. */
function find(pattern: RegExp, within = /./): readonly string[] {
  return [...code]
    .filter(([path]) => within.test(path))
    .flatMap(([path, text]) => [...text.matchAll(pattern)].map(([found]) => `${path}: ${found}`))
}

test('there is something to look at', () => {
  expect(shipped.length).toBeGreaterThan(300)
  expect(find(/\bcreateHash\(/g).length).toBeGreaterThan(5)
})

test('no text is run as code [V1.3.2]', () => {
  expect(find(/\beval\(|\bnew Function\b|node:vm\b|\bsetTimeout\(\s*['"`]/g)).toEqual([])
})

test('no program of the system is started but our own Node on a file of ours, without a shell [V1.2.5]', () => {
  const importing = find(/node:child_process|\bexecSync\b/g).map((one) => one.split(':')[0])
  expect(importing.every((path) => path?.startsWith('apps/cli/src/'))).toBe(true)
  const started = find(/\b(?:spawn|spawnSync|exec|execFile|fork)\([^,]+/g, new RegExp(importing.join('|')))
  expect(started.map((one) => one.split(': ')[1])).toEqual(
    started.map((one) => one.split(': ')[1]?.replace(/\(.*/, '(process.execPath')),
  )
  expect(find(/\bshell:/g)).toEqual([])
})

test('a text becomes a regular expression only where a pack has one: in FEEL, which is paid for step by step, and in forms [V1.2.9]', () => {
  const compiling = find(/\bnew RegExp\((?!`\^|`R)[^)]*\)/g).map((one) => one.split(':')[0])
  expect(new Set(compiling)).toEqual(
    new Set([
      // The pattern of a field of a form, which came with a pack; it runs in the browser of whoever fills the form in.
      'apps/web/src/form/schema-fault.ts',
      'packages/packfile/src/feel-pattern-match.ts',
    ]),
  )
})

test('pages show text as text: no markup is made of it [V3.2.2]', () => {
  const unsafe = /\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write|dangerouslySetInnerHTML/g
  expect(find(unsafe)).toEqual([])
})

test('no page listens to messages of other windows [V3.5.5]', () => {
  expect(
    find(
      /\bwindow\.(?:postMessage|onmessage)|(?:\b(?:window|self)\.|(?<![.\w]))addEventListener\(\s*['"]message['"]/g,
    ),
  ).toEqual([])
})

test('the service says nothing but through its log [V16.2.3]', () => {
  expect(find(/\bconsole\.|\bprocess\.std(?:out|err)\b/g, /^apps\/server\//)).toEqual([])
})

test('a certificate that does not hold is never taken [V12.3.2]', () => {
  expect(find(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|no-verify/g)).toEqual([])
})

/** Whatever a function of cryptography is told to work with. */
function algorithmsOf(name: string): readonly string[] {
  const calls = find(new RegExp(`\\b${name}\\(\\s*([\\w.'-]+)`, 'g'))
  return [...new Set(calls.map((call) => call.slice(call.lastIndexOf('(') + 1).trim()))].toSorted()
}

test('cryptography is that of Node, with algorithms of 128 bits of strength and more [V11.2.1] [V11.2.3] [V11.3.1] [V11.3.2] [V11.4.1] [V11.4.3] [V11.6.1]', () => {
  expect(algorithmsOf('createHash')).toEqual(["'sha256'"])
  expect(algorithmsOf('createHmac')).toEqual(["'sha256'"])
  expect(algorithmsOf('generateKeyPairSync')).toEqual(["'ed25519'"])
  expect(algorithmsOf('createCipheriv').filter((one) => one !== 'algorithm')).toEqual(["'aes-256-gcm'"])
  expect(find(/\balgorithm = '[^']+'/g, /^apps\/server/)).toEqual([
    "apps/server/src/secret-box.ts: algorithm = 'aes-256-gcm'",
  ])
  expect(find(/['"`](?:md5|sha1|rc4|des\b|aes-\d+-(?:ecb|cbc)|rsa-sha1)[^'"`]*['"`]/gi)).toEqual([])
  const packages = readManifests().flatMap(({ dependencies }) => [...dependencies.keys()])
  expect(packages.filter((name) => /crypto|jsonwebtoken|bcrypt|forge|\bmd5\b|tweetnacl/i.test(name))).toEqual(
    [],
  )
})

test('nothing is drawn but from the source of chance of the system [V11.5.1]', () => {
  expect(find(/\bMath\.random\b/g, /^apps\/server|^packages\//)).toEqual([])
  // Names of requests, of files that are being written and of locks: nothing that anybody has to guess.
  const named = find(/\brandomUUID\(/g, /^apps\/server|^packages/).map((one) => one.split(':')[0])
  expect([...new Set(named)]).toEqual([
    'apps/server/src/evidence-file.ts',
    'apps/server/src/open-service.ts',
    'packages/store/src/folder-lock.ts',
  ])
})

test('nothing that is shipped brings tests or samples along [V15.2.3]', () => {
  expect(
    find(/from '(?:[^']*\/)?test-[\w-]+\.ts'|from '[^']+\.test\.ts'|from '@duibiao\/testkit'|from 'vitest'/g),
  ).toEqual([])
})

test('passwords are typed masked, and may be pasted and kept by a browser or a manager [V6.2.6] [V6.2.7]', () => {
  const asking = [...code].filter(
    ([path, text]) => path.startsWith('apps/web/') && text.includes('autoComplete="current-password"'),
  )
  expect(asking.length).toBeGreaterThan(0)
  for (const [path, text] of asking) {
    const [field = ''] = /<[\w.]+[^<]*?autoComplete="current-password"/.exec(text) ?? []
    expect([path, /^<Input\.Password\b|^<input\b[^<]*\btype="password"/.test(field)]).toEqual([path, true])
    expect(text).not.toMatch(/onPaste|onBeforeInput|autoComplete="off"/)
  }
  const typed = [...code].filter(
    ([path, text]) => path.startsWith('apps/web/') && /\bpassword, *set/i.test(text),
  )
  expect(typed.map(([path]) => path).filter((path) => !asking.some(([known]) => known === path))).toEqual([])
})
