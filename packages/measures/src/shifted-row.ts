import { medianOf } from './statistics.ts'

/** A row whose cells stand one place off from a column on. */
export type Shift = {
  /** 0-based place of the first cell that is off. */
  readonly start: number
  /** 'right': a cell too many stands there; 'left': one is lacking. */
  readonly way: 'right' | 'left'
}

/** What is usual in a column, on the scale of powers of ten. */
export type ColumnHabit = { readonly middle: number; readonly spread: number; readonly filled: number }

/** What is usual in each column of a table; NaN is an empty cell. */
export function habitsOf(rows: readonly (readonly number[])[], width: number): readonly ColumnHabit[] {
  return Array.from({ length: width }, (_, place) => {
    const logs = rows.flatMap((row) => {
      const value = row[place] ?? NaN
      return Number.isNaN(value) ? [] : [sizeOf(value)]
    })
    const middle = medianOf(logs)
    const spread = 1.4826 * medianOf(logs.map((log) => Math.abs(log - middle)))
    return { middle, spread: Math.max(0.2, spread), filled: logs.length / Math.max(1, rows.length) }
  })
}

/** Finds the shift after which a row looks like the others, if it gains much by it; undefined for a row that stands right. */
export function findShift(row: readonly number[], habits: readonly ColumnHabit[]): Shift | undefined {
  const now = strangeness(row, habits, 0)
  const found = [bestStart('right', { row, habits, now }), bestStart('left', { row, habits, now })]
  const [best] = found.toSorted((one, other) => other.gain - one.gain)
  if (best === undefined || best.gain <= leastGain || best.rest > best.gain) return undefined
  return { start: best.start, way: best.way }
}

type Candidate = Shift & { readonly gain: number; readonly rest: number }

/** The column from which moving the cells back gains most. */
function bestStart(
  way: Shift['way'],
  work: {
    readonly row: readonly number[]
    readonly habits: readonly ColumnHabit[]
    readonly now: readonly number[]
  },
): Candidate {
  const { row, habits, now } = work
  const moved = strangeness(row, habits, way === 'right' ? 1 : -1)
  let best: Candidate = { start: 0, way, gain: 0, rest: 0 }
  for (let start = 0; start + leastColumns <= habits.length; start++) {
    // With a cell lacking, the column that lost it is empty: that is strange too.
    const rest =
      way === 'right' ? sumFrom(moved, start) : sumFrom(moved, start + 1) + 2 * (habits[start]?.filled ?? 0)
    const gain = sumFrom(now, start) - rest
    if (gain > best.gain) best = { start, way, gain, rest }
  }
  return best
}

/** How strange each column is when it holds the cell so many places further. */
function strangeness(
  row: readonly number[],
  habits: readonly ColumnHabit[],
  step: number,
): readonly number[] {
  return habits.map((habit, place) => strange(row[place + step] ?? NaN, habit))
}

function sumFrom(values: readonly number[], start: number): number {
  return values.slice(start).reduce((sum, value) => sum + value, 0)
}

/** Columns that must follow, and strangeness that must vanish, before a row is called shifted. */
const leastColumns = 4
const leastGain = 8

/** How little a value is like its column, 0 to 4. An empty cell is strange where few are. */
function strange(value: number, habit: ColumnHabit): number {
  if (Number.isNaN(habit.middle)) return 0
  if (Number.isNaN(value)) return 2 * habit.filled
  return Math.min(4, Math.abs(sizeOf(value) - habit.middle) / habit.spread)
}

function sizeOf(value: number): number {
  return Math.sign(value) * Math.log10(1 + Math.abs(value))
}
