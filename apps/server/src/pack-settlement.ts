import { AppError, instantAt } from '@duibiao/base'
import type { Instant, LegalBasis, LegalDate } from '@duibiao/base'
import { choiceAt, findParameter, findVoid, readOverride } from '@duibiao/packfile'
import type { DistrictSetting, Pack, ParameterValue } from '@duibiao/packfile'
import { keepPackSetting } from '@duibiao/store'
import type { PackSetting } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** What a district wants to settle for a pack. The command and the interface ask for it alike. */
export interface SettlementWish {
  readonly pack: string
  readonly kind: PackSetting['kind']
  /** The parameter; empty for the other kinds. */
  readonly name: string
  /** As text; null: what the pack says counts again. */
  readonly value: string | null
  readonly unit?: string
  readonly from: LegalDate
  readonly to?: LegalDate
  readonly basis: LegalBasis
  readonly by: string
}

/** What was settled. */
export interface Settled {
  readonly setting: PackSetting
  /** The district's own values that do not count any more, because a law is in the way. */
  readonly lost: readonly { readonly name: string; readonly law: ParameterValue }[]
}

type Site = Pick<Tenant, 'database' | 'district' | 'library' | 'packs' | 'now' | 'calendar'>

/**
 * Settles a parameter, the preset or the place of a pack without touching the pack. It acts on all versions from its first
 * day on; clocks that run stay as they are.
 * @throws AppError `pack_not_installed`, `parameter_unknown`, `parameter_fixed`, `parameter_value_invalid`,
 * `parameter_loosens_law`, `preset_unknown`, `setting_incomplete`
 */
export async function settlePack(site: Site, wish: SettlementWish): Promise<Settled> {
  const { database, district, library, packs, now } = site
  const { from, to, basis, by } = wish
  const pack = packs.newest(wish.pack)
  const given: Omit<PackSetting, 'number'> = {
    ...readWanted(site, wish, pack),
    from,
    ...(to !== undefined && { to }),
    basis,
    recordedAt: now(),
    recordedBy: by,
  }
  const number = await keepPackSetting(database, district, { pack: wish.pack, setting: given })
  await library.refresh()
  const choice = choiceAt(library.packs.settings(wish.pack), effectAt(site, from))
  return { setting: { ...given, number }, lost: findVoid(pack.parameters, choice) }
}

/** When a setting begins to act: on its first day, but not before it is recorded. */
function effectAt({ now, calendar }: Pick<Site, 'now' | 'calendar'>, from: LegalDate): Instant {
  const [begin, recorded] = [instantAt(from, '00:00', calendar()), now()]
  return begin > recorded ? begin : recorded
}

type Wanted = Pick<DistrictSetting, 'kind' | 'name' | 'unit'> & Pick<PackSetting, 'value'>

/** What is to be set, held against the newest version of the pack and what is settled already. */
function readWanted(site: Site, wish: SettlementWish, pack: Pack): Wanted {
  const { kind, name, value, from, to, unit } = wish
  switch (kind) {
    case 'preset':
      return { kind, name: '', value: readPreset(value, pack) }
    case 'place':
      return { kind, name: '', value: value === null || value.trim() === '' ? null : value.trim() }
    case 'parameter': {
      if (name === '') throw new AppError('setting_incomplete')
      findParameter(pack.parameters, wish.pack, name)
      if (value === null) return { kind, name, value: null }
      const choice = site.packs.choiceAt(wish.pack, effectAt(site, from))
      const own = readOverride(
        { pack: wish.pack, parameters: pack.parameters },
        { name, text: value, from, ...(to !== undefined && { to }), ...(unit !== undefined && { unit }) },
        choice,
      )
      // A parameter is a number, a text or a truth value: what the schema of packs allows.
      return { kind, name, ...own, value: JSON.parse(JSON.stringify(own.value)) }
    }
  }
}

function readPreset(preset: string | null, { manifest }: Pack): string | null {
  const presets = Object.keys(manifest.presets ?? {})
  if (preset === null || presets.includes(preset)) return preset
  const known = [...presets, 'none'].join(', ')
  throw new AppError('preset_unknown', { preset, pack: manifest.name, known })
}
