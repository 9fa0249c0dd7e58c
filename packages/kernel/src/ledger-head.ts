import type { Digest } from '@duibiao/base'
import { checkpointHash } from './checkpoint.ts'
import type { Checkpoint, UnsignedCheckpoint } from './checkpoint.ts'

/** What is printed, mailed or written to a second store once a day: nobody can shorten the ledger below it unseen. */
export type Head = Pick<Checkpoint, 'district' | 'number' | 'size' | 'root' | 'key'> & {
  /** The first 24 hex digits of the checkpoint's hash in groups of four: short enough to be read out. */
  readonly check: string
}

const headForm =
  /^duibiao-head\/1 district=([1-9]\d{0,9}) number=([1-9]\d{0,15}) size=(0|[1-9]\d{0,15}) root=([0-9a-f]{64}) key=([0-9a-f]{32}) check=((?:[0-9a-f]{4}-){5}[0-9a-f]{4})$/

/**
 * The head of a checkpoint: what an office prints or sends out, to hold the ledger against later. `check` is the first 24 hex digits
 * of its hash, in groups of four.
 */
export function headOf(checkpoint: UnsignedCheckpoint, digest: Digest): Head {
  const { district, number, size, root, key } = checkpoint
  const check = (checkpointHash(checkpoint, digest).slice(0, 24).match(/.{4}/g) ?? []).join('-')
  return { district, number, size, root, key, check }
}

/** One line: `duibiao-head/1 district=… number=… size=… root=… key=… check=…`. */
export function formatHead({ district, number, size, root, key, check }: Head): string {
  return `duibiao-head/1 district=${district} number=${number} size=${size} root=${root} key=${key} check=${check}`
}

/** Every head in a text, one a line; other lines are passed over. */
export function readHeads(text: string): readonly Head[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, district, number, size, root = '', key = '', check = ''] = headForm.exec(line.trim()) ?? []
    if (district === undefined) return []
    return [{ district: Number(district), number: Number(number), size: Number(size), root, key, check }]
  })
}

/** True when the checkpoint is the one whose head was printed. */
export function isHeadOf(head: Head, checkpoint: UnsignedCheckpoint, digest: Digest): boolean {
  return formatHead(head) === formatHead(headOf(checkpoint, digest))
}
