import { instantOf, millisecondsPerHour } from '@duibiao/base'
import type { AnswerOf, BodyOf, Operation, ParamsOf, QueryOf } from '@duibiao/contract'
import type { Actor } from '@duibiao/kernel'
import { permit } from '@duibiao/server'
import type { Asking, Caller, Route, Tenant } from '@duibiao/server'

/** What is asked of an operation. */
interface Wish<Asked extends Operation> {
  readonly params?: ParamsOf<Asked>
  readonly query?: QueryOf<Asked>
  readonly body?: BodyOf<Asked>
}

/** The service of a district as its people asked it in the past: the rules are those of any request, and nobody signs in. */
export interface Desk {
  /** @throws AppError as a request is refused */
  readonly ask: <Asked extends Operation>(
    operation: Asked,
    who: Actor,
    wish: Wish<Asked>,
  ) => Promise<AnswerOf<Asked>>
}

export function openDesk(tenant: Tenant, routes: readonly Route[]): Desk {
  let asked = 0
  return {
    async ask(operation, who, { params, query, body }) {
      const caller = callerOf(tenant, who)
      permit(caller, operation)
      const route = routes.find((one) => one.operation === operation)
      if (route === undefined) throw new Error(`the desk has no ${operation.id}`)
      asked += 1
      const asking = {
        params: params ?? {},
        query: query ?? {},
        body: body ?? {},
        caller,
        tenant,
        language: 'zh',
        request: `past-${tenant.now()}-${asked}`,
        key: `past-${tenant.now()}-${asked}`,
        ifMatch: undefined,
        lastEvent: undefined,
        transit: undefined,
        origin: { address: '127.0.0.1', agent: 'past' },
      }
      // The handler is that of this very operation, and takes and gives what its schemas say.
      const { value } = await route.handle(asking as unknown as Asking)
      return value as AnswerOf<typeof operation>
    },
  }
}

/** Somebody in the posts they held then, who has just shown who they are. */
function callerOf({ registry, now }: Tenant, { person = '' }: Actor): Caller {
  const name = registry.state().person.get(person)?.name ?? person
  return {
    kind: 'person',
    person,
    name,
    account: person,
    // Accounts are made when the past is over: until then people are known by their names.
    accountName: name,
    session: 'past',
    posts: registry.postsOf(person, now()),
    roles: [],
    confirmedUntil: instantOf(now() + millisecondsPerHour),
  }
}
