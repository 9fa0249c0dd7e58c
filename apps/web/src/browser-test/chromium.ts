import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inflate } from '@sparticuz/chromium'

/** Quiet, without a sandbox of its own (tests run in containers), and with WebGL in software for maps. */
export const flags: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A browser to test in. */
export interface FoundChromium {
  readonly program: string
  /** Where libraries lie that it needs and this machine may not have, and fonts where it has none. */
  readonly environment: Readonly<Record<string, string>>
}

/** The one that DUIBIAO_CHROMIUM names, or an installed one; undefined when there is neither, or it says `npm`. */
export function findChromium(): FoundChromium | undefined {
  const named = process.env['DUIBIAO_CHROMIUM']
  if (named === 'npm') return undefined
  const program = named !== undefined && named !== '' ? named : installed.find((one) => existsSync(one))
  return program === undefined ? undefined : { program, environment: {} }
}

/**
 * Unpacks the browser that comes from npm, with the libraries that a bare Debian lacks, into a folder of this run: what
 * another run left half unpacked is not taken for a browser.
 */
export async function unpackChromium(): Promise<FoundChromium & { readonly remove: () => void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-chromium-'))
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const packed = path.join(path.dirname(entry), '..', 'bin')
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const [program = ''] = await Promise.all(
      ['chromium.br', 'swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br'].map((part) =>
        inflate(path.join(packed, part)),
      ),
    )
    const environment = {
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      ...(!existsSync('/etc/fonts') && { FONTCONFIG_PATH: path.join(folder, 'fonts') }),
    }
    return { program, environment, remove: () => rmSync(folder, { recursive: true, force: true }) }
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}
