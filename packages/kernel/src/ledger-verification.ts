import type { Instant, Language } from '@duibiao/base'
import { firstCheckpointPrevious, keyId } from './checkpoint.ts'
import { readExportLine } from './ledger-export.ts'
import type { ExportLine } from './ledger-export.ts'
import { describeLedgerFault } from './ledger-fault.ts'
import type { LedgerFault } from './ledger-fault.ts'
import { slotFault, verifySegment, walkUnproved } from './ledger-segment.ts'
import type { Anchor, Verification, VerificationPort } from './ledger-segment.ts'
import { emptyTree } from './merkle.ts'

export type Verdict =
  | {
      readonly ok: true
      readonly district: number
      readonly matters: number
      readonly entries: number
      /** Entries that a checkpoint seals; the others are only chained. */
      readonly sealed: number
      readonly checkpoints: number
    }
  | { readonly ok: false; readonly fault: LedgerFault }

/** A verdict as one line for a person. */
export function describeVerdict(verdict: Verdict, language: Language): string {
  if (!verdict.ok) return describeLedgerFault(verdict.fault, language)
  const { district, matters, entries, sealed, checkpoints } = verdict
  return language === 'zh'
    ? `核验通过：区县 ${district}，事项 ${matters}，记录 ${entries} 条（检查点已封存 ${sealed} 条），检查点 ${checkpoints} 个`
    : `verified: district ${district}, ${matters} matters, ${entries} entries (${sealed} sealed), ${checkpoints} checkpoints`
}

/** Begins to verify a district's ledger. Lines are then given in order, from an export or from the database. */
export function startVerification(
  district: number,
  port: VerificationPort,
  anchor: Anchor = {},
): Verification {
  return {
    port,
    anchor,
    district,
    keys: new Map(),
    chain: new Map(),
    slots: [],
    entries: 0,
    lineNumber: 0,
    tree: emptyTree,
    last: { number: 0, at: -Infinity as Instant, hash: firstCheckpointPrevious(district, port.digest) },
    end: undefined,
    fault: undefined,
  }
}

/** Takes the next line; undefined is a line that cannot be read. Returns the first fault once there is one. */
export function verifyLine(
  verification: Verification,
  line: ExportLine | undefined,
): LedgerFault | undefined {
  verification.lineNumber++
  if (verification.fault !== undefined) return verification.fault
  if (line === undefined || verification.end !== undefined) {
    verification.slots.push({ line: verification.lineNumber, entry: undefined, position: undefined })
    return undefined
  }
  switch (line.line) {
    case 'header':
      if (verification.lineNumber !== 1) takeSlot(verification, undefined)
      break
    case 'key':
      if (keyId(line.publicKey, verification.port.digest) === line.id) verification.keys.set(line.id, line)
      break
    case 'entry':
      verification.entries++
      takeSlot(verification, line)
      break
    case 'checkpoint':
      verification.fault = verifySegment(verification, line.checkpoint, line.roll)
      break
    case 'end':
      verification.end = line
      break
  }
  return verification.fault
}

/** The verdict after the last line. `end` is expected unless the lines came from the database. */
export function finishVerification(
  verification: Verification,
  source: 'export' | 'database' = 'export',
): Verdict {
  const fault = verification.fault ?? findEndFault(verification, source)
  if (fault !== undefined) return { ok: false, fault }
  return {
    ok: true,
    district: verification.district,
    matters: verification.chain.size,
    entries: verification.entries,
    sealed: verification.tree.size,
    checkpoints: verification.last.number,
  }
}

/**
 * Verifies the lines of an export; a line that is no UTF-8 is given as undefined. The result is undefined when the
 * lines are not an export, or one with another digest than the port's.
 */
export function verifyExport(
  texts: Iterable<string | undefined>,
  port: VerificationPort,
  anchor: Anchor = {},
): Verdict | undefined {
  let verification: Verification | undefined
  for (const text of texts) {
    const line = text === undefined ? undefined : readExportLine(text)
    if (verification === undefined) {
      if (line?.line !== 'header' || line.digest !== port.algorithm) return undefined
      verification = startVerification(line.district, port, anchor)
    }
    if (verifyLine(verification, line) !== undefined) break
  }
  return verification === undefined ? undefined : finishVerification(verification)
}

function takeSlot(
  verification: Verification,
  line: Extract<ExportLine, { readonly line: 'entry' }> | undefined,
): void {
  verification.slots.push({
    line: verification.lineNumber,
    entry: line?.entry,
    position: line?.position,
  })
}

function findEndFault(verification: Verification, source: 'export' | 'database'): LedgerFault | undefined {
  const { district, anchor, last, end, slots, tree, entries } = verification
  const fault = walkUnproved(verification)
  if (fault !== undefined) return fault
  const stray = slots.find((slot) => slot.position !== undefined)
  const unsealedFrom = tree.size
  if (stray !== undefined) return { ...slotFault(verification, 'truncated', stray), unsealedFrom }
  const beyond = anchor.heads?.find((head) => head.number > last.number || head.district !== district)
  if (beyond !== undefined) return { kind: 'truncated', district, checkpoint: beyond.number, unsealedFrom }
  if (source === 'database') return undefined
  const isWhole = end?.entries === entries && end.sealed === tree.size && end.checkpoints === last.number
  return isWhole ? undefined : { kind: 'truncated', district, unsealedFrom }
}
