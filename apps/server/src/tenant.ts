import type { DistrictId, Instant } from '@duibiao/base'
import type { Database, Engine } from '@duibiao/store'
import type { SecretBox } from './secret-box.ts'
import type { SignInRule } from './sign-in-rule.ts'

/** A district at work in this process: what the handlers of its requests work with. */
export interface Tenant {
  readonly district: DistrictId
  /** Division code, and the name in both languages. */
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly database: Database
  readonly engine: Engine
  readonly now: () => Instant
  readonly random: (length: number) => Uint8Array
  /** Seals what must be kept and read again, such as the secrets of one-time codes. */
  readonly secrets: SecretBox
  readonly signIn: SignInRule
}

/** The parts of a tenant that its engine does not bring. */
export type TenantSetting = Pick<Tenant, 'code' | 'name' | 'secrets' | 'signIn'>

/** A district at work on its engine. */
export function makeTenant(engine: Engine, setting: TenantSetting): Tenant {
  const { district, database, now, random } = engine.setting
  return { ...setting, district, database, engine, now, random }
}
