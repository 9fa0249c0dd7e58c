import { AppError } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { receiptOf, sealValue } from '@duibiao/store'
import { actorOf } from './matter-act.ts'
import { argumentOf } from './open311-argument.ts'
import type { Open311Arguments } from './open311-argument.ts'
import { levelNumbers } from './personal-field.ts'
import type { PersonCaller } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** What a client adds to a request. */
export interface NewUpdate {
  readonly matter: MatterId
  readonly number: string
  readonly given: Open311Arguments
}

/** The longest description of an update. */
const longestDescription = 4000

/**
 * Notes on a matter what a client adds to its request. A note moves nothing: that the client holds it closed closes nothing
 * here. What people wrote is sealed; who wrote it is not kept.
 * @returns the id of the update here
 * @throws AppError `request_malformed`, or the refusal of the kernel
 */
export async function addUpdate(
  { engine, now, random }: Tenant,
  caller: PersonCaller,
  { matter, number, given }: NewUpdate,
): Promise<string> {
  const [update, description] = [argumentOf(given, 'update_id'), argumentOf(given, 'description')]
  if (update === undefined || description === undefined) {
    throw new AppError('request_malformed', { reason: 'update_id and description are required' })
  }
  if (update.length > 100 || description.length > longestDescription) {
    throw new AppError('request_malformed', { reason: `description: ${longestDescription}, update_id: 100` })
  }
  const { commitment, personal } = sealValue(description, levelNumbers.sensitive, { now: now(), random })
  const status = argumentOf(given, 'status')?.slice(0, 50)
  const answer = await engine.act(
    matter,
    {
      kind: 'note',
      text: status === undefined ? 'Open311' : `Open311: ${status}`,
      variables: { open311_update: commitment },
    },
    {
      key: `open311:${caller.account}:update:${update}`,
      actor: actorOf(caller, caller.posts[0]),
      personal: [personal],
    },
  )
  return `${number}.${receiptOf(answer).seq}`
}
