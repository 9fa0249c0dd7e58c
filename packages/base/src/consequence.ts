import { AppError } from './error.ts'

/** The clause that a rule rests on. */
export interface LegalBasis {
  /** Name of the law, as published. */
  readonly law: string
  /** Article, with paragraph where there are several: '32(4)'. */
  readonly article: string
  /** Words of the clause. */
  readonly text?: string
}

/** What silence may mean by law; nothing else may be written. */
export type DeemedKind =
  | 'deemed_accepted'
  | 'deemed_renewed'
  | 'deemed_no_comment'
  | 'deemed_consent_disclosure'
  | 'deemed_withdrawn'
  | 'deemed_waived'

/** What follows when a clock ends unmet. Anything that silence decides needs its legal basis. */
export type Consequence = PlainConsequence | DeemedConsequence

export interface PlainConsequence {
  readonly kind: 'none' | 'breach'
}

export interface DeemedConsequence<Kind extends DeemedKind = DeemedKind> {
  readonly kind: Kind
  readonly legalBasis: LegalBasis
}

/**
 * What a clock decides about. On the last four silence decides nothing, whatever a pack says (许可法 32, 42, 50);
 * 'general' is every clock that names no subject.
 */
export type ClockSubject = keyof typeof silenceOf

/** A subject and a consequence that may stand together: a permit granted by silence does not compile. */
export type ClockEnding = {
  [Subject in ClockSubject]: {
    readonly subject: Subject
    readonly consequence: PlainConsequence | DeemedConsequence<(typeof silenceOf)[Subject][number]>
  }
}[ClockSubject]

/** Which meanings of silence the law knows for which subject (许可法 32 and 50, 复议法 30, 31, 51 …). */
const silenceOf = {
  general: [],
  /** Taking an application or a review request in: 许可法 32(4), 复议法 30. */
  acceptance: ['deemed_accepted'],
  /** Renewal asked for in time and not answered at expiry: 许可法 50. */
  permit_renewal: ['deemed_renewed'],
  /** A comment asked of another department. */
  opinion: ['deemed_no_comment'],
  /** A co-making agency asked before disclosure: 信息公开 34. */
  disclosure_opinion: ['deemed_consent_disclosure'],
  /** The applicant's own act, such as supplying papers: 复议法 31, 信息公开 30. */
  application: ['deemed_withdrawn', 'deemed_waived'],
  /** A party's right to be heard: 处罚法 64(6), 复议法 51. */
  hearing: ['deemed_waived'],
  permit_grant: [],
  penalty: [],
  compulsion: [],
  expropriation: [],
} as const satisfies Readonly<Record<string, readonly DeemedKind[]>>

const deemedKinds: readonly DeemedKind[] = [
  'deemed_accepted',
  'deemed_renewed',
  'deemed_no_comment',
  'deemed_consent_disclosure',
  'deemed_withdrawn',
  'deemed_waived',
]

/** The subjects a pack may name. */
export const clockSubjects: readonly ClockSubject[] = Object.keys(silenceOf).filter(isClockSubject)

/** The consequences that may stand on a subject. */
export function consequencesOf(subject: ClockSubject): readonly Consequence['kind'][] {
  return ['none', 'breach', ...silenceOf[subject]]
}

/**
 * Reads the subject and consequence of a clock from a pack: `subject` (absent: general) and `data`, a record such as
 * { kind: 'deemed_accepted', legalBasis: { law: '行政许可法', article: '32(4)' } } or just its kind. Throws
 * `clock_subject_unknown`, `consequence_unknown`, `consequence_forbidden` or `consequence_basis_missing`.
 */
export function parseClockEnding(subject: unknown, data: unknown): ClockEnding {
  const parsedSubject = parseClockSubject(subject)
  return { subject: parsedSubject, consequence: parseConsequence(data, parsedSubject) } as ClockEnding
}

/** Reads a consequence for a clock on `subject`; errors as in parseClockEnding. */
export function parseConsequence(data: unknown, subject: ClockSubject = 'general'): Consequence {
  const kind = typeof data === 'string' ? data : readField(data, 'kind')
  if (kind === 'none' || kind === 'breach') return { kind }
  const deemed = deemedKinds.find((candidate) => candidate === kind)
  if (deemed === undefined) {
    throw new AppError('consequence_unknown', {
      kind: nameValue(kind),
      allowed: ['none', 'breach', ...deemedKinds].join(', '),
    })
  }
  const allowed = consequencesOf(subject)
  if (!allowed.includes(deemed)) {
    throw new AppError('consequence_forbidden', { subject, kind: deemed, allowed: allowed.join(', ') })
  }
  const legalBasis = readLegalBasis(readField(data, 'legalBasis'))
  if (legalBasis === undefined) throw new AppError('consequence_basis_missing', { kind: deemed })
  return { kind: deemed, legalBasis }
}

/** Reads a subject; undefined, null and '' mean general. Throws `clock_subject_unknown`. */
export function parseClockSubject(value: unknown): ClockSubject {
  if (value === undefined || value === null || value === '') return 'general'
  if (typeof value === 'string' && isClockSubject(value)) return value
  throw new AppError('clock_subject_unknown', {
    subject: nameValue(value),
    allowed: clockSubjects.join(', '),
  })
}

/**
 * Reads a clause: a record { law, article, text? }, or as packs write it, the law, a space, the article: `行政许可法 32(4)`.
 * Undefined when law or article is missing.
 */
export function readLegalBasis(data: unknown): LegalBasis | undefined {
  if (typeof data === 'string') {
    const [, law, article] = /^(\S.*?)\s+(\S+)$/su.exec(data.replace(/[《》]/gu, '').trim()) ?? []
    return law === undefined || article === undefined ? undefined : { law, article }
  }
  const law = readField(data, 'law')
  const article = readField(data, 'article')
  const text = readField(data, 'text')
  if (typeof law !== 'string' || law.trim() === '') return undefined
  const articleText = typeof article === 'number' ? String(article) : article
  if (typeof articleText !== 'string' || articleText.trim() === '') return undefined
  return typeof text === 'string' ? { law, article: articleText, text } : { law, article: articleText }
}

/** True when the consequence happens by silence, so that it needs a legal basis. */
export function isDeemed(consequence: Consequence): consequence is DeemedConsequence {
  return consequence.kind !== 'none' && consequence.kind !== 'breach'
}

function isClockSubject(text: string): text is ClockSubject {
  return Object.hasOwn(silenceOf, text)
}

/** A text as it is, anything else by its type: what stood there instead of a name. */
function nameValue(value: unknown): string {
  return typeof value === 'string' ? value : typeof value
}

function readField(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined
}
