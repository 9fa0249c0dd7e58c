import type { LegalDate } from '@duibiao/base'
import { isValidOn } from './validity.ts'
import type { Validity } from './validity.ts'

/**
 * Kinds of items (事项类型): the ten kinds of power and public services, with their two-digit codes and the letters that
 * some provinces put before numbers.
 */
export const itemKinds = {
  permit: { code: '01', letters: 'XK', zh: '行政许可' },
  penalty: { code: '02', letters: 'CF', zh: '行政处罚' },
  compulsion: { code: '03', letters: 'QZ', zh: '行政强制' },
  levy: { code: '04', letters: 'ZS', zh: '行政征收' },
  payment: { code: '05', letters: 'GF', zh: '行政给付' },
  inspection: { code: '06', letters: 'JC', zh: '行政检查' },
  confirmation: { code: '07', letters: 'QR', zh: '行政确认' },
  reward: { code: '08', letters: 'JL', zh: '行政奖励' },
  ruling: { code: '09', letters: 'CJ', zh: '行政裁决' },
  other_power: { code: '10', letters: 'QT', zh: '其他行政权力' },
  public_service: { code: '20', letters: 'FW', zh: '公共服务' },
} as const satisfies Readonly<
  Record<string, { readonly code: string; readonly letters: string; readonly zh: string }>
>

export type ItemKind = keyof typeof itemKinds

/** The kind that a code, its letters or its Chinese name (with or without 行政) stand for. */
export function readItemKind(text: string): ItemKind | undefined {
  const wanted = text.trim().toUpperCase()
  return itemKindNames.get(wanted) ?? itemKindNames.get(wanted.padStart(2, '0'))
}

const itemKindNames: ReadonlyMap<string, ItemKind> = new Map(
  kindsOfItem().flatMap((kind) => {
    const { code, letters, zh } = itemKinds[kind]
    return [kind.toUpperCase(), code, letters, zh, zh.replace('行政', '')].map(
      (name) => [name, kind] as const,
    )
  }),
)

function kindsOfItem(): readonly ItemKind[] {
  return Object.keys(itemKinds) as ItemKind[]
}

/** Who exercises an item, the highest first. */
export const itemLevels = ['province', 'city', 'district', 'street'] as const
export type ItemLevel = (typeof itemLevels)[number]

/** Why a version differs from the one before (动态调整): 取消, 下放, 承接, 整合, 调整. */
export const adjustmentKinds = ['cancelled', 'devolved', 'taken_over', 'merged', 'amended'] as const
export type AdjustmentKind = (typeof adjustmentKinds)[number]

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
  readonly level: ItemLevel
  /** Article and wording (实施依据). */
  readonly legalBasis: readonly LegalBasis[]
  /** Why it was changed, with the number of the document (动态调整). */
  readonly adjustment?: {
    readonly kind: AdjustmentKind
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

export type ItemFaultKind =
  'version_doubled' | 'version_early' | 'validity_empty' | 'validity_overlaps' | 'parent_missing'

export type ItemFault = { readonly kind: ItemFaultKind; readonly code: string; readonly version: number }

/** Every fault of a catalogue, all at once: of the versions of one item each begins after the one before has ended. */
export function findItemFaults(items: readonly Item[]): readonly ItemFault[] {
  const byCode = Map.groupBy(items, ({ code }) => code)
  return items.flatMap((item): readonly ItemFault[] => {
    const { code, version } = item
    const others = (byCode.get(code) ?? []).filter((other) => other !== item)
    const kinds: ItemFaultKind[] = []
    if (item.validUntil !== undefined && item.validUntil <= item.validFrom) kinds.push('validity_empty')
    if (item.parent !== undefined && !byCode.has(item.parent)) kinds.push('parent_missing')
    if (others.some((other) => other.version === version)) kinds.push('version_doubled')
    const earlier = others.filter((other) => other.version < version)
    if (earlier.some((other) => other.validFrom >= item.validFrom)) kinds.push('version_early')
    else if (earlier.some((other) => (other.validUntil ?? '9999-12-31') > item.validFrom)) {
      kinds.push('validity_overlaps')
    }
    return kinds.map((kind) => ({ kind, code, version }))
  })
}
