import { formatInstant, instantOf, millisecondsPerHour } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { AuditKind } from '@duibiao/contract'
import type { AuditedAct } from './audit.ts'
import type { Config } from './config.ts'
import type { TargetRule } from './outbound-target.ts'
import type { Tenant } from './tenant.ts'

/** Where a district may send to. */
export type RuleOf = (tenant: Pick<Tenant, 'district'>) => TargetRule

/** What routes of the outbound need of the parts of all. */
export interface OutboundParts {
  readonly config: Pick<Config, 'allowedTargets'>
}

export function ruleFor({ allowedTargets: allowed }: OutboundParts['config']): RuleOf {
  return ({ district }) => ({ district, allowed })
}

/** What the audit keeps of a change of what leaves the district. */
export function actOf(
  kind: AuditKind,
  subject: string,
  detail: Readonly<Record<string, string | boolean | readonly string[] | undefined>>,
): AuditedAct {
  const said = Object.entries(detail).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return { kind, subject, detail: Object.fromEntries(said) }
}

/** Until when a secret that is renewed goes on signing beside the new one. @param hours none: from now on only the new one */
export function overlapOf({ now }: Pick<Tenant, 'now'>, hours = 24): { readonly until?: Instant } {
  return hours === 0 ? {} : { until: instantOf(now() + hours * millisecondsPerHour) }
}

/** How that stands in answers and in the audit. */
export function oldSecretLine(old: { readonly until?: Instant } | undefined): {
  readonly old_secret_until?: string
} {
  return old?.until === undefined ? {} : { old_secret_until: formatInstant(old.until) }
}
