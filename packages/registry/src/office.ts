import type { TreeNode } from './tree.ts'

/** A node of the tree of organisation (机构). */
export type Office = TreeNode & {
  readonly kind: OfficeKind
  readonly name: string
  /** Unified social credit code (统一社会信用代码), 18 characters. */
  readonly creditCode?: string
  /** The area it is there for; an office without one serves the whole district. */
  readonly area?: string
}

export const officeKinds = [
  'department',
  'street_office',
  'community',
  'window',
  'supervision_office',
  'operator',
] as const
export type OfficeKind = (typeof officeKinds)[number]

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** True for 18 characters whose last is the check character of GB 32100-2015. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false
  let sum = 0
  let weight = 1
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet[(31 - (sum % 31)) % 31] === code[17]
}
