import type { Finding } from '@duibiao/base'
import type { Value } from '@duibiao/kernel'
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml'
import { faultAt } from './pack-fault.ts'

/** A YAML or JSON file as plain values, with the line of every value by its JSON pointer (`''` is the whole file). */
export type YamlRead = {
  readonly file: string
  readonly value: Value | undefined
  readonly lines: ReadonlyMap<string, number>
  readonly findings: readonly Finding[]
}

type Reading = {
  readonly file: string
  readonly counter: LineCounter
  readonly lines: Map<string, number>
  readonly findings: Finding[]
}

/** Nesting no pack needs; below it, recursion is safe. */
const deepest = 40
const longest = 2_000_000

/**
 * Reads YAML 1.2 (or JSON, which is YAML). Anchors and aliases are refused, so that a small file cannot grow; so are
 * tags, doubled keys, keys that are no text, and `__proto__`. Dates stay texts. Never throws on bad input.
 */
export function readYaml(bytes: Uint8Array, file: string): YamlRead {
  const reading: Reading = { file, counter: new LineCounter(), lines: new Map(), findings: [] }
  const value = readText(bytes, reading)
  const { lines, findings } = reading
  return { file, value: findings.length > 0 ? undefined : value, lines, findings }
}

function readText(bytes: Uint8Array, reading: Reading): Value | undefined {
  if (bytes.length > longest)
    return report(reading, 0, ['yaml_too_long', '文件过大', 'the file is too large'])
  const text = decode(bytes)
  if (text === undefined)
    return report(reading, 0, ['yaml_encoding', '文件不是 UTF-8 编码', 'the file is not encoded in UTF-8'])
  const steep = steepLine(text)
  if (steep > 0)
    return report(reading, steep, [
      'yaml_too_deep',
      `嵌套超过 ${deepest} 层`,
      `values are nested deeper than ${deepest}`,
    ])
  return parse(text, reading)
}

/** The line of the nearest value on the way to a JSON pointer. */
export function lineAt(read: Pick<YamlRead, 'lines'>, pointer: string): number {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = read.lines.get(at)
    if (line !== undefined) return line
    if (at === '') return 0
  }
}

function parse(text: string, reading: Reading): Value | undefined {
  let document: ReturnType<typeof parseDocument>
  try {
    document = parseDocument(text, {
      lineCounter: reading.counter,
      strict: true,
      // Doubled keys are found below: the parser compares each with each, half a minute for 50,000.
      uniqueKeys: false,
      // Its messages with a piece of the text take time in proportion to the text, each.
      prettyErrors: false,
      merge: false,
      logLevel: 'silent',
    })
  } catch {
    report(reading, 0, ['yaml_malformed', '不是有效的 YAML', 'the file is not valid YAML'])
    return undefined
  }
  for (const error of document.errors) {
    const { line } = reading.counter.linePos(error.pos[0])
    const words = error.message.split('\n')[0] ?? ''
    report(reading, line, ['yaml_malformed', `不是有效的 YAML：${words}`, `not valid YAML: ${words}`])
  }
  if (document.errors.length > 0 || document.contents === null) {
    if (document.errors.length === 0) report(reading, 0, ['yaml_empty', '文件是空的', 'the file is empty'])
    return undefined
  }
  return valueOf(document.contents, '', reading)
}

function valueOf(node: Node | null | undefined, pointer: string, reading: Reading): Value {
  const line = node?.range ? reading.counter.linePos(node.range[0]).line : 0
  if (!reading.lines.has(pointer)) reading.lines.set(pointer, line)
  if (node === null || node === undefined) return null
  if (!isPlain(node, line, reading)) return null
  if (isSeq(node))
    return node.items.map((item, index) => valueOf(item as Node, `${pointer}/${index}`, reading))
  if (isMap(node)) return recordOf(node.items as readonly Pairs[], pointer, reading)
  return isScalar(node) ? scalarOf(node.value, line, reading) : null
}

function isPlain(node: Node, line: number, reading: Reading): boolean {
  if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) {
    report(reading, line, ['yaml_alias', '不能使用锚点和别名', 'anchors and aliases are not allowed'])
    return false
  }
  if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
    report(reading, line, ['yaml_tag', '不能使用标签', 'tags are not allowed'])
  return true
}

type Pairs = { readonly key: unknown; readonly value: unknown }

function recordOf(items: readonly Pairs[], pointer: string, reading: Reading): Value {
  const record: { [name: string]: Value } = {}
  for (const { key, value } of items) {
    const line = isScalar(key) && key.range ? reading.counter.linePos(key.range[0]).line : 0
    const name =
      isScalar(key) && typeof key.value === 'number'
        ? String(key.value)
        : isScalar(key)
          ? key.value
          : undefined
    if (typeof name !== 'string' || name === '__proto__') {
      report(reading, line, ['yaml_key', '键应当是文字', 'keys must be texts'])
      continue
    }
    if (Object.hasOwn(record, name)) {
      report(reading, line, ['yaml_key_twice', `键 ${name} 写了两次`, `the key ${name} stands here twice`])
      continue
    }
    const inner = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    reading.lines.set(inner, line)
    record[name] = valueOf(value as Node, inner, reading)
  }
  return record
}

function scalarOf(value: unknown, line: number, reading: Reading): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  report(reading, line, ['yaml_value', '不是文字、数或真假', 'the value is no text, number or truth value'])
  return null
}

/** The line where flow brackets or indentation go too deep, 0 when none does: the parser recurses. */
function steepLine(text: string): number {
  let depth = 0
  for (const [index, part] of text.split('\n').entries()) {
    const lead = /^[ -]*/u.exec(part)?.[0] ?? ''
    if (lead.length > deepest * 8 || lead.replaceAll(' ', '').length > deepest) return index + 1
    for (const character of part) {
      depth = Math.max(0, depth + (steps.get(character) ?? 0))
      if (depth > deepest) return index + 1
    }
  }
  return 0
}

const steps: ReadonlyMap<string, number> = new Map([
  ['[', 1],
  ['{', 1],
  [']', -1],
  ['}', -1],
])

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function report(
  reading: Reading,
  line: number,
  [code, zh, en]: readonly [string, string, string],
): undefined {
  reading.findings.push(faultAt({ file: reading.file, line }, code, [zh, en]))
}
