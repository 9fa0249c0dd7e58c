import { AppError, dateAt, yearOf } from '@duibiao/base'
import type { Calendar, DistrictId, Instant } from '@duibiao/base'
import { matterNumber } from '@duibiao/packfile'
import type { Pack } from '@duibiao/packfile'
import {
  findDistrict,
  gatherReads,
  makeEngine,
  makeSerialSource,
  openLibrary,
  readMatters,
} from '@duibiao/store'
import type { Database, District, Engine, ProcedureLibrary, ReadMatter } from '@duibiao/store'
import { makeAuditTrail } from './audit-trail.ts'
import type { AuditTrail } from './audit-trail.ts'
import { makeDistrictPacks, makePackReader, newPackOf } from './district-pack.ts'
import type { DistrictPacks } from './district-pack.ts'
import { readCalendar } from './known-calendar.ts'
import { makeDescription } from './matter-description.ts'
import { openRegistryView } from './registry-view.ts'
import type { RegistryView } from './registry-view.ts'
import type { SecretBox } from './secret-box.ts'
import type { SignInRule } from './sign-in-rule.ts'
import { makeHolderOfPost } from './post-holder.ts'
import type { HolderOfPost } from './post-holder.ts'

/** A district at work in this process: its packs, its engine, and what the handlers of its requests work with. */
export interface Tenant {
  readonly district: DistrictId
  /** Division code, and the name in both languages. */
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly database: Database
  readonly engine: Engine
  readonly library: ProcedureLibrary
  /** The packs as they are installed in the database. */
  readonly packs: DistrictPacks
  /** Areas, offices, posts and people as this process knows them. */
  readonly registry: RegistryView
  /** Which role holders of a post of a pack have in this district. */
  readonly roleOf: (pack: string, post: string) => string | undefined
  /** Who holds a post of a pack in this district: as the newest version says, and what the district settled for it. */
  readonly holderOf: HolderOfPost
  /** The calendar as it is now; a notice that is loaded makes another one. */
  readonly calendar: () => Calendar
  readonly now: () => Instant
  readonly random: (length: number) => Uint8Array
  /** A matter by its id, read together with those that other requests want at the same moment. */
  readonly readMatter: (matter: string) => Promise<ReadMatter | undefined>
  /** The next number of a matter, in the form its pack asks for. @throws AppError `pack_not_installed` */
  readonly nextNumber: (pack: string) => Promise<string>
  /** Reads code and names again, after they were changed. */
  readonly reloadDistrict: () => Promise<void>
  /** Reads the calendar again, after a notice was kept; the engine reckons with it from then on. */
  readonly reloadCalendar: () => Promise<Calendar>
  /** Seals what must be kept and read again, such as the secrets of one-time codes. */
  readonly secrets: SecretBox
  readonly signIn: SignInRule
  /** Who did what: sign-ins, denials, changes of accounts, reveals of personal data, exports. */
  readonly audit: AuditTrail
}

/** What a district is opened with. */
export interface TenantSetting extends Pick<
  Tenant,
  'district' | 'database' | 'now' | 'random' | 'secrets' | 'signIn'
> {
  /** The packs that a district without any begins with; from then on only an installation brings others. */
  readonly firstPacks?: () => readonly Pack[]
}

/**
 * Opens a district that was entered. It works with the packs in its database; no folder is needed any more.
 * @throws AppError `district_unknown`, `pack_damaged`, and those of the database
 */
export async function openTenant(setting: TenantSetting): Promise<Tenant> {
  const { district, now, random } = setting
  const database = setting.database.forDistrict(district)
  const entered = await findDistrict(database, district)
  if (entered === undefined) throw new AppError('district_unknown', { district })
  const reader = makePackReader()
  const library = await openLibrary(database, {
    district,
    compile: (installed, shelf) => reader.procedure(shelf, installed),
  })
  const first = library.packs.list().length === 0 ? (setting.firstPacks?.() ?? []) : []
  if (first.length > 0) await library.installPacks(first.map(newPackOf), { at: now(), by: 'duibiao' })
  const packs = makeDistrictPacks(library, reader)
  const held = { calendar: (await readCalendar(database, district)).calendar }
  const registry = await openRegistryView(database, district, () => held.calendar)
  const nextNumber = makeNumbering({ database, district, now, packs, held })
  const engine = makeEngine({
    database,
    district,
    library,
    now,
    random,
    calendar: () => held.calendar,
    parameter: (name, at, procedure) => packs.compiledOf(procedure)?.parameter(name, at),
    decision: (reference, procedure) => packs.compiledOf(procedure)?.decision(reference),
    describe: makeDescription(packs, registry),
    async opening({ hash, name }, { subject }) {
      const number = await nextNumber(packs.ofProcedure(hash)?.manifest.name ?? '')
      return { number, title: typeof subject === 'string' && subject !== '' ? subject.slice(0, 200) : name }
    },
  })
  return makeTenant(engine, { ...setting, ...namesOf(entered), packs, held, registry, nextNumber })
}

function namesOf({ code, name, nameEn = name }: District): Pick<Tenant, 'code' | 'name'> {
  return { code, name: { zh: name, en: nameEn } }
}

/** The parts of a tenant that its engine does not bring. */
export interface TenantParts extends Pick<Tenant, 'code' | 'name' | 'secrets' | 'signIn'> {
  readonly packs: DistrictPacks
  readonly registry: RegistryView
  /** Where the engine finds its calendar. */
  readonly held: { calendar: Calendar }
  /** The numbers that the engine gives as well; without it the tenant counts alone. */
  readonly nextNumber?: Tenant['nextNumber']
}

/** A district at work on an engine that is there. */
export function makeTenant(
  engine: Engine,
  { packs, registry, held, code, name, secrets, signIn, nextNumber }: TenantParts,
): Tenant {
  const { district, database, library, now, random } = engine.setting
  const holderOf = makeHolderOfPost({ packs, now })
  let named: Pick<Tenant, 'code' | 'name'> = { code, name }
  return {
    district,
    get code() {
      return named.code
    },
    get name() {
      return named.name
    },
    async reloadDistrict() {
      const entered = await findDistrict(database, district)
      if (entered !== undefined) named = namesOf(entered)
    },
    database,
    engine,
    library,
    packs,
    registry,
    roleOf: (pack, post) => holderOf(pack, post)?.role,
    holderOf,
    calendar: () => held.calendar,
    now,
    random,
    readMatter: gatherReads((matters) => readMatters(database, district, matters)),
    nextNumber: nextNumber ?? makeNumbering({ database, district, now, packs, held }),
    async reloadCalendar() {
      held.calendar = (await readCalendar(database, district)).calendar
      return held.calendar
    },
    secrets,
    signIn,
    audit: makeAuditTrail({ database, district, now }),
  }
}

/** Numbers in the form of each pack, each once in all processes together. */
function makeNumbering({
  database,
  district,
  now,
  packs,
  held,
}: Pick<Tenant, 'database' | 'district' | 'now' | 'packs'> &
  Pick<TenantParts, 'held'>): Tenant['nextNumber'] {
  const serials = makeSerialSource(database, { district })
  return async (pack) => {
    const { number } = packs.newest(pack).manifest
    const { counter, format } = matterNumber(number, yearOf(dateAt(now(), held.calendar)))
    return format(await serials.next(counter))
  }
}
