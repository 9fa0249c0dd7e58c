import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readPack } from '@duibiao/packfile'
import type { PackSource } from '@duibiao/packfile'
import { listFiles, readText, root } from '../repository.ts'

/** A sound file that mutations begin with. */
export interface Seed {
  readonly file: string
  readonly text: string
}

/** Sound files of every kind: those of our packs, and those of the conformance suites where they are. */
export interface Corpus {
  readonly bpmn: readonly Seed[]
  readonly dmn: readonly Seed[]
  /** YAML and JSON files of packs. */
  readonly yaml: readonly Seed[]
  readonly packs: readonly PackSource[]
  /** Messages as JSON objects. */
  readonly messages: readonly { readonly [name: string]: unknown }[]
}

/** Files larger than this only make the fuzzer slow. */
const longest = 60_000

const shared = fileURLToPath(new URL('../../../shared/conformance/', import.meta.url))

/** Reads the corpus. The same files give the same corpus; with fewer files a seed gives other inputs. */
export function readCorpus(): Corpus {
  return {
    bpmn: [...ours('packs/*/procedures/*.bpmn'), ...theirs('**/*.bpmn*', 120)],
    dmn: [...ours('packs/*/decisions/*.dmn'), ...theirs('dmn-tck/**/*.dmn', 120)],
    yaml: [...ours('packs/*/**/*.yaml'), ...ours('packs/*/forms/*.json')],
    packs: listFiles('packs/*/pack.yaml').flatMap((file) => {
      const { pack } = readPack(`${root}${file.replace(/\/pack\.yaml$/, '')}`)
      return pack === undefined ? [] : [pack.source]
    }),
    messages: readText('packs/hotline/samples/messages.jsonl')
      .trim()
      .split('\n')
      .map((line): { readonly [name: string]: unknown } => JSON.parse(line)),
  }
}

function ours(pattern: string): readonly Seed[] {
  return listFiles(pattern)
    .map((file) => ({ file, text: readText(file) }))
    .filter(({ text }) => text.length <= 2 * longest)
}

/** Some files of a suite, spread over all of it. */
function theirs(pattern: string, most: number): readonly Seed[] {
  if (!existsSync(shared)) return []
  const files = globSync(pattern, { cwd: shared }).toSorted()
  const step = Math.max(1, Math.floor(files.length / most))
  return files
    .filter((_, index) => index % step === 0)
    .map((file) => ({ file, text: readFileSync(`${shared}${file}`, 'utf8') }))
    .filter(({ text }) => text.length <= longest)
}
