import { formatLocal, instantOf } from '@duibiao/base'
import type { Language } from '@duibiao/base'
import type { Value, Variables } from '@duibiao/kernel'
import type { Form, Pack } from '@duibiao/packfile'
import { nameOfCategory } from './category-name.ts'
import { fieldLevels } from './personal-field.ts'
import type { Tenant } from './tenant.ts'

/** Where names are looked up. */
type Names = Pick<Tenant, 'registry' | 'calendar' | 'packs'>
type Field = Form['fields'][number]

/** A variable of a matter in words, as its form asks for it. */
export interface MatterDetail {
  readonly name: string
  readonly label: string
  readonly text: string
  readonly widget: string
  /** It names or reaches a person. */
  readonly is_personal: boolean
}

/** Those that are shown in a place of their own. */
const elsewhere: ReadonlySet<string> = new Set(['photos', 'files'])

/**
 * What the forms of a matter's pack have been answered, in the order of the forms: ids of offices, areas and people by their
 * names, choices by their texts. What no form asks for is the pack's own and left out.
 * @param variables as the asker may see them
 * @param first forms of the steps of the matter: they go before the others
 */
export function describeDetails(
  tenant: Names,
  {
    pack,
    variables,
    language,
    first,
  }: {
    readonly pack: Pack
    readonly variables: Variables
    readonly language: Language
    readonly first: readonly string[]
  },
): readonly MatterDetail[] {
  const levels = fieldLevels(pack)
  const write = makeWriter(tenant, pack, language)
  const told = new Map<string, MatterDetail>()
  const begun = [pack.manifest.report?.form ?? '', ...first].flatMap((id) => pack.forms.get(id) ?? [])
  for (const form of new Set([...begun, ...pack.forms.values()])) {
    for (const field of form.fields.toSorted((one, other) => one.order - other.order)) {
      const { name, widget } = field
      const value = variables[name]
      if (told.has(name) || elsewhere.has(widget) || isNothing(value)) continue
      const label = pack.texts[language][`form.${form.id}.${name}`]
      if (label === undefined) continue
      const text = write(value, { form, field })
      told.set(name, { name, label, text, widget, is_personal: levels.get(name) === 'important' })
    }
  }
  return [...told.values()]
}

interface Place {
  readonly form: Form
  readonly field: Field
}

/** Writes values of fields in words. */
function makeWriter(tenant: Names, pack: Pack, language: Language) {
  const texts = pack.texts[language]
  function write(value: Value | undefined, place: Place): string {
    if (Array.isArray(value)) {
      return value.map((one: Value) => write(one, place)).join(language === 'zh' ? '、' : ', ')
    }
    if (typeof value === 'boolean') return yesOrNo[language][value ? 0 : 1]
    if (typeof value === 'string') {
      return nameOfField(tenant, place, { text: value, texts }) ?? value
    }
    if (typeof value === 'object' && value !== null) {
      return Object.values(value)
        .map((one) => write(one, place))
        .join(' ')
    }
    return value === undefined || value === null ? '' : String(value)
  }
  return write
}

/** What a field's value is called: of the registry by its widget, of a choice by its text; undefined for a text that is its own. */
export function nameOfField(
  tenant: Names,
  { form, field }: Place,
  { text, texts }: { readonly text: string; readonly texts: Readonly<Record<string, string>> },
): string | undefined {
  return nameOf(tenant, field.widget, text) ?? texts[`form.${form.id}.${field.name}.${text}`]
}

/** What the registry calls an id that a field holds; a moment as the clock on the wall shows it. */
function nameOf({ registry, calendar, packs }: Names, widget: string, text: string): string | undefined {
  const { office, area, person } = registry.state()
  switch (widget) {
    case 'office':
    case 'offices':
      return (office.get(text) ?? area.get(text))?.name
    case 'grid':
      return area.get(text)?.name
    case 'person':
      return person.get(text)?.name
    case 'code':
      return nameOfCategory(packs, text)
    case 'datetime':
      return writeMoment(text, calendar().utcOffsetMinutes)
    default:
      return undefined
  }
}

const yesOrNo = { zh: ['是', '否'], en: ['yes', 'no'] } as const satisfies Record<
  Language,
  readonly [string, string]
>

function isNothing(value: Value | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function writeMoment(text: string, offset: number): string {
  const milliseconds = Date.parse(text)
  if (Number.isNaN(milliseconds)) return text
  return formatLocal(instantOf(milliseconds), offset).slice(0, 16).replace('T', ' ')
}
