import { AppError, formatInstant } from '@duibiao/base'
import type { Language, LegalDate } from '@duibiao/base'
import { roles } from '@duibiao/contract'
import type { Form as FormPage, PackLine, ParameterLine, PostHolder, SettingLine } from '@duibiao/contract'
import { boundOf, isLaw, isUnconfirmed, nameIn, outlineDecisions, valueOn } from '@duibiao/packfile'
import type {
  Composed,
  DecisionOutline,
  Form,
  Pack,
  PackChoice,
  Parameter,
  ParameterValue,
} from '@duibiao/packfile'
import type { InstalledPack, PackSetting } from '@duibiao/store'
import type { Static } from 'typebox'
import { defined } from './defined.ts'
import { findInstalled } from './district-pack.ts'
import { readHolder } from './post-holder.ts'
import type { Tenant } from './tenant.ts'

/** An installed version with the pack it holds. */
export interface FoundPack {
  readonly installed: InstalledPack
  readonly pack: Pack
}

/** The pack of a reference, also one that another process has just installed. @throws AppError `pack_not_installed`, `pack_version_unknown` */
export async function findPack(
  { library, packs }: Pick<Tenant, 'library' | 'packs'>,
  reference: string,
): Promise<FoundPack> {
  await library.refresh()
  const installed = findInstalled(library.packs, reference)
  return { installed, pack: packs.open(installed.hash) }
}

/** A form with its words in one language. */
export function formPage({ texts }: Pack, form: Form, language: Language): Static<typeof FormPage> {
  const own = Object.entries(texts[language]).filter(
    ([key]) => key === `form.${form.id}` || key.startsWith(`form.${form.id}.`),
  )
  const fields = form.fields.map(({ name, order, widget, level, choices, list, composed }) => ({
    name,
    order,
    widget,
    level,
    choices: [...choices],
    ...defined({ list, composed: composed && composedLine(composed) }),
  }))
  return { id: form.id, schema: { ...form.schema }, fields, texts: Object.fromEntries(own) }
}

function composedLine({ as, from, using }: Composed) {
  return { as, from: [...from], ...(using !== undefined && { using: [...using] }) }
}

export function packLine(
  { packs, library }: Pick<Tenant, 'library' | 'packs'>,
  { name, number, version, hash, installedAt, installedBy }: InstalledPack,
): Static<typeof PackLine> {
  return {
    pack: name,
    number,
    version,
    hash,
    title: { ...packs.open(hash).manifest.title },
    is_newest: library.packs.newest(name)?.hash === hash,
    installed_at: formatInstant(installedAt),
    installed_by: installedBy,
  }
}

/** A procedure or decision of a pack, by the name people see, with the file it stands in. */
export interface PackPart {
  readonly id: string
  readonly name: string
  readonly file: string
}

export function proceduresOf({ logic, texts }: Pack, language: Language): readonly PackPart[] {
  return logic.models.flatMap(({ file, elements }) =>
    elements
      .filter(({ type, id }) => type === 'Process' && id !== undefined && logic.procedures.has(id))
      .map(({ id = '', attributes }) => ({
        id,
        name: nameIn(texts, { kind: 'procedure', id, name: attributes.get('name') ?? '' }, language),
        file,
      })),
  )
}

/** A decision with the text of its file. */
export interface PackDecision extends DecisionOutline {
  readonly file: string
  readonly text: string
}

export function decisionsOf({ source }: Pack): readonly PackDecision[] {
  return [...source.files]
    .filter(([file]) => file.endsWith('.dmn'))
    .flatMap(([file, bytes]) => {
      const text = new TextDecoder().decode(bytes)
      return outlineDecisions(text, file).map((outline) => ({ ...outline, file, text }))
    })
}

/** The bytes of a file of a pack. @throws AppError `resource_missing` */
export function fileOf({ source }: Pack, file: string | undefined): Uint8Array {
  const bytes = file === undefined ? undefined : source.files.get(file)
  if (bytes === undefined) throw new AppError('resource_missing')
  return bytes
}

export function settingLine(setting: PackSetting): Static<typeof SettingLine> {
  const { number, kind, name, value, unit, from, to, basis, recordedAt, recordedBy } = setting
  return {
    number,
    kind,
    ...(name !== '' && { name }),
    value: kind === 'post' ? null : plainValue(value),
    ...(kind === 'post' && value !== null && { holder: holderLine(value) }),
    ...(unit !== undefined && { unit }),
    from,
    ...(to !== undefined && { to }),
    legal_basis: { law: basis.law, article: basis.article },
    recorded_at: formatInstant(recordedAt),
    recorded_by: recordedBy,
  }
}

function holderLine(value: PackSetting['value']): Static<typeof PostHolder> {
  const { role, officeKinds: kinds, offices, within } = readHolder(value)
  return {
    ...defined({ role: roles.find((one) => one === role), within }),
    ...(kinds !== undefined && { office_kinds: [...kinds] }),
    ...(offices !== undefined && { offices: [...offices] }),
  }
}

/** A parameter is a number, a text or a truth value. */
function plainValue(value: unknown): number | string | boolean | null {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A parameter with all that is said of it by day, and what counts on one. */
export function parameterLine(
  pack: Pack,
  [name, parameter]: readonly [string, Parameter],
  { on, choice }: { readonly on: LegalDate; readonly choice: PackChoice },
): Static<typeof ParameterLine> {
  const said = sayings(name, parameter, choice)
  const counting = valueOn(pack.parameters, { name, on }, choice)
  const current = said.find(({ given }) => given === counting)
  return {
    name,
    title: { ...parameter.title },
    ...(parameter.fixed !== undefined && { fixed: { ...parameter.fixed } }),
    ...(current !== undefined && { current: current.line }),
    values: said.map(({ line }) => line),
  }
}

type DatedValue = Static<typeof ParameterLine>['values'][number]
type Saying = { readonly given: ParameterValue; readonly line: DatedValue }

function sayings(name: string, parameter: Parameter, choice: PackChoice): readonly Saying[] {
  const { values, presets = {} } = parameter
  function ofPack(given: ParameterValue, origin: Pick<DatedValue, 'origin' | 'preset'>): Saying {
    const { given: same, line } = saying(given, origin, choice)
    const bound = isLaw(given, choice.place) ? boundOf(parameter, given) : undefined
    return { given: same, line: { ...line, ...defined({ bound }) } }
  }
  const own = Object.hasOwn(choice.overrides ?? {}, name) ? (choice.overrides?.[name] ?? []) : []
  return [
    ...own.map((given) => saying(given, { origin: 'district' }, choice)),
    ...Object.entries(presets).flatMap(([preset, list]) =>
      list.map((given) => ofPack(given, { origin: 'preset', preset })),
    ),
    ...values.map((given) => ofPack(given, { origin: 'pack' })),
  ]
}

function saying(
  given: ParameterValue,
  origin: Pick<DatedValue, 'origin' | 'preset'>,
  { place }: PackChoice,
): Saying {
  const { value, unit, from, to, legal_basis: basis, binds, source, note } = given
  const line = {
    value: plainValue(value) ?? '',
    ...(unit !== undefined && { unit }),
    from,
    ...(to !== undefined && { to }),
    ...(basis !== undefined && { legal_basis: { ...basis } }),
    ...origin,
    is_unconfirmed: isUnconfirmed(given, place),
    ...defined({ binds, source }),
    ...(note !== undefined && { note: { ...note } }),
  }
  return { given, line }
}
