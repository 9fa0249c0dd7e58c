/** An event of the chain by number and hash, as it is noted on paper. */
export interface AuditHead {
  readonly seq: number
  readonly hash: string
}

/** `1234:9f86…`; blanks around and inside do not matter, since people copy it from paper. */
export function readHead(text: string): AuditHead | undefined {
  const [, seq, hash = ''] = /^([1-9]\d{0,14})[:\uFF1A]([0-9a-f]{64})$/.exec(text.replaceAll(/\s/g, '')) ?? []
  return seq === undefined ? undefined : { seq: Number(seq), hash }
}

export function writeHead({ seq, hash }: AuditHead): string {
  return `${seq}:${hash}`
}
