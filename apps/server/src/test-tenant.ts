import type { Engine } from '@duibiao/store'
import { emptyRegistry } from '@duibiao/registry'
import { makeDistrictPacks, makePackReader } from './district-pack.ts'
import type { RegistryView } from './registry-view.ts'
import { makeSecretBox } from './secret-box.ts'
import { signInRule } from './sign-in-rule.ts'
import { makeTenant } from './tenant.ts'
import type { Tenant, TenantParts } from './tenant.ts'

const emptyView: RegistryView = {
  state: () => emptyRegistry,
  versions: () => new Map(),
  postsOf: () => [],
  holders: () => [],
  areaPath: () => [],
  refresh: async () => false,
}

/** A district at work on an engine of a test. */
export function makeTestTenant(engine: Engine, parts: Partial<TenantParts> = {}): Tenant {
  return makeTenant(engine, {
    code: '110001',
    name: { zh: '样例区', en: 'Sample district' },
    secrets: makeSecretBox(new Uint8Array(32)),
    signIn: signInRule,
    packs: makeDistrictPacks(engine.setting.library, makePackReader()),
    held: { calendar: engine.setting.calendar('cn') },
    registry: emptyView,
    ...parts,
  })
}
