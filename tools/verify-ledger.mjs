#!/usr/bin/env node
// oxlint-disable eslint/max-lines -- one file on purpose: an auditor copies it alone to a machine of his own
/**
 * Verifies an export of a district's ledger, or the proof of one entry. Needs Node 18 or newer and nothing else: no
 * package, no database. It is a second implementation of docs/reference/ledger.md, on purpose independent of the
 * product's own, with which a test compares it.
 *
 *   node verify-ledger.mjs EXPORT.jsonl [--head FILE] [--key ID] [--json]     ("-" reads the standard input)
 *   node verify-ledger.mjs --proof PROOF.json [--head FILE] [--key ID] [--json]
 *
 * Exit code: 0 verified, 1 a fault was found (the first one is printed), 2 the input cannot be read.
 */
import * as crypto from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs'

const algorithms = { 'sha-256': 'sha256', sm3: 'sm3' }
const hexDigest = /^[0-9a-f]{64}$/
const markLength = 8
const longestLine = 1 << 28

// ---- canonical JSON (RFC 8785) and digests

/** The one spelling of a JSON value. */
function canonical(value, depth = 0) {
  if (depth > 256) throw new Error('nested too deep')
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value).sort()
    return `{${members.map((name) => `${canonical(name)}:${canonical(value[name], depth + 1)}`).join(',')}}`
  }
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) throw new Error('lone surrogate')
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a number')
  const text = JSON.stringify(value)
  if (text === undefined) throw new Error('not JSON')
  return text
}

/** @param {string} algorithm as the export's header names it */
function hasher(algorithm) {
  const name = algorithms[algorithm]
  function once(data, encoding) {
    if (crypto.hash !== undefined) return crypto.hash(name, data, encoding)
    const digest = crypto.createHash(name).update(data).digest()
    return encoding === 'hex' ? digest.toString('hex') : digest
  }
  return { hex: (text) => once(text, 'hex'), bytes: (data) => once(data, 'buffer') }
}

// ---- the forms of docs/reference/ledger.md

function hashOfEntry(entry, { hex }) {
  const { hash: _, ...rest } = entry
  return hex(canonical({ v: 1, ...rest }))
}

function textOfCheckpoint(checkpoint) {
  const { signature: _, ...rest } = checkpoint
  return canonical({ v: 1, ...rest })
}

function genesis(kind, members, { hex }) {
  return hex(canonical({ v: 1, genesis: kind, ...members }))
}

function headLine(checkpoint, { hex }) {
  const { district, number, size, root, key } = checkpoint
  const check = hex(textOfCheckpoint(checkpoint))
    .slice(0, 24)
    .replace(/(....)(?=.)/g, '$1-')
  return `duibiao-head/1 district=${district} number=${number} size=${size} root=${root} key=${key} check=${check}`
}

/** Heads of a file, by number of the checkpoint; other lines are passed over. */
export function readHeads(text) {
  const heads = []
  for (const line of text.split(/\r?\n/)) {
    const match = /^duibiao-head\/1 district=(\d+) number=(\d+) size=\d+ root=[0-9a-f]{64} /.exec(line.trim())
    if (match) heads.push({ district: Number(match[1]), number: Number(match[2]), line: line.trim() })
  }
  return heads
}

function isCount(value) {
  return Number.isSafeInteger(value) && value >= 0
}

function isText(value) {
  return typeof value === 'string'
}

function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDigest(value) {
  return isText(value) && hexDigest.test(value)
}

function isAlgorithm(value) {
  return isText(value) && Object.hasOwn(algorithms, value)
}

function isListOf(test) {
  return (value) => Array.isArray(value) && value.every(test)
}

/** Test for a record with exactly these members. */
function shaped(shape) {
  return (value) =>
    isRecord(value) &&
    Object.keys(value).every((name) => Object.hasOwn(shape, name)) &&
    Object.keys(shape).every((name) => shape[name](value[name]))
}

const isEntry = shaped({
  district: isCount,
  matter: isText,
  seq: isCount,
  at: Number.isSafeInteger,
  kind: isText,
  actor: isRecord,
  input: (value) => value !== undefined,
  facts: Array.isArray,
  patch: isRecord,
  set: isRecord,
  previous: isDigest,
  hash: isDigest,
})
const isCheckpoint = shaped({
  district: isCount,
  number: isCount,
  first: isCount,
  size: isCount,
  root: isDigest,
  roll: isDigest,
  previous: isDigest,
  at: Number.isSafeInteger,
  digest: isAlgorithm,
  key: isText,
  signature: (value) => isText(value) && /^([0-9a-f]{2})+$/.test(value),
})
const isRoll = shaped({ matters: isListOf(isText), order: isListOf(isCount), marks: isText })
const isKey = { id: isText, publicKey: isText, algorithm: (value) => value === 'ed25519' }
const lineShapes = {
  header: shaped({
    line: isText,
    format: (value) => value === 'duibiao-ledger',
    version: (value) => value === 1,
    district: isCount,
    digest: isAlgorithm,
    at: Number.isSafeInteger,
  }),
  key: shaped({ line: isText, ...isKey }),
  entry: shaped({ line: isText, entry: isEntry, position: (value) => value === undefined || isCount(value) }),
  checkpoint: shaped({ line: isText, checkpoint: isCheckpoint, roll: isRoll }),
  end: shaped({ line: isText, entries: isCount, sealed: isCount, checkpoints: isCount }),
}
const isProof = shaped({
  format: (value) => value === 'duibiao-proof',
  version: (value) => value === 1,
  entry: isEntry,
  position: isCount,
  path: isListOf(isDigest),
  checkpoint: isCheckpoint,
  key: shaped(isKey),
})

/** The value of a line; null when it is not one of the format in its canonical spelling. */
function readLine(text) {
  if (text === null) return null
  try {
    const value = JSON.parse(text)
    if (canonical(value) !== text || !isText(value?.line) || !Object.hasOwn(lineShapes, value.line))
      return null
    return lineShapes[value.line](value) ? value : null
  } catch {
    return null
  }
}

// ---- the Merkle tree (RFC 9162)

function leafOf(entryHash, { bytes }) {
  return bytes(Buffer.concat([Buffer.of(0), Buffer.from(entryHash, 'hex')]))
}

function nodeOf(left, right, { bytes }) {
  return bytes(Buffer.concat([Buffer.of(1), left, right]))
}

/** A tree as a binary counter: `levels[n]` is the root of a full subtree of 2^n leaves, or null. */
function addLeaf(levels, leaf, hash) {
  let carry = leaf
  let level = 0
  for (; levels[level]; level++) {
    carry = nodeOf(levels[level], carry, hash)
    levels[level] = null
  }
  levels[level] = carry
}

function rootOf(levels, hash) {
  let root = null
  for (const subtree of levels) {
    if (subtree) root = root === null ? subtree : nodeOf(subtree, root, hash)
  }
  return (root ?? hash.bytes(Buffer.alloc(0))).toString('hex')
}

/** The root that a path leads to, going down from the whole tree as in the definition; null when it does not fit. */
function rootFromPath({ leaf, index, size, path }, hash) {
  if (size === 1) return path.length === 0 ? leaf : null
  const sibling = path[path.length - 1]
  if (sibling === undefined) return null
  let split = 1
  while (split * 2 < size) split *= 2
  const rest = path.slice(0, -1)
  const side = Buffer.from(sibling, 'hex')
  if (index < split) {
    const left = rootFromPath({ leaf, index, size: split, path: rest }, hash)
    return left && nodeOf(left, side, hash)
  }
  const right = rootFromPath({ leaf, index: index - split, size: size - split, path: rest }, hash)
  return right && nodeOf(side, right, hash)
}

// ---- signatures

function isSigned(checkpoint, key) {
  try {
    const publicKey = crypto.createPublicKey({
      key: Buffer.from(key.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    })
    const text = Buffer.from(textOfCheckpoint(checkpoint))
    if (publicKey.asymmetricKeyType !== 'ed25519') return false
    return crypto.verify(null, text, publicKey, Buffer.from(checkpoint.signature, 'hex'))
  } catch {
    return false
  }
}

function isKeyTrusted(key, anchor, { hex }) {
  return key.id === hex(key.publicKey).slice(0, 32) && (!anchor.keys?.length || anchor.keys.includes(key.id))
}

// ---- the verification of an export

/**
 * Verifies the lines of an export; a line may be null when its bytes are no text.
 * @param {Iterable<string | null>} texts
 * @param {{ heads?: ReturnType<typeof readHeads>, keys?: string[] }} anchor
 * @returns the verdict, or null when the lines are not an export
 */
export function verifyExport(texts, anchor = {}) {
  let run = null
  for (const text of texts) {
    const line = readLine(text)
    if (run === null) {
      if (line?.line !== 'header') return null
      run = startRun(line, anchor)
      continue
    }
    run.lineNumber++
    const fault = takeLine(run, line)
    if (fault) return { ok: false, fault: { ...fault, district: run.district } }
  }
  if (run === null) return null
  const fault = takeEnd(run)
  if (fault) return { ok: false, fault: { ...fault, district: run.district } }
  return {
    ok: true,
    district: run.district,
    matters: run.matters.size,
    entries: run.entries,
    sealed: run.sealed,
    checkpoints: run.number,
    ...(run.key && { key: run.key }),
  }
}

function startRun(header, anchor) {
  const hash = hasher(header.digest)
  return {
    anchor,
    hash,
    algorithm: header.digest,
    district: header.district,
    lineNumber: 1,
    keys: new Map(),
    /** matter → { seq, hash, at } of its last entry that is in order */
    matters: new Map(),
    /** what stands between the last checkpoint and the next */
    pending: [],
    entries: 0,
    levels: [],
    sealed: 0,
    number: 0,
    at: -Infinity,
    previous: genesis('district', { district: header.district }, hash),
    key: undefined,
    end: null,
  }
}

function takeLine(run, line) {
  switch (run.end === null ? line?.line : undefined) {
    case 'key':
      if (line.id === run.hash.hex(line.publicKey).slice(0, 32)) run.keys.set(line.id, line)
      return null
    case 'checkpoint':
      return takeCheckpoint(run, line)
    case 'end':
      run.end = line
      return null
    case 'entry':
      run.entries++
      takePending(run, line.entry, line.position)
      return null
    default:
      takePending(run, null)
      return null
  }
}

function takePending(run, entry, position) {
  run.pending.push({ entry, position, line: run.lineNumber, name: entry && nameOf(entry) })
}

function nameOf({ matter, seq }) {
  return `${seq} ${matter}`
}

function takeEnd(run) {
  const fault = verifyUnsealed(run)
  if (fault) return fault
  const stray = run.pending.find(({ position }) => position !== undefined)
  const unsealedFrom = run.sealed
  if (stray) return { kind: 'truncated', matter: stray.entry.matter, seq: stray.entry.seq, unsealedFrom }
  const beyond = (run.anchor.heads ?? []).find(
    ({ number, district }) => number > run.number || district !== run.district,
  )
  if (beyond) return { kind: 'truncated', checkpoint: beyond.number, unsealedFrom }
  const { end } = run
  const isWhole = end?.entries === run.entries && end.sealed === run.sealed && end.checkpoints === run.number
  return isWhole ? null : { kind: 'truncated', unsealedFrom }
}

function takeCheckpoint(run, { checkpoint, roll }) {
  const kind = faultOfCheckpoint(run, checkpoint, roll)
  if (kind) {
    const number = kind === 'checkpoint_missing' ? run.number + 1 : checkpoint.number
    return verifyUnsealed(run) ?? faultFrom(run, kind, number)
  }
  const fault = verifySealed(run, roll)
  if (fault) return fault
  for (const { entry } of run.pending) addLeaf(run.levels, leafOf(entry.hash, run.hash), run.hash)
  if (rootOf(run.levels, run.hash) !== checkpoint.root)
    return faultFrom(run, 'root_mismatch', checkpoint.number)
  const head = (run.anchor.heads ?? []).find(({ number }) => number === checkpoint.number)
  if (head && head.line !== headLine(checkpoint, run.hash))
    return faultFrom(run, 'head_differs', checkpoint.number)
  run.sealed += run.pending.length
  run.pending = []
  run.number = checkpoint.number
  run.at = checkpoint.at
  run.key = checkpoint.key
  run.previous = run.hash.hex(textOfCheckpoint(checkpoint))
  return null
}

function faultFrom(run, kind, checkpoint) {
  const first = run.pending[0]?.entry
  const place = { checkpoint, unsealedFrom: run.sealed }
  return first ? { kind, matter: first.matter, seq: first.seq, ...place } : { kind, ...place }
}

function faultOfCheckpoint(run, checkpoint, roll) {
  if (checkpoint.number !== run.number + 1) return 'checkpoint_missing'
  const key = run.keys.get(checkpoint.key)
  if (!key || !isKeyTrusted(key, run.anchor, run.hash)) return 'key_unknown'
  if (!isSigned(checkpoint, key)) return 'signature_invalid'
  const { district, previous, first, size, at, digest } = checkpoint
  const pairs = [
    [district, run.district],
    [previous, run.previous],
    [first, run.sealed],
    [digest, run.algorithm],
    [checkpoint.roll, run.hash.hex(canonical(roll))],
    [roll.order.length, size - first],
    [roll.marks.length, (size - first) * markLength],
  ]
  return at < run.at || pairs.some(([found, wanted]) => found !== wanted) ? 'checkpoint_changed' : null
}

/** Entries that a trusted checkpoint seals: each must be the one that the roll names at its place. */
function verifySealed(run, roll) {
  const counts = new Map()
  const wanted = roll.order.map((index) => {
    const matter = roll.matters[index]
    const seq = (counts.get(matter) ?? run.matters.get(matter)?.seq ?? 0) + 1
    counts.set(matter, seq)
    return { matter, seq, name: nameOf({ matter, seq }) }
  })
  for (let index = 0; index < wanted.length; index++) {
    const { matter, seq, name } = wanted[index]
    const place = { matter, seq, position: run.sealed + index }
    const slot = run.pending[index]
    if (slot?.name !== name) return misplaced(run, wanted, index)
    const mark = roll.marks.slice(index * markLength, (index + 1) * markLength)
    const kind =
      faultOfEntry(run, slot.entry) ??
      (slot.entry.hash.startsWith(mark) ? null : 'forged') ??
      (slot.position === place.position ? null : 'reordered')
    if (kind) return { kind, ...place }
    run.matters.set(matter, slot.entry)
  }
  const surplus = run.pending[wanted.length]
  if (!surplus) return null
  return surplus.entry
    ? { kind: 'inserted', matter: surplus.entry.matter, seq: surplus.entry.seq }
    : { kind: 'inserted', line: surplus.line }
}

function misplaced(run, wanted, index) {
  const { matter, seq, name } = wanted[index]
  const place = { matter, seq, position: run.sealed + index }
  const slot = run.pending[index]
  if (!slot) return { kind: 'missing', ...place }
  const isGone = countFrom(run.pending, index, name) === 0
  if (!slot.entry) return { kind: isGone ? 'changed' : 'unreadable', ...place, line: slot.line }
  const isSurplus = countFrom(run.pending, index, slot.name) > countFrom(wanted, index, slot.name)
  if (isGone) return { kind: isSurplus ? 'changed' : 'missing', ...place }
  return isSurplus
    ? { kind: 'inserted', matter: slot.entry.matter, seq: slot.entry.seq }
    : { kind: 'reordered', ...place }
}

function countFrom(list, index, name) {
  return list.slice(index).filter((item) => item.name === name).length
}

/** What is wrong with an entry at its place in its matter. */
function faultOfEntry(run, entry) {
  if (entry.district !== run.district) return 'changed'
  const before = run.matters.get(entry.matter)
  if (before && entry.at < before.at) return 'backdated'
  if (hashOfEntry(entry, run.hash) !== entry.hash) return 'changed'
  const { district, matter } = entry
  const previous = before ? before.hash : genesis('matter', { district, matter }, run.hash)
  return entry.previous === previous ? null : 'broken_link'
}

/** Entries without a trusted checkpoint: only the chains of their matters can be verified. */
function verifyUnsealed(run) {
  const slots = run.pending.filter(({ entry }) => entry)
  const foreign = slots.find(({ entry }) => entry.district !== run.district)
  if (foreign) return { kind: 'inserted', matter: foreign.entry.matter, seq: foreign.entry.seq }
  for (const [index, { entry }] of slots.entries()) {
    const { matter, seq } = entry
    const next = (run.matters.get(matter)?.seq ?? 0) + 1
    if (seq < next) return { kind: 'inserted', matter, seq }
    if (seq > next) {
      const isLater = slots.slice(index).some(({ name }) => name === nameOf({ matter, seq: next }))
      return { kind: isLater ? 'reordered' : 'missing', matter, seq: next }
    }
    const kind = faultOfEntry(run, entry)
    if (kind) return { kind, matter, seq }
    run.matters.set(matter, entry)
  }
  const unreadable = run.pending.find(({ entry }) => !entry)
  return unreadable ? { kind: 'unreadable', line: unreadable.line } : null
}

// ---- the proof of one entry

/** Verifies the text of a proof's file. Null when it is not a proof. */
export function verifyProof(text, anchor = {}) {
  let proof
  try {
    proof = JSON.parse(text)
  } catch {
    return null
  }
  if (!isProof(proof)) return null
  const { entry, position, checkpoint } = proof
  const { district, matter, seq } = entry
  const kind = faultOfProof(proof, anchor)
  const place = { district, matter, seq, position, checkpoint: checkpoint.number }
  return kind ? { ok: false, fault: { kind, ...place } } : { ok: true, ...place, key: checkpoint.key }
}

function faultOfProof({ entry, position, path, checkpoint, key }, anchor) {
  const hash = hasher(checkpoint.digest)
  if (hashOfEntry(entry, hash) !== entry.hash) return 'changed'
  if (key.id !== checkpoint.key || !isKeyTrusted(key, anchor, hash)) return 'key_unknown'
  if (!isSigned(checkpoint, key)) return 'signature_invalid'
  if (entry.district !== checkpoint.district) return 'checkpoint_changed'
  const { size, root } = checkpoint
  const isInside = position < size && path.length <= 64
  const found =
    isInside && rootFromPath({ leaf: leafOf(entry.hash, hash), index: position, size, path }, hash)
  if (!found || found.toString('hex') !== root) return 'root_mismatch'
  const heads = anchor.heads
  return heads && !heads.some(({ line }) => line === headLine(checkpoint, hash)) ? 'head_differs' : null
}

// ---- for people

const kinds = {
  changed: ['记录内容被改动', 'the entry was changed'],
  backdated: ['记录时间早于前一条（倒填时间）', 'the entry is dated before the one it follows'],
  missing: ['记录缺失', 'the entry is missing'],
  inserted: ['记录系插入', 'the entry was inserted'],
  reordered: ['记录次序颠倒', 'the entry is not at its place'],
  broken_link: ['记录与前一条不衔接', 'the entry does not follow the one before it'],
  forged: ['记录连同摘要被替换', 'the entry was replaced together with its hash'],
  checkpoint_missing: ['检查点缺失', 'the checkpoint is missing'],
  checkpoint_changed: ['检查点与其前文不符', 'the checkpoint does not fit what comes before it'],
  signature_invalid: ['检查点签名无效', 'the signature of the checkpoint is wrong'],
  key_unknown: ['检查点所用公钥不可信', 'the checkpoint was signed with a key that is not trusted'],
  root_mismatch: ['记录与检查点树根不符', 'the entries do not give the root of the checkpoint'],
  head_differs: ['检查点与留存的树头不符', 'the checkpoint is not the one whose head was kept'],
  truncated: ['台账被截尾', 'the ledger was cut off'],
  unreadable: ['该行无法读取', 'the line cannot be read'],
}
const places = {
  district: ['区县 {}', 'district {}'],
  matter: ['事项 {}', 'matter {}'],
  seq: ['第 {} 条', 'entry {}'],
  position: ['位置 {}', 'position {}'],
  checkpoint: ['检查点 {}', 'checkpoint {}'],
  line: ['文件第 {} 行', 'line {} of the file'],
  unsealedFrom: ['自位置 {} 起均未封存', 'from position {} on nothing is sealed'],
  firstMatter: ['首条属事项 {}', 'the first of matter {}'],
  firstSeq: ['为其第 {} 条', 'its entry {}'],
}

/** The fault in Chinese (0) or English (1). */
export function describeFault(fault, language) {
  // Of a seal that is missing it matters from where on nothing holds; the entry there is as good as any after it.
  const { matter, seq, ...rest } = fault
  const told = fault.unsealedFrom === undefined ? fault : { ...rest, firstMatter: matter, firstSeq: seq }
  const named = Object.keys(places).filter((place) => told[place] !== undefined)
  const texts = named.map((place) => places[place][language].replace('{}', () => String(told[place])))
  return `${kinds[fault.kind][language]}${['：', ': '][language]}${texts.join(['，', ', '][language])}`
}

/** What a verdict says in Chinese and English, and what it cannot say without an anchor. */
export function describeVerdict(verdict, anchor = {}) {
  if (!verdict.ok) return [describeFault(verdict.fault, 0), describeFault(verdict.fault, 1)]
  const { district, matters, entries, sealed, checkpoints, key, matter, seq, position } = verdict
  const lines =
    matter === undefined
      ? [
          `核验通过：区县 ${district}，事项 ${matters}，记录 ${entries} 条（检查点已封存 ${sealed} 条），检查点 ${checkpoints} 个`,
          `verified: district ${district}, ${matters} matters, ${entries} entries (${sealed} sealed), ${checkpoints} checkpoints`,
        ]
      : [
          `核验通过：区县 ${district}，事项 ${matter} 第 ${seq} 条在台账位置 ${position}`,
          `verified: district ${district}, matter ${matter}, entry ${seq} stands at position ${position}`,
        ]
  if (key !== undefined && !anchor.heads && !anchor.keys?.length) {
    lines.push(
      `签名公钥 ${key}：请与公布的公钥编号或留存的树头核对（--key、--head），否则不能排除整本伪造`,
      `signed with key ${key}: compare it with the published one or with a kept head (--key, --head)`,
    )
  }
  return lines
}

// ---- the command

/** The lines of a file; null for a line whose bytes are not UTF-8. readline would also break lines at U+2028. */
function* readLines(path) {
  const file = path === '-' ? 0 : openSync(path, 'r')
  const chunk = Buffer.alloc(1 << 20)
  let rest = Buffer.alloc(0)
  try {
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      const data =
        rest.length === 0 ? chunk.subarray(0, count) : Buffer.concat([rest, chunk.subarray(0, count)])
      let start = 0
      for (let end = data.indexOf(10, start); end >= 0; end = data.indexOf(10, start)) {
        yield decode(data.subarray(start, end))
        start = end + 1
      }
      rest = Buffer.from(data.subarray(start))
      if (rest.length > longestLine) throw new Error('a line is longer than 256 MB')
    }
    if (rest.length > 0) yield decode(rest)
  } finally {
    if (file !== 0) closeSync(file)
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes) {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

const usage = `用法 usage:
  node verify-ledger.mjs EXPORT.jsonl [--head FILE] [--key ID] [--json]
  node verify-ledger.mjs --proof PROOF.json [--head FILE] [--key ID] [--json]
退出码 exit code: 0 核验通过 verified, 1 发现问题 a fault was found, 2 无法读取 the input cannot be read`

function readArguments(list) {
  const options = { keys: [], flags: new Set(), files: [] }
  const words = [...list]
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (['--json', '--help', '-h'].includes(word)) options.flags.add(word)
    else if (word === '-' || !word.startsWith('-')) options.files.push(word)
    else if (!['--head', '--proof', '--key'].includes(word) || words.length === 0) throw new Error(usage)
    else if (word === '--key') options.keys.push(words.shift())
    else options[word.slice(2)] = words.shift()
  }
  const isAsked = options.flags.has('--help') || options.flags.has('-h')
  if (!isAsked && options.files.length !== (options.proof === undefined ? 1 : 0)) throw new Error(usage)
  return { ...options, isAsked }
}

/** Runs the command. @param {string[]} list its arguments @returns the exit code */
export function main(list) {
  try {
    const options = readArguments(list)
    if (options.isAsked) {
      console.log(usage)
      return 0
    }
    const heads = options.head === undefined ? undefined : readHeads(readFileSync(options.head, 'utf8'))
    if (heads?.length === 0) throw new Error(`${options.head}: 没有树头行 holds no line with a head`)
    const anchor = { keys: options.keys, ...(heads && { heads }) }
    const verdict =
      options.proof === undefined
        ? verifyExport(readLines(options.files[0]), anchor)
        : verifyProof(readFileSync(options.proof, 'utf8'), anchor)
    if (verdict === null) throw new Error('不是台账导出或证明文件 neither an export nor a proof')
    const lines = describeVerdict(verdict, anchor)
    console.log(options.flags.has('--json') ? JSON.stringify({ ...verdict, text: lines }) : lines.join('\n'))
    return verdict.ok ? 0 : 1
  } catch (error) {
    console.error(error.message)
    return 2
  }
}

if (process.argv[1] !== undefined) {
  const own = decodeURIComponent(new URL(import.meta.url).pathname).replace(/^\/(?=[A-Za-z]:)/, '')
  if (realpathSync(process.argv[1]).replaceAll('\\', '/') === own)
    process.exitCode = main(process.argv.slice(2))
}
