import type { LegalDate } from '@duibiao/base'
import { isValidOn } from './validity.ts'
import type { Validity } from './validity.ts'

/**
 * Kinds of items (事项类型) with their two-digit codes; older local numbering and the letters some provinces use are
 * mapped on import.
 */
export const itemKinds = {
  permit: { code: '01', zh: '行政许可' },
  penalty: { code: '02', zh: '行政处罚' },
  compulsion: { code: '03', zh: '行政强制' },
  levy: { code: '04', zh: '行政征收' },
  payment: { code: '05', zh: '行政给付' },
  inspection: { code: '06', zh: '行政检查' },
  confirmation: { code: '07', zh: '行政确认' },
  reward: { code: '08', zh: '行政奖励' },
  ruling: { code: '09', zh: '行政裁决' },
  other_power: { code: '10', zh: '其他行政权力' },
  public_service: { code: '20', zh: '公共服务' },
} as const satisfies Readonly<Record<string, { readonly code: string; readonly zh: string }>>

export type ItemKind = keyof typeof itemKinds

/** One version of an entry of the catalogue of powers and services (事项目录项). Limits stand in packs, not here. */
export type Item = Validity & {
  readonly district: number
  /** The same for all versions. */
  readonly code: string
  readonly version: number
  readonly name: string
  readonly kind: ItemKind
  /** The item it is part of (子项). */
  readonly parent?: string
  /** The body in whose name it is done (实施主体). */
  readonly authority: string
  /** The office that does the work (承办机构). */
  readonly office?: string
  readonly level: 'province' | 'city' | 'district' | 'street'
  /** Article and wording (实施依据). */
  readonly legalBasis: readonly LegalBasis[]
  /** Why it was changed, with the number of the document (动态调整). */
  readonly adjustment?: {
    readonly kind: 'cancelled' | 'devolved' | 'taken_over' | 'merged' | 'amended'
    readonly document: string
  }
}

export type LegalBasis = { readonly law: string; readonly article: string; readonly text?: string }

/** The version of an item that is valid on a day. A running matter keeps the version it began with. */
export function itemVersionOn(items: readonly Item[], code: string, on: LegalDate): Item | undefined {
  return items
    .filter((item) => item.code === code && isValidOn(item, on))
    .reduce<Item | undefined>(
      (newest, item) => (newest === undefined || item.version > newest.version ? item : newest),
      undefined,
    )
}
