import { AppError } from '@duibiao/base'
import * as store from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** A kept text, held against its digest. @throws AppError `resource_missing`, `ranking_damaged` */
export async function textOf({ database, district }: Tenant, digest: string): Promise<string> {
  const text = await store.readRankingContent(database, district, digest)
  if (text === undefined) throw new AppError('resource_missing')
  if (store.sha256.digest(text) !== digest) throw new AppError('ranking_damaged', { digest })
  return text
}
