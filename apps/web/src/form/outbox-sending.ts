import { Refusal, codeOf } from '../wire/refusal.ts'
import type { Service } from '../wire/service-access.ts'
import { photosOf } from './outbox.ts'
import type { Outbox, Unsent } from './outbox.ts'
import { forgetUploads, uploadsLast } from './photo-shelf.ts'
import type { Answers } from './schema-fault.ts'

export interface SendingParts {
  readonly service: Service
  readonly outbox: Outbox
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** What stands at one that failed without a word of the service. */
  readonly failed: string
}

const underway = new Set<string>()

/**
 * Sends what somebody wants sent: its pictures, then the rest. It waits as long as the service is away, and goes on where it
 * was, under the same keys, however often it is begun.
 */
export async function sendUnsent(parts: SendingParts, id: string): Promise<void> {
  const wanted = parts.outbox.find(id)
  if (wanted?.state !== 'wanted' || underway.has(id)) return
  underway.add(id)
  try {
    await transmit(parts, wanted)
  } catch (error) {
    await takeRefusal(parts, wanted, error)
  } finally {
    underway.delete(id)
  }
}

async function transmit(parts: SendingParts, unsent: Unsent): Promise<void> {
  const { service, outbox, now } = parts
  const { id, title, task } = unsent
  const keys = unsent.keys ?? { act: crypto.randomUUID(), note: crypto.randomUUID() }
  const variables = unsent.variables ?? (await settle(parts, unsent))
  // Before anything of it goes out.
  outbox.keep({ ...unsent, keys, variables })
  const body = { pack: unsent.pack, variables: { ...variables } }
  if (task === undefined) {
    const { value: receipt } = await service.ask('matter.start', { key: keys.act, body })
    await outbox.drop(id, { id, title, matter: receipt.id, at: now(), receipt })
  } else {
    await complete(service, { ...unsent, keys, variables }, task)
    await outbox.drop(id, { id, title, matter: task.matter, at: now() })
  }
}

/** It waits for its writer, with what the service said. */
async function takeRefusal({ outbox, failed }: SendingParts, unsent: Unsent, error: unknown): Promise<void> {
  if (codeOf(error) === 'evidence_unknown') {
    for (const field of unsent.files) await forgetUploads(photosOf(unsent.id, field))
  }
  const { keys: _keys, variables: _variables, ...rest } = outbox.find(unsent.id) ?? unsent
  const refusal = error instanceof Refusal ? error.problem.detail : failed
  outbox.keep({ ...rest, state: 'refused', refusal })
}

/** Uploads the pictures. @returns the answers with their ids */
async function settle({ service, now }: SendingParts, { id, answers, files }: Unsent): Promise<Answers> {
  let variables: Answers = { ...answers }
  for (const field of files) {
    const ids = await uploadAll(service, { id, field, now })
    if (ids.length > 0) variables = { ...variables, [field]: ids }
  }
  return variables
}

async function uploadAll(
  service: Service,
  { id, field, now }: { readonly id: string; readonly field: string; readonly now: () => number },
): Promise<readonly string[]> {
  const shelf = photosOf(id, field)
  const ids: string[] = []
  for (const { key, name, blob, id: sent, sentAt = 0 } of await shelf.list()) {
    if (sent !== undefined && now() - sentAt < uploadsLast) {
      ids.push(sent)
      continue
    }
    const { value } = await service.upload(blob, name)
    await shelf.put({ key, name, blob, id: value.id, sentAt: now() })
    ids.push(value.id)
  }
  return ids
}

type Ready = Pick<Required<Unsent>, 'files' | 'keys' | 'variables'>

/** Pictures become part of the matter by a note; then the task is done. */
async function complete(
  service: Service,
  { files, keys, variables }: Ready,
  { matter, task, note: text }: NonNullable<Unsent['task']>,
): Promise<void> {
  const evidence = files.flatMap((field) => variables[field] ?? []).map(String)
  if (evidence.length > 0) {
    const body = { kind: 'note', text, evidence } as const
    await service.ask('matter.act', { params: { matter }, key: keys.note, body })
  }
  const body = { kind: 'completeTask', task, variables: { ...variables } } as const
  await service.ask('matter.act', { params: { matter }, key: keys.act, body })
}
