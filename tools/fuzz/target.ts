import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Finding } from '@duibiao/base'
import { compilePack, loadDmn, loadProcedures, readPackFiles, runCases } from '@duibiao/packfile'
import { drawFrom } from '@duibiao/testkit'
import type { Random } from '@duibiao/testkit'
import { readMessageFile } from '../../apps/cli/src/message-file.ts'
import { readCase } from '../../packages/packfile/src/pack-case.ts'
import { readForm } from '../../packages/packfile/src/pack-form.ts'
import { readManifest } from '../../packages/packfile/src/pack-manifest.ts'
import { readParameters } from '../../packages/packfile/src/pack-parameter.ts'
import { readTexts } from '../../packages/packfile/src/pack-text.ts'
import { readYaml } from '../../packages/packfile/src/pack-yaml.ts'
import type { Corpus, Seed } from './corpus.ts'
import { mutateXml, mutateYaml } from './form-mutation.ts'
import { mutatePack } from './pack-mutation.ts'
import { spoilRows } from './row-mutation.ts'
import { mutateBytes, mutateText } from './text-mutation.ts'

/** What became of one input. */
export interface Judgement {
  readonly isAccepted: boolean
  readonly findings: number
  /** What should not have happened, in words. */
  readonly problems: readonly string[]
}

/** Makes the nth input of a seed and judges what the software says of it. */
export type Target = (corpus: Corpus, random: Random) => Judgement

export const targets: { readonly [name: string]: Target } = {
  bpmn: judgeBpmn,
  dmn: judgeDmn,
  yaml: judgeYaml,
  pack: judgePack,
  csv: (corpus, random) => judgeMessages(corpus, random, 'csv'),
  jsonl: (corpus, random) => judgeMessages(corpus, random, 'jsonl'),
}

/** The chance that belongs to one input alone, so that it can be made again without those before it. */
export function chanceOf(seed: number, index: number): Random {
  return drawFrom((Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(index + 1, 0xc2b2ae35)) >>> 0)
}

function judgeBpmn({ bpmn }: Corpus, random: Random): Judgement {
  const bytes = damageXml(random, bpmn)
  const lenient = random.next() < 0.5
  const { procedures, findings } = loadProcedures(bytes, 'x.bpmn', { lenient })
  const problems = problemsOf(findings, { files: ['x.bpmn'], firstLine: 1 })
  if (findings.length > 0 && procedures.length > 0) problems.push('there are procedures in spite of findings')
  if (findings.length === 0 && procedures.length === 0) problems.push('neither procedures nor findings')
  return { isAccepted: procedures.length > 0, findings: findings.length, problems }
}

function judgeDmn({ dmn }: Corpus, random: Random): Judgement {
  const text = Buffer.from(damageXml(random, dmn)).toString('utf8')
  const { evaluables, decisions, findings } = loadDmn([{ file: 'x.dmn', text }])
  const problems = problemsOf(findings, { files: ['x.dmn'], firstLine: 0 })
  const isAccepted = !findings.some(({ severity }) => severity === 'error')
  if (isAccepted) {
    for (const { evaluate } of evaluables.slice(0, 5)) evaluate([])
    for (const { evaluate } of decisions.slice(0, 5)) evaluate({ type: '市容', amount: 5, urgent: true })
  }
  return { isAccepted, findings: findings.length, problems }
}

function judgeYaml({ yaml }: Corpus, random: Random): Judgement {
  const [seed, donor] = [random.pick(yaml), random.pick(yaml)]
  const bytes =
    random.next() < 0.4
      ? mutateText(random, seed.text, donor.text)
      : Buffer.from(mutateYaml(random, seed.text, donor.text))
  const file = seed.file.replace(/^packs\/[^/]+\//u, '')
  const { findings } = readPart(file, bytes)
  const problems = problemsOf(findings, { files: [file], firstLine: 0 })
  return { isAccepted: findings.length === 0, findings: findings.length, problems }
}

function readPart(file: string, bytes: Uint8Array): { readonly findings: readonly Finding[] } {
  const read = readYaml(bytes, file)
  if (file === 'pack.yaml') return readManifest(read)
  if (file.startsWith('parameters/')) return readParameters(read)
  if (file.startsWith('cases/')) return readCase(read)
  if (file.startsWith('forms/')) return readForm(read, path.basename(file, '.json'))
  if (file.startsWith('text/')) return readTexts(read)
  return read
}

function judgePack({ packs }: Corpus, random: Random): Judgement {
  const source = mutatePack(random, random.pick(packs))
  const { pack, findings } = readPackFiles(source)
  const problems = problemsOf(findings, { firstLine: 0 })
  const isFaulty = findings.some(({ severity }) => severity === 'error')
  if ((pack === undefined) !== isFaulty)
    problems.push(isFaulty ? 'a pack in spite of errors' : 'no pack and no error')
  if (pack !== undefined) {
    compilePack(pack)
    for (const result of runCases({ ...pack, cases: pack.cases.slice(0, 2) }))
      problems.push(...problemsOf(result.findings, { firstLine: 0 }))
  }
  return { isAccepted: pack !== undefined, findings: findings.length, problems }
}

function judgeMessages({ messages }: Corpus, random: Random, kind: 'csv' | 'jsonl'): Judgement {
  const rows = messages.slice(0, random.integer(1, 30))
  const { text, good, bad } = spoilRows(random, rows, kind)
  // Half of the files are spoilt row by row, and it is known what is to come in; the others are damaged anywhere.
  const isKnown = random.next() < 0.5
  const damaged = random.next() < 0.5 ? mutateText(random, text) : mutateBytes(random, Buffer.from(text))
  const read = readThrough(`messages.${kind}`, isKnown ? text : damaged)
  const problems = problemsOf(read.findings, { files: ['messages'], firstLine: 1 })
  const [ids, lines] = [
    read.messages.map(({ id }) => id),
    [...new Set(read.findings.map(({ line }) => line))],
  ]
  if (isKnown && ids.toSorted().join() !== good.toSorted().join())
    problems.push(`took in ${ids.length}, not ${good.length}`)
  if (isKnown && lines.join() !== bad.join())
    problems.push(`found faults in lines ${lines.join()}, not ${bad.join()}`)
  if (new Set(ids).size !== ids.length) problems.push('took a message in twice')
  return { isAccepted: read.findings.length === 0, findings: read.findings.length, problems }
}

/** Reads from a file, of which nothing stays: the thread may be ended at any moment. */
function readThrough(name: string, content: string | Uint8Array): ReturnType<typeof readMessageFile> {
  const folder = mkdtempSync(path.join(tmpdir(), 'duibiao-fuzz-'))
  try {
    writeFileSync(path.join(folder, name), content)
    return readMessageFile(path.join(folder, name), 'messages')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function damageXml(random: Random, seeds: readonly Seed[]): Uint8Array {
  const [seed, donor] = [random.pick(seeds), random.pick(seeds)]
  if (random.next() < 0.3) return mutateText(random, seed.text, donor.text)
  const text = mutateXml(random, seed.text, donor.text)
  return random.next() < 0.05 ? mutateBytes(random, Buffer.from(text)) : Buffer.from(text)
}

function problemsOf(
  findings: readonly Finding[],
  { files, firstLine }: { readonly files?: readonly string[]; readonly firstLine: number },
): string[] {
  return findings.flatMap(({ file, line, code, severity, zh, en }) => {
    const isPlaced =
      file !== '' && (files?.includes(file) ?? true) && Number.isInteger(line) && line >= firstLine
    const isNamed =
      /^[a-z][a-z0-9_]*$/u.test(code) && zh !== '' && en !== '' && ['error', 'warning'].includes(severity)
    return isPlaced && isNamed
      ? []
      : [`a finding without place or words: ${JSON.stringify({ file, line, code, severity, zh, en })}`]
  })
}
