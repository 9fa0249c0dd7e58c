import { workSearchQueue } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import type { Job } from './job.ts'
import { makeMatterPieces } from './search-matter.ts'
import { tellOfSearches } from './search-notice.ts'
import type { Tenant } from './tenant.ts'

const second = 1000
const minute = 60 * second

/** Matters that are read at once; the embedded database answers nobody else while it writes them. */
const atOnce = 100

/** What keeps the search of a district up to date, and tells of searches that were saved. */
export function makeSearchJobs(tenant: Tenant, database: Database): readonly Job[] {
  const { district } = tenant
  const makePieces = makeMatterPieces(tenant)
  return [
    {
      name: 'search',
      district,
      interval: second,
      async run(isStopped) {
        while (!isStopped()) {
          const done = await workSearchQueue(database, district, { makePieces, limit: atOnce })
          if (done < atOnce) return
        }
      },
    },
    {
      name: 'search-notices',
      district,
      interval: minute,
      run: (isStopped) => tellOfSearches(tenant, database, isStopped),
    },
  ]
}
