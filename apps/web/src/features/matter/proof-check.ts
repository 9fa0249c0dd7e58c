/** What a proof says, as the service gives it and as its file keeps it (docs/reference/ledger.md). */
export interface Proof {
  readonly entry: Readonly<Record<string, unknown>>
  readonly position: number
  readonly path: readonly string[]
  readonly checkpoint: Readonly<Record<string, unknown>>
  readonly key: { readonly id: string; readonly publicKey: string }
}

export const proofSteps = ['content', 'path', 'signature', 'key'] as const
export type ProofStep = (typeof proofSteps)[number]

/** What became of one step. `unknown`: this browser cannot do it. */
export type Verdict = 'sound' | 'broken' | 'unknown'

export interface ProofResult {
  readonly steps: Readonly<Record<ProofStep, Verdict>>
  /** Broken as soon as one step is; sound when all are. */
  readonly verdict: Verdict
}

/**
 * Checks a proof here and now, without believing the service: the entry gives its hash, the path leads from it to the root
 * (RFC 9162, 2.1.3.2), the root is signed (Ed25519), and the key is one of those that are published.
 * @param keys ids of the published keys
 */
export async function checkProof(
  proof: Proof,
  keys: readonly string[],
  crypto: Pick<SubtleCrypto, 'digest' | 'importKey' | 'verify'>,
): Promise<ProofResult> {
  const { entry, checkpoint, key } = proof
  const isKnownDigest = checkpoint['digest'] === 'sha-256'
  async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    return hexOf(await crypto.digest('SHA-256', bytes))
  }
  const { hash: stated, ...content } = entry
  const checks: Readonly<Record<ProofStep, () => Promise<boolean>>> = {
    content: async () => (await hash(encode(canonical({ ...content, v: 1 })))) === stated,
    path: async () =>
      entry['district'] === checkpoint['district'] && (await rootOf(proof, hash)) === checkpoint['root'],
    signature: () => isSigned(proof, crypto),
    key: async () =>
      checkpoint['key'] === key.id &&
      (await hash(encode(key.publicKey))).slice(0, 32) === key.id &&
      keys.includes(key.id),
  }
  const verdicts = await Promise.all(
    proofSteps.map(async (step) => [step, isKnownDigest ? await judge(checks[step]) : 'unknown'] as const),
  )
  const steps = Object.fromEntries(verdicts) as Record<ProofStep, Verdict>
  const worst = (['broken', 'unknown'] as const).find((one) => Object.values(steps).includes(one))
  return { steps, verdict: worst ?? 'sound' }
}

/** A browser that does not know a procedure refuses it; everything else that goes wrong is the proof's fault. */
async function judge(check: () => Promise<boolean>): Promise<Verdict> {
  try {
    return (await check()) ? 'sound' : 'broken'
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotSupportedError' ? 'unknown' : 'broken'
  }
}

async function isSigned(
  { checkpoint, key }: Proof,
  crypto: Pick<SubtleCrypto, 'importKey' | 'verify'>,
): Promise<boolean> {
  const { signature, ...signed } = checkpoint
  const publicKey = await crypto.importKey('spki', bytesOfBase64(key.publicKey), 'Ed25519', false, ['verify'])
  return crypto.verify(
    'Ed25519',
    publicKey,
    bytesOfHex(String(signature)),
    encode(canonical({ ...signed, v: 1 })),
  )
}

type Hash = (bytes: Uint8Array<ArrayBuffer>) => Promise<string>

/** The root that the path leads to; undefined when it is longer or shorter than the tree is high. */
async function rootOf({ entry, position, path, checkpoint }: Proof, hash: Hash): Promise<string | undefined> {
  const size = Number(checkpoint['size'])
  if (!(position >= 0 && position < size)) return undefined
  let index = position
  let last = size - 1
  let at = await hash(bytesOfHex(`00${String(entry['hash'])}`))
  for (const step of path) {
    if (last === 0) return undefined
    const isRight = index % 2 === 1 || index === last
    at = await hash(bytesOfHex(isRight ? `01${step}${at}` : `01${at}${step}`))
    while (isRight && index % 2 === 0 && index !== 0) {
      index = Math.floor(index / 2)
      last = Math.floor(last / 2)
    }
    index = Math.floor(index / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? at : undefined
}

/** RFC 8785 for what came as JSON: members sorted by UTF-16 code units, no blanks, all else as ECMAScript writes it. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
  return `{${members.join(',')}}`
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function bytesOfHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (one) => one.charCodeAt(0))
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
