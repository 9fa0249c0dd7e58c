import type { Language } from '@duibiao/base'
import type { ChainFaultKind } from './ledger.ts'

export type LedgerFaultKind =
  | ChainFaultKind
  | 'forged'
  | 'checkpoint_missing'
  | 'checkpoint_changed'
  | 'signature_invalid'
  | 'key_unknown'
  | 'root_mismatch'
  | 'head_differs'
  | 'truncated'
  | 'unreadable'

/**
 * The first fault of a ledger. `matter` and `seq` name the entry; where `unsealedFrom` stands, which is of a checkpoint or
 * a tail that is missing or wrong, they name the first entry that nothing seals. They are absent where no entry is concerned.
 */
export type LedgerFault = {
  readonly kind: LedgerFaultKind
  readonly district: number
  readonly matter?: string
  readonly seq?: number
  /** Position in the sealing order, from 0. */
  readonly position?: number
  /** Position from which on nothing is sealed, although it was or should be. */
  readonly unsealedFrom?: number
  /** Number of the checkpoint. */
  readonly checkpoint?: number
  /** Line of the export, from 1, of what cannot be read. */
  readonly line?: number
}

const sentences: Readonly<Record<LedgerFaultKind, { readonly zh: string; readonly en: string }>> = {
  changed: { zh: '记录内容被改动', en: 'the entry was changed' },
  backdated: { zh: '记录时间早于前一条（倒填时间）', en: 'the entry is dated before the one it follows' },
  missing: { zh: '记录缺失', en: 'the entry is missing' },
  inserted: { zh: '记录系插入', en: 'the entry was inserted' },
  reordered: { zh: '记录次序颠倒', en: 'the entry is not at its place' },
  broken_link: { zh: '记录与前一条不衔接', en: 'the entry does not follow the one before it' },
  forged: { zh: '记录连同摘要被替换', en: 'the entry was replaced together with its hash' },
  checkpoint_missing: { zh: '检查点缺失', en: 'the checkpoint is missing' },
  checkpoint_changed: {
    zh: '检查点与其前文不符',
    en: 'the checkpoint does not fit what comes before it',
  },
  signature_invalid: { zh: '检查点签名无效', en: 'the signature of the checkpoint is wrong' },
  key_unknown: { zh: '检查点所用公钥不可信', en: 'the checkpoint was signed with a key that is not trusted' },
  root_mismatch: { zh: '记录与检查点树根不符', en: 'the entries do not give the root of the checkpoint' },
  head_differs: {
    zh: '检查点与留存的树头不符',
    en: 'the checkpoint is not the one whose head was kept',
  },
  truncated: { zh: '台账被截尾', en: 'the ledger was cut off' },
  unreadable: { zh: '该行无法读取', en: 'the line cannot be read' },
}

/** One line for a person: what is wrong and where. */
export function describeLedgerFault(fault: LedgerFault, language: Language): string {
  const { kind, district, matter, seq, position, checkpoint, line, unsealedFrom } = fault
  const places =
    unsealedFrom === undefined
      ? { district, matter, seq, position, checkpoint, line }
      : { district, checkpoint, unsealedFrom, firstMatter: matter, firstSeq: seq }
  const named = Object.entries(places).flatMap(([place, value]) =>
    value === undefined ? [] : [(placeTexts[language][place] ?? '{}').replace('{}', () => String(value))],
  )
  const [colon, comma] = language === 'zh' ? ['：', '，'] : [': ', ', ']
  return `${sentences[kind][language]}${colon}${named.join(comma)}`
}

const placeTexts: Readonly<Record<Language, { readonly [place: string]: string }>> = {
  zh: {
    district: '区县 {}',
    matter: '事项 {}',
    seq: '第 {} 条',
    position: '位置 {}',
    checkpoint: '检查点 {}',
    line: '文件第 {} 行',
    unsealedFrom: '自位置 {} 起均未封存',
    firstMatter: '首条属事项 {}',
    firstSeq: '为其第 {} 条',
  },
  en: {
    district: 'district {}',
    matter: 'matter {}',
    seq: 'entry {}',
    position: 'position {}',
    checkpoint: 'checkpoint {}',
    line: 'line {} of the file',
    unsealedFrom: 'from position {} on nothing is sealed',
    firstMatter: 'the first of matter {}',
    firstSeq: 'its entry {}',
  },
}
