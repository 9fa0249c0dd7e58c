import type { Finding } from '@duibiao/base'
import { checkBenchmark } from './pack-benchmark-check.ts'
import { checkCases } from './pack-case-check.ts'
import { readCase, type PackCase } from './pack-case.ts'
import { faultAt } from './pack-fault.ts'
import { readCodeList, type CodeList } from './pack-code-list.ts'
import { checkConfirmation } from './pack-confirmation.ts'
import { checkDocuments, checkListing } from './pack-document.ts'
import { checkEmergency } from './pack-emergency-check.ts'
import { readForm, type Form } from './pack-form.ts'
import { hashPack } from './pack-hash.ts'
import { checkIndicators, type IndicatorFile } from './indicator-check.ts'
import { readIndicators, type IndicatorDefinition } from './indicator-definition.ts'
import { readManifest, type Manifest } from './pack-manifest.ts'
import type { Parts } from './pack-parts.ts'
import { readParameters, type Parameters } from './pack-parameter.ts'
import { loadPackDecisions, loadPackProcedures, type PackLogic } from './pack-logic.ts'
import { checkReferences } from './pack-reference.ts'
import { checkSilence } from './pack-silence.ts'
import { checkSupervision } from './pack-supervision-check.ts'
import { checkStartTimers } from './pack-start-timer.ts'
import { readPackSource, type PackSource } from './pack-source.ts'
import { checkTexts } from './pack-text-check.ts'
import { readTexts, type Texts } from './pack-text.ts'
import { checkTriage } from './pack-triage-check.ts'
import { readYaml, type YamlRead } from './pack-yaml.ts'

/** A pack that was read and checked: everything in it holds together. */
export type Pack = {
  readonly manifest: Manifest
  /** Digest of all files by path and content: the version that counts. */
  readonly hash: string
  readonly source: PackSource
  readonly logic: PackLogic
  readonly forms: ReadonlyMap<string, Form>
  readonly parameters: Parameters
  readonly texts: { readonly zh: Texts; readonly en: Texts }
  readonly codes: ReadonlyMap<string, CodeList>
  /** Printed documents by the name the procedures use, as Markdown with `{{variables}}`. */
  readonly documents: ReadonlyMap<string, string>
  readonly cases: readonly PackCase[]
  /** Computed indicators by their name inside the pack. */
  readonly indicators: ReadonlyMap<string, IndicatorDefinition>
}

export type PackRead = { readonly pack: Pack | undefined; readonly findings: readonly Finding[] }

/** Reads and checks a pack's folder. With any error among the findings there is no pack; all findings come at once. */
export function readPack(folder: string): PackRead {
  const { source, findings } = readPackSource(folder)
  const read = readPackFiles(source)
  return findings.length > 0
    ? { pack: undefined, findings: sortByPlace([...findings, ...read.findings]) }
    : read
}

/** Reads and checks the files of a pack. Never throws on bad input, and never gives a part of a pack. */
export function readPackFiles(source: PackSource): PackRead {
  const findings: Finding[] = []
  const parts = readParts(source, findings)
  const indicatorFiles = readIndicatorFiles(source, findings)
  checkLayout(source, findings)
  findings.push(
    ...checkReferences(parts),
    ...checkTexts(parts),
    ...checkConfirmation(parts),
    ...checkSilence(parts.logic),
    ...checkStartTimers(parts.logic),
    ...checkDocuments(parts),
    ...checkListing(parts),
    ...checkSupervision(parts),
    ...checkBenchmark(parts),
    ...checkTriage(parts),
    ...checkEmergency(parts),
    ...checkCases(parts),
    ...checkIndicators(parts, indicatorFiles),
  )
  const { manifest } = parts
  const sorted = sortByPlace(findings)
  if (manifest === undefined || sorted.some((finding) => finding.severity === 'error')) {
    return { pack: undefined, findings: sorted }
  }
  const { logic, forms, parameters, texts, codes, documents, cases } = parts
  return {
    pack: {
      manifest,
      hash: hashPack(source),
      source,
      logic,
      forms,
      parameters,
      texts,
      codes,
      documents,
      cases,
      indicators: indicatorsIn(indicatorFiles),
    },
    findings: sorted,
  }
}

/**
 * Opens a pack that was checked when it was installed. It is not held against the checks again: a later version of the
 * software may ask for more, and matters that run on the pack must be served all the same.
 * @throws TypeError when the files are not those of a pack that ever passed the checks
 */
export function openPack(source: PackSource): Pack {
  const { manifest, logic, forms, parameters, texts, codes, documents, cases } = readParts(source, [], true)
  if (manifest === undefined) throw new TypeError(`the installed pack ${source.name} has no manifest`)
  const hash = hashPack(source)
  const indicators = indicatorsIn(readIndicatorFiles(source, []))
  return { manifest, hash, source, logic, forms, parameters, texts, codes, documents, cases, indicators }
}

function readIndicatorFiles(source: PackSource, findings: Finding[]): readonly IndicatorFile[] {
  return filesIn(source, 'indicators', '.yaml').map(({ file, bytes }) => {
    const read = readYaml(bytes, file)
    const { indicators, findings: faults } = readIndicators(read)
    findings.push(...faults)
    return { read, indicators }
  })
}

function indicatorsIn(files: readonly IndicatorFile[]): Pack['indicators'] {
  return new Map(files.flatMap(({ indicators }) => Object.entries(indicators)))
}

function readParts(source: PackSource, findings: Finding[], isChecked = false): Parts {
  const manifestRead = yamlOf(source, 'pack.yaml')
  const { manifest, findings: faults } = manifestRead
    ? readManifest(manifestRead)
    : { manifest: undefined, findings: [absent('pack.yaml')] }
  findings.push(...faults)
  const decisions = loadPackDecisions(textsIn(source, 'decisions', '.dmn'))
  const procedures = loadPackProcedures(filesIn(source, 'procedures', '.bpmn'), isChecked)
  findings.push(...decisions.findings, ...procedures.findings)
  const { forms, formNames } = readForms(source, findings)
  return {
    source,
    manifest,
    manifestRead,
    logic: { ...procedures.logic, decisions: decisions.decisions },
    isLogicSound: decisions.findings.length + procedures.findings.length === 0,
    forms,
    formNames,
    ...readAllParameters(source, findings),
    ...readBothTexts(source, findings),
    codes: readCodes(source, manifest, findings),
    documents: new Map(textsIn(source, 'documents', '.md').map(({ file, text }) => [nameOf(file), text])),
    cases: filesIn(source, 'cases', '.yaml').flatMap(({ file, bytes }) => {
      const { packCase, findings: more } = readCase(readYaml(bytes, file))
      findings.push(...more)
      return packCase ? [packCase] : []
    }),
  }
}

function readForms(source: PackSource, findings: Finding[]): Pick<Parts, 'forms' | 'formNames'> {
  const files = filesIn(source, 'forms', '.json')
  const forms = new Map<string, Form>()
  for (const { file, bytes } of files) {
    const { form, findings: faults } = readForm(readYaml(bytes, file), nameOf(file))
    findings.push(...faults)
    if (form) forms.set(form.id, form)
  }
  return { forms, formNames: new Set(files.map(({ file }) => nameOf(file))) }
}

function readAllParameters(
  source: PackSource,
  findings: Finding[],
): Pick<Parts, 'parameters' | 'parameterNames'> {
  const all: { [name: string]: Parameters[string] } = {}
  const names = new Set<string>()
  for (const { file, bytes } of filesIn(source, 'parameters', '.yaml')) {
    const read = readYaml(bytes, file)
    const { parameters, findings: faults } = readParameters(read)
    findings.push(...faults)
    for (const name of keysOf(read.value)) {
      const words = [`参数 ${name} 在两个文件中`, `parameter ${name} stands in two files`] as const
      if (names.has(name)) findings.push(faultAt({ file, line: 0 }, 'parameter_twice', words))
      names.add(name)
    }
    Object.assign(all, parameters)
  }
  return { parameters: all, parameterNames: names }
}

function keysOf(value: YamlRead['value']): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

function readBothTexts(source: PackSource, findings: Finding[]): Pick<Parts, 'texts' | 'textReads'> {
  const reads = (['zh', 'en'] as const).map((language) => yamlOf(source, `text/${language}.yaml`))
  const [zhRead, enRead] = reads
  if (!zhRead || !enRead) {
    findings.push(...[zhRead ? [] : [absent('text/zh.yaml')], enRead ? [] : [absent('text/en.yaml')]].flat())
    return { texts: { zh: {}, en: {} }, textReads: undefined }
  }
  const zh = readTexts(zhRead)
  const en = readTexts(enRead)
  findings.push(...zh.findings, ...en.findings)
  const isSound = zh.findings.length + en.findings.length === 0
  return {
    texts: { zh: zh.texts, en: en.texts },
    textReads: isSound ? { zh: zhRead, en: enRead } : undefined,
  }
}

function readCodes(source: PackSource, manifest: Manifest | undefined, findings: Finding[]): Parts['codes'] {
  const lists = new Map<string, CodeList>()
  for (const [id, rule] of Object.entries(manifest?.codes ?? {})) {
    const bytes = source.files.get(rule.file)
    if (bytes === undefined) findings.push(absent(rule.file))
    else {
      const { list, findings: faults } = readCodeList(bytes, id, rule)
      findings.push(...faults)
      if (list) lists.set(id, list)
    }
  }
  return lists
}

const folders: ReadonlyMap<string, RegExp> = new Map([
  ['procedures', /\.bpmn$/u],
  ['decisions', /\.dmn$/u],
  ['forms', /\.json$/u],
  ['parameters', /\.yaml$/u],
  ['text', /^(?:zh|en)\.yaml$/u],
  ['documents', /\.md$/u],
  ['indicators', /\.yaml$/u],
  ['cases', /\.yaml$/u],
  ['codes', /\.(?:csv|yaml)$/u],
  ['samples', /\.(?:jsonl|csv|yaml)$/u],
])

/** Every file stands where the format has a place for it; packs hold no code. */
function checkLayout(source: PackSource, findings: Finding[]): void {
  if (!source.files.has('SOURCES.md')) findings.push(absent('SOURCES.md'))
  for (const file of source.files.keys()) {
    const [folder = '', name, ...rest] = file.split('/')
    const known =
      name === undefined
        ? ['pack.yaml', 'SOURCES.md', 'README.md'].includes(file)
        : rest.length === 0 && folders.get(folder)?.test(name) === true
    if (known) continue
    const words = ['治理包中没有放这个文件的位置', 'the format of packs has no place for this file'] as const
    findings.push(faultAt({ file, line: 0 }, 'pack_file_unknown', words))
  }
}

function absent(file: string): Finding {
  return faultAt({ file, line: 0 }, 'pack_file_missing', ['缺少这个文件', 'the file is missing'])
}

function yamlOf(source: PackSource, file: string): YamlRead | undefined {
  const bytes = source.files.get(file)
  return bytes === undefined ? undefined : readYaml(bytes, file)
}

type PackFile = { readonly file: string; readonly bytes: Uint8Array }

function filesIn(source: PackSource, folder: string, ending: string): readonly PackFile[] {
  return [...source.files]
    .filter(([file]) => file.startsWith(`${folder}/`) && file.endsWith(ending))
    .map(([file, bytes]) => ({ file, bytes }))
}

function textsIn(
  source: PackSource,
  folder: string,
  ending: string,
): readonly { readonly file: string; readonly text: string }[] {
  return filesIn(source, folder, ending).map(({ file, bytes }) => ({
    file,
    text: new TextDecoder().decode(bytes),
  }))
}

function nameOf(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.[a-z]+$/u, '')
}

function sortByPlace(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.code, b.code))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
