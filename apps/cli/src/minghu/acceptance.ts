import type { DutyRow, Office } from '@duibiao/registry'
import type { MessageMark } from './message-template.ts'
import type { PlannedMessage } from './season-plan.ts'

/** What an able clerk enters into the form `accept` of the pack hotline: one value a field, absent where none is needed. */
export type Acceptance = Readonly<Record<string, string | boolean | readonly string[]>>

/** What is looked up: offices by id, rows of the duty lists by id. */
export interface AcceptanceSource {
  readonly offices: ReadonlyMap<string, Office>
  readonly duties: ReadonlyMap<string, DutyRow>
}

/**
 * The entries that would be right for a planned message. A player may spoil some, as clerks do. Units are given by id.
 * `earlier`: the message about the same thing that is still open, when there is one.
 */
export function acceptanceOf(
  message: PlannedMessage,
  source: AcceptanceSource,
  earlier?: string,
): Acceptance {
  const { demand, marks, reporter } = message
  const channel = marks.map((mark) => legalChannels[mark]).find((one) => one !== undefined)
  return {
    channel_in: message.channel,
    ...(reporter !== undefined && { reporter_name: reporter.name, reporter_phone: reporter.mobile }),
    keep_secret: marks.includes('secret'),
    // The form has no value for thanks: they are told to those thanked, and answered at once.
    demand_type: demand === 'thanks' ? 'consultation' : demand,
    ...(demand === 'thanks' && { knowledge_hit: true }),
    category: message.category,
    place: message.place,
    grid: message.grid,
    subject: message.subject,
    body: message.body,
    emergency: marks.includes('emergency'),
    urgency: message.urgency,
    channel: channel ?? 'none',
    same_matter: earlier === undefined ? 'none' : 'open',
    ...(earlier !== undefined && { linked_matter: earlier }),
    ...receiverOf(message, source),
  }
}

/** Who gets the order; for a street with what its list says. */
function receiverOf({ office, duty }: PlannedMessage, { offices, duties }: AcceptanceSource): Acceptance {
  const kind = offices.get(office)?.kind
  const unit = { units: [office], unit: office }
  if (kind === 'street_office') {
    return { ...unit, receiver_kind: 'street', list_entry: duties.get(duty ?? '')?.kind ?? 'not_listed' }
  }
  return { ...unit, receiver_kind: kind === 'operator' ? 'utility' : 'department' }
}

const legalChannels: Readonly<Partial<Record<MessageMark, string>>> = {
  litigation: 'litigation',
  arbitration: 'arbitration',
  review: 'review',
  disclosure: 'disclosure',
  discipline: 'discipline',
}
