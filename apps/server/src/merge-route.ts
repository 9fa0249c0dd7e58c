import { AppError, formatInstant } from '@duibiao/base'
import { readMerge as readMergeOperation, undoMerge } from '@duibiao/contract'
import { findMatter, findReceipt, findSimilar, receiptOf } from '@duibiao/store'
import type { Receipt } from '@duibiao/store'
import { defined } from './defined.ts'
import { accessMatter, packOf } from './matter-access.ts'
import { actorOf } from './matter-act.ts'
import { mergedIn, readMerge } from './matter-merge.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import { sightOf } from './sight.ts'

/** What was merged into what, and taking it apart again. */
export const mergeRoutes: readonly Route[] = [
  route(readMergeOperation, async (asking) => ({ value: await describe(asking) })),
  route(undoMerge, async (asking) => {
    const { matter, seq } = await undo(asking)
    return { value: { matter, revision: seq } }
  }),
]

async function describe({ tenant, caller, params }: Asking<typeof readMergeOperation>) {
  const { database, district } = tenant
  const access = await accessMatter(tenant, caller, params.matter)
  const { found } = access
  const rule = packOf(tenant, access)?.manifest.report?.merge
  const merged = rule === undefined ? [] : mergedIn(found, rule)
  const merge = await readMerge(tenant, found)
  const { person } = requirePerson(caller)
  const sight = sightOf(caller, permissions['merge.read'])
  const matters = [...merged.map(({ matter }) => matter), ...(merge === undefined ? [] : [merge.into.matter])]
  const shown = await findSimilar(database, district, { matters, sight, person })
  const lines = shown.map(({ matter: id, number, title, status }) => ({ id, number, title, status }))
  const into = lines.find(({ id }) => id === merge?.into.matter)
  return {
    merged: lines.filter(({ id }) => merged.some(({ matter }) => matter === id)),
    may_undo: merge !== undefined && into !== undefined && merge.isOpen,
    ...defined({
      into,
      merged_at: merge && formatInstant(merge.endedAt),
      until: merge?.until && formatInstant(merge.until),
    }),
  }
}

/** @throws AppError `resource_missing`, `merge_missing`, `merge_settled` */
async function undo({ tenant, caller, params, body, key }: Asking<typeof undoMerge>): Promise<Receipt> {
  const { database, district } = tenant
  const person = requirePerson(caller)
  const { found } = await accessMatter(tenant, caller, params.matter)
  const keyed = `${person.account}:${key}`
  // The same once more: the merge is gone by now, and its receipt stands with the surviving matter.
  const known = await findReceipt(database, district, keyed)
  if (known !== undefined) return known
  const merge = await readMerge(tenant, found)
  if (merge === undefined) throw new AppError('merge_missing')
  const { into, rule, isOpen } = merge
  await accessMatter(tenant, caller, into.matter)
  if (!isOpen) throw new AppError('merge_settled')
  const held = person.posts.find(({ role }) => permissions['merge.undo'].roles?.[role] !== undefined)
  const { matter, number } = found
  const post = held === undefined ? {} : { post: held.post }
  const leaving = { matter, number, reason: body.reason, person: person.person, ...post }
  const answer = await tenant.engine.act(
    into.matter,
    { kind: 'deliverMessage', name: rule.undo, variables: { leaving } },
    { key: keyed, actor: actorOf(person, held) },
  )
  const receipt = receiptOf(answer)
  const after = await findMatter(database, district, into.matter)
  // Whoever answered the surviving matter in the same moment came first: then nothing was taken out.
  const isStill = after !== undefined && mergedIn(after, rule).some((one) => one.matter === matter)
  if (isStill) throw new AppError('merge_settled')
  return receipt
}
