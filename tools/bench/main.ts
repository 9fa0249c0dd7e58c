/** `npm run bench -- NAME [OPTIONS]` runs one of the measurements of this folder; without a name it lists them. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const folder = new URL('./', import.meta.url).pathname
const [name = '', ...options] = process.argv.slice(2)
const files = readdirSync(folder)
const known = new Map(files.flatMap((file) => nameOf(file)?.map((one) => [one, file] as const) ?? []))
const file = known.get(name)

if (file !== undefined) {
  const args = [...process.execArgv, `${folder}${file}`, ...options]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
} else {
  console.error(`Usage: npm run bench -- ${[...known.keys()].join('|')} [OPTIONS]`)
  process.exitCode = 2
}

/** A measurement is a file of one word, or one that ends in `-bench` where the word alone is no name for a file. */
function nameOf(one: string): readonly string[] | undefined {
  const found = /^([a-z]+)(?:-bench)?\.ts$/.exec(one)?.[1]
  return found === undefined || ['main', 'figure'].includes(found) ? undefined : [found]
}
