import { dateAt, formatLocal, instantOf, padNumber } from '@duibiao/base'
import type { Instant, Language } from '@duibiao/base'
import type { Entry, Value, Variables } from '@duibiao/kernel'
import type { Filled } from './document-page.ts'
import type { AccessibleMatter } from './matter-access.ts'
import type { Tenant } from './tenant.ts'

/** What the placeholders of a printed form stand for. */
export interface DocumentSource {
  readonly tenant: Tenant
  readonly access: AccessibleMatter
  /** As the asker may see them. */
  readonly variables: Variables
  readonly entries: readonly Entry[]
  /** Evidence by its id, as it is called. */
  readonly files: ReadonlyMap<string, string>
  readonly language: Language
}

const blank = '　　'

/** The lines that stand for a placeholder: a field of the matter, the end of a clock, or a variable and its parts. */
export function fillPlaceholder(source: DocumentSource, path: string): Filled {
  const { tenant, access, language } = source
  const { found } = access
  const [root = '', ...parts] = path.split('.')
  switch (root) {
    case 'number':
      return [found.number]
    case 'received_at':
      return [momentText(tenant, found.openedAt, language)]
    case 'today':
      return [dayText(tenant, tenant.now(), language)]
    case 'entries':
      return source.entries.map((entry) => entryText(source, entry))
    case 'clock': {
      const clock = Object.values(found.state.clocks).find(({ key }) => key === parts[0])
      return [clock?.dueAt === undefined ? blank : momentText(tenant, clock.dueAt, language)]
    }
  }
  const value = parts.reduce<Value | undefined>(partOf, source.variables[root])
  return [valueText(source, value)]
}

function partOf(value: Value | undefined, name: string): Value | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return new Map<string, Value>(Object.entries(value)).get(name)
}

function valueText(source: DocumentSource, value: Value | undefined): string {
  if (value === undefined || value === null || value === '') return blank
  if (typeof value === 'string') return wordText(source, value)
  if (typeof value === 'object') return partsText(source, value)
  if (typeof value === 'number') return String(value)
  return { zh: value ? '是' : '否', en: value ? 'yes' : 'no' }[source.language]
}

function partsText(source: DocumentSource, value: Extract<Value, object>): string {
  const parts: readonly Value[] = Array.isArray(value) ? value : Object.values(value)
  return parts.map((one) => valueText(source, one)).join('、')
}

/** Ids of offices, areas and files by their names, instants in the time of the district. */
function wordText({ tenant, files, language }: DocumentSource, text: string): string {
  const { office, area } = tenant.registry.state()
  const instant = instantIn(text)
  if (instant !== undefined) return momentText(tenant, instant, language)
  return files.get(text) ?? office.get(text)?.name ?? area.get(text)?.name ?? text
}

function instantIn(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return undefined
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? undefined : instantOf(milliseconds)
}

/** What was done and in which post; who it was is for the record itself. */
function entryText({ tenant, access, language }: DocumentSource, { at, kind, actor, facts }: Entry): string {
  const { found } = access
  const { find } = tenant.engine.workshop.around
  const called = Object.values(found.state.scopes).flatMap(({ procedure }) => procedure ?? [])
  const nodes = [...new Set([found.procedure, ...called])].flatMap((hash) => find(hash).nodes)
  const done = facts.flatMap((fact) =>
    fact.kind === 'task_completed' ? (nodes.find(({ id }) => id === fact.element)?.name ?? fact.element) : [],
  )
  const what = done.length > 0 ? done.join('、') : kind
  const post =
    actor.post === undefined ? undefined : (tenant.registry.state().post.get(actor.post)?.name ?? actor.post)
  return [momentText(tenant, at, language), post, what].filter((part) => part !== undefined).join('　')
}

function dayText({ calendar }: Tenant, at: Instant, language: Language): string {
  const date = dateAt(at, calendar())
  if (language === 'en') return date
  const [year = '', month = '', day = ''] = date.split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}

function momentText(tenant: Tenant, at: Instant, language: Language): string {
  const local = formatLocal(at, tenant.calendar().utcOffsetMinutes)
  const [, hour = '0', minute = '0'] = /T(\d\d):(\d\d)/.exec(local) ?? []
  const time = `${padNumber(Number(hour), 2)}:${padNumber(Number(minute), 2)}`
  return `${dayText(tenant, at, language)} ${time}`
}
