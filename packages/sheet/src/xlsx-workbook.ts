import { AppError } from '@duibiao/base'
import type { SheetLimits } from './limit.ts'
import { numberFormatOf } from './xlsx-format.ts'
import type { NumberFormat, NumberFormats } from './xlsx-format.ts'
import { attributeOf, pullXml } from './xml-pull.ts'
import type { XmlEvent } from './xml-pull.ts'
import { unreadable } from './zip-read.ts'
import type { ZipFile } from './zip-read.ts'

/** A sheet of a workbook and where it stands in the file. */
export type SheetPart = { readonly name: string; readonly path: string }

/** What a workbook holds besides its sheets. */
export type Workbook = {
  /** Sheets that people see. */
  readonly sheets: readonly SheetPart[]
  readonly formats: NumberFormats
  readonly texts: readonly string[]
}

export async function readWorkbook(zip: ZipFile, limits: SheetLimits): Promise<Workbook> {
  if (!zip.has('xl/workbook.xml')) throw unreadable('xl/workbook.xml')
  const targets = await readTargets(zip)
  const sheets: SheetPart[] = []
  let is1904 = false
  for await (const { name, attributes } of openings(zip, 'xl/workbook.xml')) {
    if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '')
    if (name !== 'sheet') continue
    const path = targets.get(idOf(attributes))
    const isHidden = (attributeOf(attributes, 'state') ?? 'visible') !== 'visible'
    if (path !== undefined && zip.has(path) && !isHidden)
      sheets.push({ name: attributeOf(attributes, 'name') ?? '', path })
  }
  const styles = await readStyles(zip)
  return { sheets, formats: { styles, is1904 }, texts: await readTexts(zip, limits) }
}

/** The opening tags of a part; none when it is not there. */
async function* openings(zip: ZipFile, path: string): AsyncGenerator<Extract<XmlEvent, { kind: 'open' }>> {
  if (!zip.has(path)) return
  for await (const events of pullXml(zip.read(path)))
    for (const event of events) if (event.kind === 'open') yield event
}

/** `r:id`, besides the `sheetId` that says nothing. */
function idOf(attributes: string): string {
  return /\s\w+:id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? ''
}

/** Which relation leads to which part. What lies outside of the file is never looked at. */
async function readTargets(zip: ZipFile): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>()
  for await (const { name, attributes } of openings(zip, 'xl/_rels/workbook.xml.rels')) {
    if (name !== 'Relationship') continue
    const target = attributeOf(attributes, 'Target') ?? ''
    const id = attributeOf(attributes, 'Id') ?? ''
    targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  return targets
}

async function readStyles(zip: ZipFile): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>()
  const styles: NumberFormat[] = []
  let list = ''
  for await (const { name, attributes } of openings(zip, 'xl/styles.xml')) {
    if (/^(cellXfs|cellStyleXfs|cellStyles|dxfs)$/.test(name)) list = name
    if (name !== 'numFmt' && name !== 'xf') continue
    const id = Number(attributeOf(attributes, 'numFmtId') ?? 0)
    if (name === 'numFmt') codes.set(id, attributeOf(attributes, 'formatCode') ?? '')
    else if (list === 'cellXfs') styles.push(numberFormatOf(id, codes.get(id)))
  }
  return styles
}

async function readTexts(zip: ZipFile, limits: SheetLimits): Promise<readonly string[]> {
  const texts: string[] = []
  const path = 'xl/sharedStrings.xml'
  if (!zip.has(path)) return texts
  const open = { text: '', isText: false, isReading: false }
  for await (const events of pullXml(zip.read(path))) {
    for (const event of events) {
      const text = followText(open, event)
      if (text !== undefined) texts.push(decodeEscapes(text))
    }
    if (texts.length > limits.texts) throw new AppError('sheet_too_large', { limit: 'texts' })
  }
  return texts
}

/** Readings of characters (rPh) are no part of a text. @returns the text when it is whole */
function followText(
  open: { text: string; isText: boolean; isReading: boolean },
  event: XmlEvent,
): string | undefined {
  if (event.kind === 'text') {
    if (open.isText && !open.isReading) open.text += event.text
    return undefined
  }
  const isOpen = event.kind === 'open' && !event.isEmpty
  if (event.name === 't') open.isText = isOpen
  if (event.name === 'rPh') open.isReading = isOpen
  if (event.name !== 'si') return undefined
  const text = event.kind === 'close' ? open.text : ''
  open.text = ''
  return isOpen ? undefined : text
}

/** Signs that XML cannot hold are written as _x000D_. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replaceAll(/_x([\dA-F]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
