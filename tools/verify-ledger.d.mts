// Types of the stand-alone verifier, for its test. The verifier itself is plain JavaScript, so that it runs alone.

export interface Fault {
  readonly kind: string
  readonly district: number
  readonly matter?: string
  readonly seq?: number
  readonly position?: number
  readonly checkpoint?: number
  readonly line?: number
  readonly unsealedFrom?: number
}

export type Verdict =
  | { readonly ok: true; readonly district: number; readonly entries: number; readonly sealed: number }
  | { readonly ok: false; readonly fault: Fault }

export interface Anchor {
  readonly heads?: readonly { readonly district: number; readonly number: number; readonly line: string }[]
  readonly keys?: readonly string[]
}

export function readHeads(text: string): NonNullable<Anchor['heads']>
export function verifyExport(texts: Iterable<string | null>, anchor?: Anchor): Verdict | null
export function verifyProof(text: string, anchor?: Anchor): Verdict | null
export function describeFault(fault: Fault, language: 0 | 1): string
export function describeVerdict(verdict: Verdict, anchor?: Anchor): readonly string[]
