import { instantOf, millisecondsPerMinute } from '@duibiao/base'
import { hearOpen } from '@duibiao/store'
import { tellGrowth } from './hot-issue-alert.ts'
import type { Job } from './job.ts'
import { reportBookOf } from './report-book.ts'
import type { Tenant } from './tenant.ts'

const interval = 3000

/** Takes new reports in, hears who joined the open ones, and tells of what grew. */
export function makeHotIssueJob(tenant: Tenant): Job {
  const { database, district, now } = tenant
  let heardAt = instantOf(0)
  return {
    name: 'hot-issues',
    district,
    interval,
    async run(isStopped) {
      const grown = await reportBookOf(tenant).takeIn(isStopped)
      const isDue = now() - heardAt >= millisecondsPerMinute
      const heard = isDue ? await hearOpen(database, district, now()) : []
      if (isDue) heardAt = now()
      await tellGrowth(tenant, [...new Set([...grown, ...heard])])
    },
  }
}
