import { AppError, dateAt } from '@duibiao/base'
import { listStatisticDivisions, nameStatisticDivisions, replaceStatisticDivisions } from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { changeAudited } from './audit.ts'
import { defined } from './defined.ts'
import type { Limits } from './limit.ts'
import { readPage } from './list-page.ts'
import { latestOf } from './observation-unit.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { applyDivisions, planDivisions } from './statistic-division.ts'
import { tellFindings } from './statistic-finding.ts'
import type { Tenant } from './tenant.ts'
import { readUpload } from './upload.ts'

/** 行政区划名录: what codes and names statistics may have. */
export function makeStatisticDivisionRoutes({
  config,
}: {
  readonly config: { readonly limits: Pick<Limits, 'fileBytes'> }
}): readonly Route[] {
  const { fileBytes } = config.limits
  return [
    route(listStatisticDivisions, async ({ tenant, query: { after, limit } }) => {
      const divisions = await store.listStatisticDivisions(tenant.database, tenant.district)
      const page = readPage({
        rows: divisions,
        keyOf: ({ code, from = 0 }) => `${code} ${String(from).padStart(4, '0')}`,
        accepts: () => true,
        after,
        limit,
      })
      const rows = page.rows.map(({ from, to, parents, successors, ...rest }) => ({
        ...rest,
        parents: [...parents],
        successors: [...successors],
        ...defined({ from, to }),
      }))
      return { value: { ...page, rows } }
    }),
    route(nameStatisticDivisions, async ({ tenant, query }) => {
      const { database, district, now, calendar } = tenant
      const { year = Number(dateAt(now(), calendar()).slice(0, 4)) } = query
      const held = latestOf(await store.listStatisticDivisions(database, district), year)
      return { value: { names: Object.fromEntries(held.map(({ code, name }) => [code, name])) } }
    }),
    route(replaceStatisticDivisions, async (asking) => ({ value: await runDivisions(asking, fileBytes) })),
  ]
}

async function runDivisions(
  asking: Asking<typeof replaceStatisticDivisions>,
  limit: number,
): Promise<AnswerOf<typeof replaceStatisticDivisions>> {
  const { tenant, query, body } = asking
  const { name, sheet, plan, digest } = query
  const text = plan === undefined ? undefined : await requirePlan(tenant, plan)
  const planned = await planDivisions(tenant, {
    file: { name, bytes: await readUpload(body, limit) },
    ...defined({ sheet, plan: text }),
  })
  const { divisions, passed, added, changed, removed, findings } = planned
  const counts = { divisions: divisions.length, passed, added, changed, removed }
  const report = { digest: planned.digest, ...counts, ...tellFindings(findings) }
  if (digest === undefined) return { is_applied: false, ...report }
  await changeAudited(asking, async (transaction) => {
    const isNew = await applyDivisions(transaction, tenant, { planned, digest })
    const detail = { kind: 'divisions', file: name, ...counts }
    const act = { kind: 'data.imported', subject: 'divisions', detail } as const
    return { value: undefined, act: isNew ? act : undefined }
  })
  return { is_applied: true, ...report }
}

/** The text of a plan. @throws AppError `resource_missing` */
export async function requirePlan({ database, district }: Tenant, digest: string): Promise<string> {
  const text = await store.readKeptPlan(database, district, digest)
  if (text === undefined) throw new AppError('resource_missing')
  return text
}
