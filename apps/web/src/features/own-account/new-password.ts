/** The fewest characters of a new password; what else makes one weak is for the service to find. */
export const leastLength = 8
export const mostLength = 128

export interface NewPassword {
  readonly first: string
  /** Typed once more. */
  readonly again: string
}

/** What is wrong with a new password that needs no service to see; the ends of keys of the texts. */
export function findPasswordFault({ first, again }: NewPassword): {
  readonly first?: 'short' | 'long'
  readonly again?: 'other'
} {
  // Characters as people count them: not halves of an emoji.
  const { length } = Array.from(first.normalize('NFKC'))
  return {
    ...(length < leastLength && { first: 'short' as const }),
    ...(length > mostLength && { first: 'long' as const }),
    ...(again !== first && { again: 'other' as const }),
  }
}
