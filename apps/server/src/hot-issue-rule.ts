import type { Instant } from '@duibiao/base'
import { hotIssueRecipients } from '@duibiao/contract'
import type { HotIssueRecipient, HotRule } from '@duibiao/contract'
import { readHotRule } from '@duibiao/store'
import { plainAlertRule, plainHeatFormula } from '@duibiao/triage'
import type { AlertRule, HeatFormula } from '@duibiao/triage'
import type { Static } from 'typebox'
import type { Tenant } from './tenant.ts'

/** How the heat of a district is reckoned, and when people are told. */
export interface KeptRule {
  /** 0 while nobody changed it. */
  readonly version: number
  readonly keptAt: Instant | undefined
  readonly formula: HeatFormula
  readonly alert: HotAlert
}

/** When people are told, and who besides those who follow one of its matters. */
export interface HotAlert extends AlertRule {
  readonly told: readonly HotIssueRecipient[]
}

const plainAlert: HotAlert = { ...plainAlertRule, told: hotIssueRecipients }

type WireRule = Static<typeof HotRule>

/** The rule in force. */
export async function hotRuleOf({
  database,
  district,
}: Pick<Tenant, 'database' | 'district'>): Promise<KeptRule> {
  const kept = await readHotRule(database, district)
  if (kept === undefined) {
    return { version: 0, keptAt: undefined, formula: plainHeatFormula, alert: plainAlert }
  }
  const rule: WireRule = JSON.parse(kept.rule)
  return { version: kept.version, keptAt: kept.keptAt, ...ruleIn(rule) }
}

/** A rule as it came, in the words of the formula. */
export function ruleIn({ formula, alert }: WireRule): Pick<KeptRule, 'formula' | 'alert'> {
  const { person, growing, liking, half_life_days: halfLifeDays } = formula
  return { formula: { person, growing, liking, halfLifeDays }, alert: { ...plainAlert, ...alert } }
}

/** The same in the form of the contract. */
export function ruleLine({ formula, alert }: Pick<KeptRule, 'formula' | 'alert'>): WireRule {
  const { halfLifeDays, ...weights } = formula
  return { formula: { ...weights, half_life_days: halfLifeDays }, alert: { ...alert, told: [...alert.told] } }
}
