import { inflateSync } from 'node:zlib'

/** A glyph on a page of a PDF: where its origin stands, and how large it is; millimetres from the left and the top of an A4 page. */
export interface Glyph {
  readonly x: number
  readonly y: number
  readonly size: number
}

/** A line or bar on a page, as wide as it is drawn; millimetres. */
export interface RuleLine {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly colour: 'red' | 'black' | 'other'
}

/** Letters as they stand in one line of a page, by the codes of their font. */
interface Shown extends Glyph {
  readonly font: string
  /** Strings of PDF: `<0A1B>` or `(ab)`, with adjustments between them. */
  readonly codes: string
}

/** The words of a line, and where it begins; millimetres. */
export interface WordLine extends Glyph {
  readonly text: string
}

/** The glyphs and the lines across of each page. */
export interface Paper {
  readonly pages: readonly (readonly Glyph[])[]
  readonly rules: readonly (readonly RuleLine[])[]
}

type Matrix = readonly [number, number, number, number, number, number]

const identity: Matrix = [1, 0, 0, 1, 0, 0]
const millimetre = 25.4 / 72
/** Height of A4, points. */
const height = 841.89

/**
 * The glyphs on each page of a PDF as Chromium prints it: one content stream a page, glyphs shown one by one or in runs with
 * adjustments. It reads positions only, no letters; that is all a test of the geometry needs.
 */
export function readGlyphs(pdf: Buffer): readonly (readonly Glyph[])[] {
  return readPaper(pdf).pages
}

/** The same with lines across: borders are drawn as flat bars that are filled, or as strokes. */
export function readPaper(pdf: Buffer): Paper {
  const text = pdf.toString('latin1')
  const found = [...text.matchAll(/\/Type \/Page\b[\s\S]*?\/Contents (\d+) 0 R/g)]
  const pages = found.map(([, id = '']) => marksIn(streamOf(pdf, text, id)))
  return { pages: pages.map(({ glyphs }) => glyphs), rules: pages.map(({ rules }) => rules) }
}

/**
 * The words of each page as who copies them gets them: codes of glyphs are turned back by the tables that the fonts bring. A page
 * without these tables has no words.
 */
export function readWords(pdf: Buffer): readonly (readonly WordLine[])[] {
  const text = pdf.toString('latin1')
  const pages = [...text.matchAll(/\/Type \/Page\b[\s\S]*?endobj/g)].map(([page]) => page)
  return pages.map((page) => {
    const [, id = ''] = /\/Contents (\d+) 0 R/.exec(page) ?? []
    const [, fonts = ''] = /\/Font <<([^>]*)>>/.exec(page) ?? []
    const tables = new Map(
      [...fonts.matchAll(/(\/\S+) (\d+) 0 R/g)].map(([, name = '', font = '']) => [
        name,
        tableOf(pdf, text, font),
      ]),
    )
    const lines = Map.groupBy(marksIn(streamOf(pdf, text, id)).shown, ({ y }) => Math.round(y * 4))
    return [...lines.values()].map((shown) => {
      const [{ x, y, size } = { x: 0, y: 0, size: 0 }] = shown
      const words = shown.map(({ font, codes }) => lettersOf(codes, tables.get(font)))
      return { x, y, size, text: words.join('') }
    })
  })
}

interface LetterTable {
  readonly letters: ReadonlyMap<number, string>
  /** Hex digits of a code. */
  readonly width: number
}

/** The table of a font from codes to letters (ISO 32000-1, 9.10.3). */
function tableOf(pdf: Buffer, text: string, font: string): LetterTable | undefined {
  const head = new RegExp(`(?:^|\\n)${font} 0 obj\\s[\\s\\S]*?endobj`).exec(text)?.[0] ?? ''
  const [, id] = /\/ToUnicode (\d+) 0 R/.exec(head) ?? []
  if (id === undefined) return undefined
  const map = streamOf(pdf, text, id)
  return { letters: new Map([...singles(map), ...ranges(map)]), width: head.includes('/Type0') ? 4 : 2 }
}

type Letter = readonly [code: number, letter: string]

function singles(map: string): readonly Letter[] {
  const blocks = [...map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)]
  return blocks.flatMap(([, block = '']) =>
    [...block.matchAll(/<(\w+)>\s*<(\w+)>/g)].map(([, code = '', to = '']) => [
      Number.parseInt(code, 16),
      utf16Of(to),
    ]),
  )
}

function ranges(map: string): readonly Letter[] {
  const blocks = [...map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)]
  return blocks.flatMap(([, block = '']) =>
    [...block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)].flatMap(([, ...ends]) => {
      const [first = 0, last = 0, begin = 0] = ends.map((end) => Number.parseInt(end, 16))
      return Array.from({ length: last - first + 1 }, (_, place): Letter => [
        first + place,
        String.fromCodePoint(begin + place),
      ])
    }),
  )
}

function utf16Of(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le')
}

function lettersOf(codes: string, table: LetterTable | undefined): string {
  if (table === undefined) return ''
  return [...codes.matchAll(/<([\dA-Fa-f]*)>/g)]
    .flatMap(([, hex = '']) => hex.match(new RegExp(`.{${table.width}}`, 'g')) ?? [])
    .map((code) => table.letters.get(Number.parseInt(code, 16)) ?? '\uFFFD')
    .join('')
}

function streamOf(pdf: Buffer, text: string, id: string): string {
  const start = new RegExp(`(?:^|\\n)${id} 0 obj\\s`).exec(text)?.index ?? 0
  const begin = text.indexOf('stream', start)
  const from = begin + (text[begin + 6] === '\r' ? 8 : 7)
  const head = text.slice(start, begin)
  const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
  const bytes = pdf.subarray(from, from + length)
  return (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1')
}

function times([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}

interface State {
  /** From user space to the page. */
  matrix: Matrix
  /** Of the text, and of its line. */
  text: Matrix
  size: number
  font: string
  colour: RuleLine['colour']
  /** Drawn, and not filled yet. */
  bars: RuleLine[]
}

interface Marks {
  readonly glyphs: readonly Glyph[]
  readonly rules: readonly RuleLine[]
  readonly shown: readonly Shown[]
}

function marksIn(stream: string): Marks {
  const glyphs: Glyph[] = []
  const rules: RuleLine[] = []
  const shown: Shown[] = []
  const kept: Matrix[] = []
  const state: State = { matrix: identity, text: identity, size: 0, font: '', colour: 'black', bars: [] }
  let operands: string[] = []
  function numbers(): number[] {
    return operands.map(Number).filter((one) => !Number.isNaN(one))
  }
  function matrix(): Matrix {
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers().slice(-6)
    return [a, b, c, d, e, f]
  }
  function place(offset: number): void {
    const [a, b, , , e, f] = times([1, 0, 0, 1, offset, 0], times(state.text, state.matrix))
    const glyph = {
      x: e * millimetre,
      y: (height - f) * millimetre,
      size: state.size * Math.hypot(a, b) * millimetre,
    }
    glyphs.push(glyph)
    shown.push({ ...glyph, font: state.font, codes: operands.at(-1) ?? '' })
  }
  function draw(): void {
    const [x = 0, y = 0, width = 0, tall = 0] = numbers().slice(-4)
    const [a, , , d, e, f] = times([1, 0, 0, 1, x, y], state.matrix)
    const across = Math.abs(width * a) * millimetre
    const bar = { x: e * millimetre, y: (height - f) * millimetre, width: across, colour: state.colour }
    // What is higher than a millimetre is no line.
    if (Math.abs(tall * d) * millimetre < 1 && across > 1) state.bars.push(bar)
  }
  const operators: Readonly<Record<string, () => void>> = {
    q: () => kept.push(state.matrix),
    Q: () => (state.matrix = kept.pop() ?? identity),
    cm: () => (state.matrix = times(matrix(), state.matrix)),
    rg: () => (state.colour = colourOf(numbers())),
    re: draw,
    f: () => {
      rules.push(...state.bars)
      state.bars = []
    },
    n: () => (state.bars = []),
    BT: () => (state.text = identity),
    Tf: () => {
      state.font = operands.at(-2) ?? ''
      state.size = numbers().at(-1) ?? 0
    },
    Tm: () => (state.text = matrix()),
    Td: () => {
      const [x = 0, y = 0] = numbers().slice(-2)
      state.text = times([1, 0, 0, 1, x, y], state.text)
    },
    Tj: () => place(0),
    TJ: () => place(0),
  }
  for (const [token] of stream.matchAll(/\[[^\]]*\]|<[^>]*>|\((?:\\.|[^\\)])*\)|\/\S+|[^\s[\]<>()/]+/g)) {
    const run = operators[token]
    if (run === undefined) operands.push(token)
    else {
      run()
      operands = []
    }
  }
  return { glyphs, rules, shown }
}

function colourOf([red = 0, green = 0, blue = 0]: readonly number[]): RuleLine['colour'] {
  if (red + green + blue < 0.1) return 'black'
  return red > 0.7 && green < 0.3 && blue < 0.3 ? 'red' : 'other'
}
