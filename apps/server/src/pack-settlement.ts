import { AppError, dateAt, instantAt } from '@duibiao/base'
import type { Instant, LegalBasis, LegalDate } from '@duibiao/base'
import { choiceAt, findParameter, findVoid, readOverride } from '@duibiao/packfile'
import type { DistrictSetting, Pack, ParameterValue } from '@duibiao/packfile'
import { isValidOn } from '@duibiao/registry'
import { keepPackSetting } from '@duibiao/store'
import type { PackSetting } from '@duibiao/store'
import { readHolder, standardHolder, writeHolder } from './post-holder.ts'
import type { HolderOfPost, PostHolder } from './post-holder.ts'
import type { RegistryView } from './registry-view.ts'
import type { Tenant } from './tenant.ts'

/** What a district wants to settle for a pack. The command and the interface ask for it alike. */
export interface SettlementWish {
  readonly pack: string
  readonly kind: PackSetting['kind']
  /** The parameter or the post; empty for the other kinds. */
  readonly name: string
  /** As text; null: what the pack says counts again. */
  readonly value: string | null
  /** Of a post: who holds it. */
  readonly holder?: PostHolder
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

type Site = Pick<Tenant, 'database' | 'district' | 'library' | 'packs' | 'now' | 'calendar'> & {
  readonly registry: Pick<RegistryView, 'state'>
}

/**
 * Settles a parameter, the preset, the place or who holds a post of a pack without touching the pack. It acts on all versions from its first
 * day on; clocks that run stay as they are.
 * @throws AppError `pack_not_installed`, `parameter_unknown`, `parameter_fixed`, `parameter_value_invalid`,
 * `parameter_loosens_law`, `preset_unknown`, `post_unknown`, `office_unknown`, `setting_incomplete`
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
    case 'post':
      return { kind, name, value: readPost(site, wish, pack) }
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

/**
 * Who would hold the posts of a pack if one of them were settled so; without `holder` as the pack says.
 * @throws AppError `post_unknown`, `office_unknown`
 */
export function holdersWith(
  site: Pick<Tenant, 'holderOf' | 'packs' | 'now'> & Pick<Site, 'registry' | 'calendar'>,
  pack: Pack,
  { post, holder }: { readonly post: string; readonly holder?: PostHolder },
): HolderOfPost {
  const { name } = pack.manifest
  const today = dateAt(site.now(), site.calendar())
  const value = readPost(site, { name: post, from: today, ...(holder !== undefined && { holder }) }, pack)
  const standard = pack.manifest.posts[post]
  return (asked, wanted) => {
    if (asked !== name || wanted !== post) return site.holderOf(asked, wanted)
    return standard && { ...standardHolder(standard), ...(value === null ? {} : readHolder(value)) }
  }
}

/** Who holds a post, as it is kept; null: as the pack says. */
function readPost(
  { registry }: Pick<Site, 'registry'>,
  { name, holder, from }: Pick<SettlementWish, 'name' | 'holder' | 'from'>,
  { manifest }: Pack,
): PackSetting['value'] {
  const known = Object.keys(manifest.posts)
  if (!known.includes(name))
    throw new AppError('post_unknown', { post: name, pack: manifest.name, known: known.join(', ') })
  if (holder === undefined) return null
  const { office } = registry.state()
  for (const id of holder.offices ?? []) {
    const found = office.get(id)
    if (found === undefined || !isValidOn(found, from)) throw new AppError('office_unknown', { office: id })
  }
  return writeHolder(holder)
}
