import { existsSync } from 'node:fs'
import chromiumPackage from '@sparticuz/chromium'

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

/** The browser to test in: the one that DUIBIAO_CHROMIUM names, an installed one, or the one that comes from npm. */
export async function findChromium(): Promise<string> {
  const named = process.env['DUIBIAO_CHROMIUM']
  if (named !== undefined && named !== '') return named
  return installed.find((path) => existsSync(path)) ?? (await chromiumPackage.executablePath())
}
