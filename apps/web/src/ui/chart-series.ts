/** One line, bar or ring of a chart; its values stand in the order of the categories. */
export interface ChartSeries {
  readonly name: string
  readonly values: readonly number[]
}

export interface ChartProps {
  readonly title: string
  /** `rows`: bars that lie, for names that are long. */
  readonly kind: 'line' | 'bar' | 'stacked' | 'rows'
  readonly categories: readonly string[]
  readonly series: readonly ChartSeries[]
  /** What the first column of the table is called. */
  readonly categoryName: string
  /** A category was pressed, by its place. */
  readonly onCategory?: (index: number) => void
}
