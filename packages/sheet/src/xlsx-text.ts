// The parts of an XLSX file (ECMA-376) that are the same for every sheet, or nearly.

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export function contentTypesText(count: number, hasNotes: boolean): string {
  const notes = hasNotes
    ? `<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/comments1.xml" ContentType="${types}.comments+xml"/>`
    : ''
  const sheets = Array.from(
    { length: count },
    (_, place) =>
      `<Override PartName="/xl/worksheets/sheet${place + 1}.xml" ContentType="${types}.worksheet+xml"/>`,
  ).join('')
  return `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>${sheets}<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${notes}</Types>`
}

/** Relations rId1, rId2 … to other parts. */
export function relationshipsText(targets: readonly (readonly [kind: string, target: string])[]): string {
  const list = targets.map(
    ([kind, target], place) =>
      `<Relationship Id="rId${place + 1}" Type="${relations}/${kind}" Target="${target}"/>`,
  )
  return `${declaration}<Relationships xmlns="${packaged}/relationships">${list.join('')}</Relationships>`
}

export type SheetTab = { readonly name: string; readonly isHidden?: boolean }

/** The sheets of a workbook in their order; part `sheet1.xml` is the first. */
export function workbookText(tabs: readonly SheetTab[]): string {
  const list = tabs.map(({ name, isHidden = false }, place) => {
    const state = isHidden ? ' state="hidden"' : ''
    return `<sheet name="${safeTab(name)}" sheetId="${place + 1}"${state} r:id="rId${place + 1}"/>`
  })
  return `${declaration}<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><sheets>${list.join('')}</sheets></workbook>`
}

/** What a spreadsheet takes as the name of a sheet. */
function safeTab(name: string): string {
  return name
    .replaceAll(/[[\]:*?/\\&<>"']/g, ' ')
    .slice(0, 31)
    .trim()
}

/**
 * Style 0 is plain, 1 text, 2 headers, 3 text that begins like a formula, 4 whole numbers, 5 two decimals, 6 percent, 7 and 8 as
 * 1 and 3 over several lines.
 */
export const stylesText = `${declaration}<styleSheet xmlns="${spreadsheet}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="9"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`

type HeaderNote = { readonly place: number; readonly note: string }

/** Notes on cells of the first row. */
export function notesText(notes: readonly HeaderNote[]): string {
  const list = notes.map(
    ({ place, note }) =>
      `<comment ref="${letterOf(place)}1" authorId="0"><text><r><t xml:space="preserve">${escapeXml(note)}</t></r></text></comment>`,
  )
  return `${declaration}<comments xmlns="${spreadsheet}"><authors><author>Duibiao</author></authors><commentList>${list.join('')}</commentList></comments>`
}

/** Excel shows a note only when a drawing says where. */
export function noteDrawingText(notes: readonly HeaderNote[]): string {
  const shapes = notes.map(
    ({ place }, number) =>
      `<v:shape id="_x0000_s${1025 + number}" type="#_x0000_t202" style="position:absolute;width:160pt;height:60pt;visibility:hidden" fillcolor="#ffffe1"><x:ClientData ObjectType="Note"><x:Anchor>${place + 1},15,0,2,${place + 4},15,4,4</x:Anchor><x:Row>0</x:Row><x:Column>${place}</x:Column></x:ClientData></v:shape>`,
  )
  return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>${shapes.join('')}</xml>`
}

function letterOf(place: number): string {
  const rest = Math.floor(place / 26)
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (place % 26))
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
