import { bpmnParts } from './pack-difference-bpmn.ts'
import { dmnParts } from './pack-difference-dmn.ts'
import type { Form } from './pack-form.ts'
import type { Manifest } from './pack-manifest.ts'
import type { Parameter, ParameterValue } from './pack-parameter.ts'
import { amountText } from './pack-setting.ts'
import type { PackSource } from './pack-source.ts'
import type { Pack } from './pack.ts'
import type { Texts } from './pack-text.ts'

/** A part of a pack that one version has otherwise than another. */
export type PackChange = {
  readonly part: 'manifest' | 'procedure' | 'decision' | 'parameter' | 'form' | 'text' | 'file'
  /** Process id, decision id, name of the parameter, form, text file or other file. */
  readonly name: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** What is different inside, a line each: `+` is new, `-` is gone, `~` is otherwise. */
  readonly details: readonly string[]
}

/** Lines by what they speak of: two versions of a part are the same when all are. */
type PartLines = ReadonlyMap<string, string>

/** What stands in the second version of a pack otherwise than in the first, in the order of the parts. */
export function comparePacks(old: Pack, now: Pack): readonly PackChange[] {
  return [
    ...compareParts('manifest', one(manifestLines(old.manifest)), one(manifestLines(now.manifest))),
    ...compareParts('procedure', bpmnParts(old), bpmnParts(now)),
    ...compareParts('decision', dmnParts(old), dmnParts(now)),
    ...compareParts('parameter', linesOf(old.parameters, valueLines), linesOf(now.parameters, valueLines)),
    ...compareParts(
      'form',
      linesOf(Object.fromEntries(old.forms), fieldLines),
      linesOf(Object.fromEntries(now.forms), fieldLines),
    ),
    ...compareParts('text', linesOf(old.texts, textLines), linesOf(now.texts, textLines)),
    ...compareFiles(old.source, now.source),
  ]
}

function compareParts(
  part: PackChange['part'],
  old: ReadonlyMap<string, PartLines>,
  now: ReadonlyMap<string, PartLines>,
): readonly PackChange[] {
  const names = [...new Set([...old.keys(), ...now.keys()])].toSorted()
  return names.flatMap((name): PackChange[] => {
    const [before, after] = [old.get(name), now.get(name)]
    if (before === undefined) return [{ part, name, kind: 'added', details: [] }]
    if (after === undefined) return [{ part, name, kind: 'removed', details: [] }]
    const details = compareLines(before, after)
    return details.length === 0 ? [] : [{ part, name, kind: 'changed', details }]
  })
}

/** A line that was and is, but otherwise, is told as it was and as it is when that is short. */
function compareLines(old: PartLines, now: PartLines): readonly string[] {
  const gone = [...old.keys()].filter((key) => !now.has(key)).map((key) => `- ${key}`)
  const fresh = [...now.keys()].filter((key) => !old.has(key)).map((key) => `+ ${key}`)
  const other = [...now].flatMap(([key, text]) => {
    const before = old.get(key)
    if (before === undefined || before === text) return []
    const isShort = before.length + text.length <= 120
    return [isShort ? `~ ${key}: ${before} → ${text}` : `~ ${key}`]
  })
  return [...gone, ...fresh, ...other]
}

/** All files by their bytes: documents, codes, cases and samples, and drawings and comments, stand here alone. */
function compareFiles({ files: old }: PackSource, { files: now }: PackSource): readonly PackChange[] {
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((name): PackChange[] => {
    const [before, after] = [old.get(name), now.get(name)]
    if (before === undefined) return [{ part: 'file', name, kind: 'added', details: [] }]
    if (after === undefined) return [{ part: 'file', name, kind: 'removed', details: [] }]
    const isSame = before.length === after.length && before.every((byte, index) => byte === after[index])
    return isSame ? [] : [{ part: 'file', name, kind: 'changed', details: [] }]
  })
}

function one(lines: PartLines): ReadonlyMap<string, PartLines> {
  return new Map([['pack.yaml', lines]])
}

function linesOf<Part>(
  parts: { readonly [name: string]: Part },
  read: (part: Part) => PartLines,
): ReadonlyMap<string, PartLines> {
  return new Map(Object.entries(parts).map(([name, part]) => [name, read(part)]))
}

function manifestLines(manifest: Manifest): PartLines {
  return new Map(Object.entries(manifest).map(([key, value]) => [key, plainText(value)]))
}

function valueLines({ values, presets = {}, ...rest }: Parameter): PartLines {
  const lists = [['', values] as const, ...Object.entries(presets)]
  return new Map([
    ...Object.entries(rest).map(([key, value]): [string, string] => [key, plainText(value)]),
    ...lists.flatMap(([preset, list]) =>
      list.map((value): [string, string] => [
        `${preset === '' ? '' : `${preset}: `}${value.from}`,
        said(value),
      ]),
    ),
  ])
}

function said(value: ParameterValue): string {
  const { from: _from, value: _value, unit: _unit, to, legal_basis: basis, ...rest } = value
  const ground = basis === undefined ? [] : [`${basis.law} ${basis.article}`]
  const more = Object.keys(rest).length === 0 ? [] : [plainText(rest)]
  return [amountText(value), ...(to === undefined ? [] : [`… ${to}`]), ...ground, ...more].join(' ')
}

function fieldLines({ schema }: Form): PartLines {
  const { properties, ...rest } = schema
  const fields = typeof properties === 'object' && properties !== null ? Object.entries(properties) : []
  return new Map([...Object.entries(rest), ...fields].map(([key, value]) => [key, plainText(value)]))
}

function textLines(texts: Texts): PartLines {
  return new Map(Object.entries(texts))
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
