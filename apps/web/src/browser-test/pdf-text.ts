import { inflateSync } from 'node:zlib'

/** A glyph on a page of a PDF: where its origin stands, and how large it is; millimetres from the left and the top of an A4 page. */
export interface Glyph {
  readonly x: number
  readonly y: number
  readonly size: number
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
  const text = pdf.toString('latin1')
  const pages = [...text.matchAll(/\/Type \/Page\b[\s\S]*?\/Contents (\d+) 0 R/g)]
  return pages.map(([, id = '']) => glyphsIn(streamOf(pdf, text, id)))
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
}

function glyphsIn(stream: string): readonly Glyph[] {
  const glyphs: Glyph[] = []
  const kept: Matrix[] = []
  const state: State = { matrix: identity, text: identity, size: 0 }
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
    glyphs.push({
      x: e * millimetre,
      y: (height - f) * millimetre,
      size: state.size * Math.hypot(a, b) * millimetre,
    })
  }
  const operators: Readonly<Record<string, () => void>> = {
    q: () => kept.push(state.matrix),
    Q: () => (state.matrix = kept.pop() ?? identity),
    cm: () => (state.matrix = times(matrix(), state.matrix)),
    BT: () => (state.text = identity),
    Tf: () => (state.size = numbers().at(-1) ?? 0),
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
  return glyphs
}
