import { AppError, parseInstant } from '@duibiao/base'
import { checkReply, countReplies, replyFindingKinds } from '@duibiao/contract'
import type { ReplyFindingLine } from '@duibiao/contract'
import { findSameReply, tallyReplies } from '@duibiao/store'
import type { ReplyTally, SameReply } from '@duibiao/store'
import { checkReply as findIn, replyFingerprint } from '@duibiao/triage'
import type { ReplyFinding } from '@duibiao/triage'
import type { Static } from 'typebox'
import { messageOf, readClear, replyFields } from './composed-field.ts'
import { defined } from './defined.ts'
import { accessMatter, matterIdIn, packOf } from './matter-access.ts'
import { permissions } from './policy.ts'
import { fingerprintOf } from './reply-record.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { sightOf } from './sight.ts'

/** What rules find in a reply before it is sent, and what they found in those that were. */
export const replyCheckRoutes: readonly Route[] = [
  route(checkReply, async (asking) => ({ value: { findings: await findingsOf(asking) } })),
  route(countReplies, async ({ tenant, caller, query }) => {
    const tallies = await tallyReplies(tenant.database, tenant.district, {
      sight: sightOf(caller, permissions['reply.count']),
      ...defined({ from: instantIn(query.from), to: instantIn(query.to) }),
    })
    const { office: offices } = tenant.registry.state()
    const rows = [...Map.groupBy(tallies, ({ office }) => office)].map(([office, own]) => ({
      ...defined({ office, office_name: office === undefined ? undefined : offices.get(office)?.name }),
      replies: countOf(own, undefined),
      without: countOf(own, ''),
      findings: replyFindingKinds.flatMap((kind) => {
        const replies = countOf(own, kind)
        return replies === 0 ? [] : [{ kind, replies }]
      }),
    }))
    return { value: { rows } }
  }),
]

/** @throws AppError `resource_missing` when the matter is not theirs to see, or the field no reply */
async function findingsOf({ tenant, caller, params, body }: Asking<typeof checkReply>) {
  const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
  const pack = packOf(tenant, access)
  const composed = pack && replyFields(tenant.packs, pack).get(body.field)
  if (composed === undefined) throw new AppError('resource_missing')
  const fingerprint = fingerprintOf(tenant, body.text)
  const same =
    fingerprint &&
    (await findSameReply(tenant.database, tenant.district, {
      fingerprint,
      matter: access.found.matter,
      sight: sightOf(caller, permissions['matter.read']),
    }))
  // A finding quotes the message: only what the asker sees of it is held against the reply.
  const message = messageOf(composed, await readClear(tenant, caller, access))
  const earlier = new Map(same === undefined ? [] : [[replyFingerprint(body.text), same.matter]])
  const findings = findIn({ message, reply: body.text, earlier })
  return findings.map((finding) => findingLine(finding, same))
}

function findingLine(finding: ReplyFinding, same: SameReply | undefined): Static<typeof ReplyFindingLine> {
  const { kind } = finding
  if (kind === 'only_acknowledges') return { kind }
  if (kind !== 'same_as_another') return { kind, text: finding.text }
  if (same?.isSeen !== true) return { kind }
  return { kind, matter: { id: same.matter, number: same.number, title: same.title } }
}

function countOf(tallies: readonly ReplyTally[], finding: string | undefined): number {
  return tallies.find((one) => one.finding === finding)?.replies ?? 0
}

function instantIn(text: string | undefined) {
  return text === undefined ? undefined : parseInstant(text)
}
