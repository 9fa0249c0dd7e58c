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
