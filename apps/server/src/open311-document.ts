/** A document of Open311: one model from which both forms are written, so that they cannot differ. */
export interface Open311Document {
  /** Name of the root element. */
  readonly root: string
  readonly value: Open311Value
}

export type Open311Value =
  string | number | boolean | null | readonly Open311Value[] | { readonly [name: string]: Open311Value }

export type Open311Format = 'xml' | 'json'

/** The element of a list, by the name of the list (JSON by the Spark convention has only the list). */
const elements: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  service_request_updates: 'request_update',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
}

/** The media types of the formats, as the specification writes them. */
export const open311Media: Readonly<Record<Open311Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** Writes a document in a format. */
export function writeOpen311({ root, value }: Open311Document, format: Open311Format): string {
  return format === 'json'
    ? JSON.stringify(value)
    : `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root, value)}\n`
}

function writeElement(name: string, value: Open311Value): string {
  const content = writeContent(name, value)
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`
}

function writeContent(name: string, value: Open311Value): string {
  if (value === null) return ''
  if (isList(value)) return value.map((one) => writeElement(elements[name] ?? 'item', one)).join('')
  if (typeof value !== 'object') return escapeText(String(value))
  return Object.entries(value)
    .map(([field, inner]: [string, Open311Value]) => writeElement(field, inner))
    .join('')
}

function isList(value: Open311Value): value is readonly Open311Value[] {
  return Array.isArray(value)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

/** Text for XML 1.0 (2.2 and 2.4): marks are escaped; characters that no document may hold are left out. */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"'\r]/g, (mark) => entities[mark] ?? mark)
}
