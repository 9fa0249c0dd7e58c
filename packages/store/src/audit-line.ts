import { canonicalJson, instantOf, parseDistrictId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import { isAsRecorded } from './audit-chain.ts'
import type { AuditHead, StoredAuditEvent } from './audit-chain.ts'

/** An event as a line of an export: every member that its hash is made of, and the hash. */
export function formatAuditLine(district: DistrictId, event: StoredAuditEvent): string {
  const { recordedAt, actorName, ...rest } = event
  return canonicalJson({ district, ...rest, recorded_at: recordedAt, actor_name: actorName })
}

/** An event read from a line, with its district; undefined for what is no such line. */
function readAuditLine(
  line: string,
): { readonly district: DistrictId; readonly event: StoredAuditEvent } | undefined {
  try {
    const data: Readonly<Record<string, unknown>> = JSON.parse(line)
    const district = parseDistrictId(Number(data['district']))
    const outcome = data['outcome']
    if (outcome !== 'done' && outcome !== 'refused') return undefined
    const [seq, recordedAt] = [Number(data['seq']), Number(data['recorded_at'])]
    if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(recordedAt)) return undefined
    const texts = Object.fromEntries(textFields.map((name) => [name, data[name]]))
    if (Object.values(texts).some((text) => typeof text !== 'string')) return undefined
    function text(name: (typeof textFields)[number]): string {
      return String(texts[name])
    }
    const event: StoredAuditEvent = {
      seq,
      recordedAt: instantOf(recordedAt),
      kind: text('kind'),
      outcome,
      actor: text('actor'),
      actorName: text('actor_name'),
      session: text('session'),
      address: text('address'),
      subject: text('subject'),
      request: text('request'),
      detail: text('detail'),
      previous: text('previous'),
      hash: text('hash'),
    }
    return { district, event }
  } catch {
    return undefined
  }
}

const textFields = [
  'kind',
  'actor',
  'actor_name',
  'session',
  'address',
  'subject',
  'request',
  'detail',
  'previous',
  'hash',
] as const

/** What an export of the audit came to. */
export interface AuditFileVerdict {
  readonly district: DistrictId | undefined
  readonly count: number
  /** The newest and the oldest event of the file. */
  readonly newest: AuditHead | undefined
  readonly oldest: AuditHead | undefined
  /** Line of the first fault, and what it is; undefined when there is none. */
  readonly fault:
    { readonly line: number; readonly kind: 'unreadable' | 'changed' | 'gap' | 'noted' } | undefined
}

/**
 * Verifies the lines of an export, the newest first, without the database: each says what its hash was made of, and each is
 * what the one above builds on.
 * @param noted a head that was noted before and must be in the file
 */
export async function verifyAuditLines(
  lines: AsyncIterable<string>,
  noted?: AuditHead,
): Promise<AuditFileVerdict> {
  let verdict: AuditFileVerdict = noLines
  let above: StoredAuditEvent | undefined
  let [line, isNoted] = [0, noted === undefined]
  for await (const text of lines) {
    line += 1
    const read = readAuditLine(text)
    if (read === undefined || (verdict.district ?? read.district) !== read.district)
      return { ...verdict, fault: { line, kind: 'unreadable' } }
    const { district, event } = read
    const kind = faultOf(district, event, above)
    if (kind !== undefined) return { ...verdict, fault: { line, kind } }
    if (event.seq === noted?.seq) isNoted = event.hash === noted.hash
    const head = { seq: event.seq, hash: event.hash }
    verdict = {
      district,
      count: verdict.count + 1,
      newest: verdict.newest ?? head,
      oldest: head,
      fault: undefined,
    }
    above = event
  }
  return isNoted ? verdict : { ...verdict, fault: { line, kind: 'noted' } }
}

/** What is wrong with an event, or with how it follows the one above. */
function faultOf(
  district: DistrictId,
  event: StoredAuditEvent,
  above: StoredAuditEvent | undefined,
): 'changed' | 'gap' | undefined {
  if (!isAsRecorded(district, event)) return 'changed'
  const isNext = above === undefined || (above.seq === event.seq + 1 && above.previous === event.hash)
  return isNext ? undefined : 'gap'
}

const noLines: AuditFileVerdict = {
  district: undefined,
  count: 0,
  newest: undefined,
  oldest: undefined,
  fault: undefined,
}
