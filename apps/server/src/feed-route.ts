import { AppError } from '@duibiao/base'
import { readFeed } from '@duibiao/contract'
import { makeFeed } from './feed.ts'
import type { Feed, FeedParts } from './feed.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { sightOf } from './sight.ts'
import type { Tenant } from './tenant.ts'

/** The live feed. One is made for each district that somebody listens to. */
export function makeFeedRoutes(parts: Omit<FeedParts, 'tenant'>): readonly Route[] {
  const feeds = new WeakMap<Tenant, Feed>()
  function feedOf(tenant: Tenant): Feed {
    const feed = feeds.get(tenant) ?? makeFeed({ ...parts, tenant })
    feeds.set(tenant, feed)
    return feed
  }
  return [
    route(readFeed, async ({ tenant, caller, query, lastEvent }) => {
      if (caller.kind === 'anonymous') throw new AppError('session_missing')
      const { account, session } = caller
      const sight = sightOf(caller, permissions['feed.read'])
      const after = positionIn(lastEvent ?? query.after)
      return { value: await feedOf(tenant).listen({ account, session, sight, after }) }
    }),
  ]
}

/** @throws AppError `request_malformed` when it is no id of an event */
function positionIn(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^[0-9]{1,15}$/.test(text)) throw new AppError('request_malformed', { reason: 'Last-Event-ID' })
  return Number(text)
}
