import type { Value, Variables } from '@duibiao/kernel'
import { findMatter, keepAnswered, receiptOf } from '@duibiao/store'
import type { Delivery } from '@duibiao/store'
import { takePersonal } from './matter-act.ts'
import type { Tenant } from './tenant.ts'

/** What a service says to a call: values for the matter, or the code of an error that the procedure has a way for. */
export interface ServiceAnswer {
  readonly variables?: Variables
  readonly error?: string
}

const lateAnswers: ReadonlySet<string> = new Set(['service_not_waiting', 'matter_closed'])

/** What answers are given with. */
export type CallTenant = Pick<Tenant, 'database' | 'district' | 'engine' | 'now' | 'random' | 'packs'>

/**
 * Gives the answer of a service to the matter that waits for it, once however often it is given.
 * @returns false when it does not wait any more: the task was cancelled, or the matter has ended meanwhile
 * @throws AppError with the refusal of the kernel
 */
export async function answerCall(
  tenant: CallTenant,
  call: Delivery,
  { variables, error }: ServiceAnswer,
): Promise<boolean> {
  const { database, district, engine, now, packs } = tenant
  const { id, matter, token, receiver } = call
  if (token === undefined) return false
  const given = {
    kind: 'answerService',
    token,
    ...(variables !== undefined && { variables }),
    ...(error !== undefined && { error }),
  } as const
  const found = variables && (await findMatter(database, district, matter))
  const pack = found && packs.ofProcedure(found.state.scopes['0']?.procedure ?? '')
  const { command, personal } = takePersonal(given, pack, tenant)
  const circumstances = { key: `call:${id}`, actor: { system: receiver }, personal }
  const answer = await engine.act(matter, command, circumstances)
  const isLate = !answer.ok && lateAnswers.has(answer.refusal.code)
  if (!isLate) receiptOf(answer)
  await keepAnswered(database, district, { id, now: now() })
  return !isLate
}

/** The answer inside the body that a service sent back with its 200; undefined when the answer comes later. */
export function readServiceAnswer(text: string): ServiceAnswer | undefined {
  const value = parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { variables, error } = value as { readonly variables?: Value; readonly error?: Value }
  const isObject = typeof variables === 'object' && variables !== null && !Array.isArray(variables)
  if (typeof error === 'string' && error !== '') return { error }
  // Read from JSON just above.
  return isObject ? { variables: variables as Variables } : undefined
}

function parse(text: string): Value | undefined {
  try {
    const value: Value = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
