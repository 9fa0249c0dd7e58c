import { dateAt, formatLocal, instantOf, padNumber } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Clock, Value } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { groundOfClock } from './clock-ground.ts'
import type { Filled } from './document-fill.ts'
import { recordLines } from './document-line.ts'
import type { RecordLine } from './document-line.ts'
import type { DocumentSource } from './document-source.ts'
import type { AccessibleMatter } from './matter-access.ts'
import { nameOfField } from './matter-detail.ts'
import type { Tenant } from './tenant.ts'

const nothing: Filled = []

/** What stands for a placeholder: a field of the matter, the end of a clock, a parameter, or a variable and its parts. */
export function fillPlaceholder(source: DocumentSource, path: string): Filled {
  const [root = '', ...parts] = path.split('.')
  const own = fields.get(root)
  if (own !== undefined) return own(source, parts)
  const value = parts.reduce<Value | undefined>(partOf, source.standing.variables[root])
  return valueTexts(source, path, value)
}

/** What a paper may say besides variables, by its name. */
const fields: ReadonlyMap<string, (source: DocumentSource, parts: readonly string[]) => Filled> = new Map([
  ['number', ({ access }: DocumentSource) => [access.found.number]],
  ['year', ({ access }: DocumentSource) => [numberParts(access.found.number).year]],
  ['serial', ({ access }: DocumentSource) => [numberParts(access.found.number).serial]],
  ['district', ({ tenant }: DocumentSource) => [tenant.name.zh]],
  ['received_at', ({ tenant, access }: DocumentSource) => [momentText(tenant, access.found.openedAt)]],
  [
    'made_on',
    ({ tenant, making }: DocumentSource) => (making === undefined ? nothing : [dayText(tenant, making.at)]),
  ],
  ['today', ({ tenant }: DocumentSource) => [dayText(tenant, tenant.now())]],
  ['entries', fillEntries],
  ['parameter', fillParameter],
  ['clock', fillClock],
])

/** A matter's number ends with its year and its serial: `DC-2026-000012`. */
function numberParts(number: string): { readonly year: string; readonly serial: string } {
  const [, year = '', serial = number] = /(\d{4})\D*(\d+)$/u.exec(number) ?? []
  return { year, serial: serial.replace(/^0+(?=\d)/u, '') }
}

function fillEntries(source: DocumentSource, [part]: readonly string[]): Filled {
  const lines = recordLines(source)
  const texts = lines.map(({ at, ...words }): Readonly<Record<keyof RecordLine, string>> => {
    return { ...words, at: momentText(source.tenant, at) }
  })
  if (part === 'at' || part === 'post' || part === 'what' || part === 'note')
    return texts.map((one) => one[part])
  return texts.map(({ at, post, what }) => [at, post, what].filter((text) => text !== '').join('　'))
}

function fillParameter({ tenant, access, making }: DocumentSource, [name = '']: readonly string[]): Filled {
  const { found } = access
  const value = tenant.packs.compiledOf(found.procedure)?.parameter(name, making?.at ?? tenant.now())
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : nothing
}

function fillClock({ tenant, access, standing }: DocumentSource, [key, part]: readonly string[]): Filled {
  const clock = Object.values(standing.clocks).findLast((one) => one.key === key)
  if (clock === undefined) return nothing
  if (part === 'ground') return [groundText(tenant, access, clock)]
  return clock.dueAt === undefined ? nothing : [endText(tenant, clock.dueAt)]
}

function groundText({ engine, packs, calendar }: Tenant, { found }: AccessibleMatter, clock: Clock): string {
  return groundOfClock({ clock, matter: found }, { library: engine.workshop.around, packs, calendar }, 'zh')
}

function partOf(value: Value | undefined, name: string): Value | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map<string, Value>(Object.entries(value)).get(name)
}

/** A list of lines stays one; of everything else one text comes. */
function valueTexts(source: DocumentSource, path: string, value: Value | undefined): Filled {
  const widgets = fieldsOf(source.pack, path).map(({ field }) => field.widget)
  if (Array.isArray(value)) {
    const texts = value.map((one: Value) => valueText(source, path, one)).filter((text) => text !== '')
    return widgets.includes('lines') ? texts : texts.length === 0 ? nothing : [texts.join('、')]
  }
  const text = valueText(source, path, value)
  return text === '' ? nothing : [text]
}

function valueText(source: DocumentSource, path: string, value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return wordText(source, path, value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  const number = partOf(value, 'number')
  // Another matter is known by its number.
  if (typeof number === 'string') return number
  const parts: readonly Value[] = Array.isArray(value) ? value : Object.values(value)
  return parts.map((one) => valueText(source, path, one)).join('、')
}

/** Choices by their texts, ids of offices, areas, people and files by their names, instants in the time of the district. */
function wordText({ tenant, pack, files }: DocumentSource, path: string, text: string): string {
  const { zh } = pack.texts
  const own = zh[`value.${path}.${text}`] ?? zh[`tell.${text}`]
  if (own !== undefined) return own
  for (const { form, field } of fieldsOf(pack, path)) {
    const named = nameOfField(tenant, { form, field }, { text, texts: zh })
    if (named !== undefined) return named
  }
  const instant = instantIn(text)
  if (instant !== undefined) return momentText(tenant, instant)
  const { office, area } = tenant.registry.state()
  return files.get(text) ?? office.get(text)?.name ?? area.get(text)?.name ?? text
}

/** The fields of that name, of whatever form of the pack. */
function fieldsOf(pack: Pack, path: string) {
  if (path.includes('.')) return []
  return [...pack.forms.values()].flatMap((form) =>
    form.fields.flatMap((field) => (field.name === path ? [{ form, field }] : [])),
  )
}

function instantIn(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return undefined
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? undefined : instantOf(milliseconds)
}

/** 2026年11月22日, as official papers write a day. */
export function dayText({ calendar }: Pick<Tenant, 'calendar'>, at: Instant): string {
  const [year = '', month = '', day = ''] = dateAt(at, calendar()).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

function momentText(tenant: Tenant, at: Instant): string {
  const local = formatLocal(at, tenant.calendar().utcOffsetMinutes)
  const [, hour = '0', minute = '0'] = /T(\d\d):(\d\d)/.exec(local) ?? []
  return `${dayText(tenant, at)}${padNumber(Number(hour), 2)}:${padNumber(Number(minute), 2)}`
}

/** The end of a limit: of one that runs to midnight the day before it, as the law counts whole days. */
export function endText(tenant: Tenant, at: Instant): string {
  const local = formatLocal(at, tenant.calendar().utcOffsetMinutes)
  return /T00:00/.test(local) ? dayText(tenant, instantOf(at - 1)) : momentText(tenant, at)
}
