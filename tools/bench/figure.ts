/** One line of the table. `aim` says what was asked for, `holds` whether it was reached. */
export interface Figure {
  readonly title: string
  readonly value: number
  readonly unit: string
  readonly aim?: string
  readonly holds?: boolean
}

/** Prints the figures with what was asked for and whether it was reached. */
export function printTable(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ title }) => title.length))
  for (const { title, value, unit, aim, holds } of figures) {
    const verdict = aim === undefined ? '' : `aim ${aim}${holds === true ? '' : '   NOT REACHED'}`
    console.log(`${title.padEnd(width)}  ${format(value).padStart(11)} ${unit.padEnd(15)} ${verdict}`)
  }
}

function format(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumFractionDigits: 2 })
}
