/** `npm run bench -- NAME [OPTIONS]` runs one of the measurements of this folder; without a name it lists them. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

const folder = new URL('./', import.meta.url).pathname
const [name = '', ...options] = process.argv.slice(2)

if (/^[a-z-]+$/.test(name) && name !== 'main' && existsSync(`${folder}${name}.ts`)) {
  const args = [...process.execArgv, `${folder}${name}.ts`, ...options]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
} else {
  const names = readdirSync(folder).flatMap((file) => /^([a-z]+)\.ts$/.exec(file)?.[1] ?? [])
  console.error(`Usage: npm run bench -- ${names.filter((one) => one !== 'main').join('|')} [OPTIONS]`)
  process.exitCode = 2
}
