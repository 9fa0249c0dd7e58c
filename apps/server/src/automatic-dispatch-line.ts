import { formatInstant } from '@duibiao/base'
import type { AutomaticDispatch } from '@duibiao/store'
import { nameOfCategory } from './category-name.ts'
import { defined } from './defined.ts'
import type { Tenant } from './tenant.ts'

/** A dispatch in the form of the contract. */
export function automaticLine({ packs, registry }: Tenant, one: AutomaticDispatch) {
  return {
    category: one.category,
    category_name: nameOfCategory(packs, one.category) ?? one.category,
    office: one.office,
    office_name: registry.state().office.get(one.office)?.name ?? one.office,
    probability: one.probability,
    model: one.model,
    dispatched_at: formatInstant(one.dispatchedAt),
    take_back_until: formatInstant(one.takeBackUntil),
    ...defined({ taken_back_at: one.takenBackAt && formatInstant(one.takenBackAt) }),
  }
}
