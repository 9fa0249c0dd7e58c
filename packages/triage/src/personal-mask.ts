import { findPersonal, plainForm } from './personal-form.ts'
import type { KnownValue, PersonalKind } from './personal-form.ts'

/** Something personal in a text. */
export type PersonalPiece = {
  readonly kind: PersonalKind
  /** What stands in its place, such as `⟦电话1⟧`; the same for the same piece. */
  readonly mask: string
  /** As it was written. */
  readonly text: string
}

export type MaskedText = {
  readonly text: string
  readonly pieces: readonly PersonalPiece[]
}

const words = {
  name: '姓名',
  phone: '电话',
  identity: '证件号',
  address: '门牌',
  plate: '车牌',
  account: '账号',
  email: '邮箱',
  birth: '生日',
} as const satisfies { readonly [kind in PersonalKind]: string }

/** Covers what names or reaches a person in texts that leave together; the same piece has the same mask in all of them. */
export function maskPersonal(
  texts: readonly string[],
  known: readonly KnownValue[] = [],
): readonly MaskedText[] {
  const masks = new Map<string, string>()
  const counts = new Map<PersonalKind, number>()
  function maskOf(kind: PersonalKind, text: string): string {
    const key = `${kind} ${plainForm(text)}`
    const found = masks.get(key)
    if (found !== undefined) return found
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const made = `⟦${words[kind]}${count}⟧`
    masks.set(key, made)
    return made
  }
  return texts.map((given) => {
    // Nobody writes a mask of their own into a message.
    const text = given.replaceAll('⟦', '［').replaceAll('⟧', '］')
    const pieces: PersonalPiece[] = []
    let masked = ''
    let end = 0
    for (const { from, to, kind } of findPersonal(text, known)) {
      const piece = { kind, mask: maskOf(kind, text.slice(from, to)), text: text.slice(from, to) }
      masked += text.slice(end, from) + piece.mask
      pieces.push(piece)
      end = to
    }
    return { text: masked + text.slice(end), pieces }
  })
}

/**
 * Puts back into an answer what was covered, of the kinds that fit where it will stand. In place of others, and of masks that
 * nobody gave, stays a plain word.
 */
export function restorePersonal(
  answer: string,
  pieces: readonly PersonalPiece[],
  fits: ReadonlySet<PersonalKind>,
): string {
  const known = new Map(pieces.map((piece) => [piece.mask, piece]))
  return answer.replaceAll(/⟦([^⟦⟧]{0,20})⟧/gu, (mask, inner: string) => {
    const piece = known.get(mask)
    if (piece !== undefined && fits.has(piece.kind)) return piece.text
    return `（${inner.replaceAll(/\d/gu, '')}略）`
  })
}
