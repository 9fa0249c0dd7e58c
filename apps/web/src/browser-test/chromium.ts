import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inflate } from '@sparticuz/chromium'

const require = createRequire(import.meta.url)

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
  /** Where libraries and fonts lie that the machine may not have. */
  readonly environment: Readonly<Record<string, string>>
}

/**
 * The browser of a run: the one that DUIBIAO_CHROMIUM names, or an installed one, or the one that comes from npm where there is
 * neither or it says `npm`. What is unpacked lies in a folder of this run: what another run left half done is not taken for it.
 */
export async function provideChromium(): Promise<FoundChromium & { readonly remove: () => void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-chromium-'))
  const named = process.env['DUIBIAO_CHROMIUM'] ?? ''
  const program = named === '' ? installed.find((one) => existsSync(one)) : named
  const { environment, ...found } =
    program === undefined || program === 'npm' ? await unpackChromium(folder) : { program, environment: {} }
  return {
    ...found,
    environment: { ...environment, ...bringFonts(folder) },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Unpacks the browser that comes from npm, with the libraries that a bare Debian lacks. */
async function unpackChromium(folder: string): Promise<FoundChromium> {
  const packed = path.join(path.dirname(require.resolve('@sparticuz/chromium')), '..', 'bin')
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const [program = ''] = await Promise.all(
      ['chromium.br', 'swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br'].map((part) =>
        inflate(path.join(packed, part)),
      ),
    )
    return { program, environment: { LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') } }
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** Chinese fonts beside those of the machine, which may have none: papers are read from their glyphs, and lines broken by them. */
function bringFonts(folder: string): Readonly<Record<string, string>> {
  const brought = path.join(path.dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts')
  const file = path.join(folder, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(folder, 'fonts')}</dir>
  <dir>${brought}</dir>
  <cachedir>${path.join(folder, 'font-cache')}</cachedir>
</fontconfig>
`,
  )
  return { FONTCONFIG_FILE: file }
}
