/** A row of a published table, by the names of its columns. */
export type TestLine = Readonly<Record<string, string>>

/** The cells of a published CSV file: what stands in quotes may hold commas, and no cell a line break. */
export function readCells(text: string): readonly (readonly string[])[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  return lines.map((line) =>
    [...line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    ),
  )
}

/** The rows below the header. */
export function readLines(text: string): readonly TestLine[] {
  const [names = [], ...rows] = readCells(text)
  return rows.map((cells) => Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ''])))
}

/** A published number; null where none stands. */
export function numberOf(text: string | undefined): number | null {
  return text === undefined || text === '' || text === 'NA' ? null : Number(text)
}
