/** Eigenvalues with their vectors, largest value first. */
export type Eigen = { readonly value: number; readonly vector: Float64Array }

/** All of a symmetric matrix, by rotations of Jacobi. The sign of a vector is such that its sum is not negative. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): readonly Eigen[] {
  const size = matrix.length
  const rows = matrix.map((row) => Float64Array.from(row))
  const vectors = rows.map((_, place) =>
    Float64Array.from({ length: size }, (_cell, at) => (at === place ? 1 : 0)),
  )
  for (let sweep = 0; sweep < 100 && besideDiagonal(rows) > 1e-30; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(rows, vectors, { p, q })
  }
  return rows
    .map((row, place) => ({
      value: row[place] ?? NaN,
      vector: turnUp(Float64Array.from(vectors, (vector) => vector[place] ?? NaN)),
    }))
    .toSorted((one, other) => other.value - one.value)
}

function besideDiagonal(rows: readonly Float64Array[]): number {
  let sum = 0
  for (const [place, row] of rows.entries())
    for (const [at, cell] of row.entries()) if (at !== place) sum += cell * cell
  return sum
}

function turnUp(vector: Float64Array): Float64Array {
  return vector.reduce((sum, one) => sum + one, 0) < 0 ? vector.map((one) => -one) : vector
}

type Turn = { readonly p: number; readonly q: number; readonly cosine: number; readonly sine: number }

/** Turns the plane of two axes so that nothing stands between them. */
function rotate(
  rows: readonly Float64Array[],
  vectors: readonly Float64Array[],
  { p, q }: { readonly p: number; readonly q: number },
): void {
  const upper = rows[p]
  const lower = rows[q]
  if (upper === undefined || lower === undefined || upper[q] === 0) return
  const theta = (cellOf(lower, q) - cellOf(upper, p)) / (2 * cellOf(upper, q))
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const turn = { p, q, cosine, sine: tangent * cosine }
  for (const row of [...rows, ...vectors]) turnCells(row, turn)
  for (const at of upper.keys()) {
    const pair = Float64Array.of(cellOf(upper, at), cellOf(lower, at))
    turnCells(pair, { ...turn, p: 0, q: 1 })
    upper[at] = cellOf(pair, 0)
    lower[at] = cellOf(pair, 1)
  }
}

function turnCells(row: Float64Array, { p, q, cosine, sine }: Turn): void {
  const left = cellOf(row, p)
  const right = cellOf(row, q)
  row[p] = cosine * left - sine * right
  row[q] = sine * left + cosine * right
}

function cellOf(row: Float64Array, at: number): number {
  return row[at] ?? NaN
}

/** Largest eigenvalue of a matrix of positive numbers, with its vector of sum 1 (Perron), by powers. */
export function principalEigen(matrix: readonly Float64Array[]): Eigen {
  const size = matrix.length
  let vector = new Float64Array(size).fill(1 / size)
  let value = 0
  for (let round = 0; round < 10_000; round++) {
    const next = Float64Array.from(matrix, (row) =>
      row.reduce((sum, cell, at) => sum + cell * (vector[at] ?? 0), 0),
    )
    value = next.reduce((sum, one) => sum + one, 0)
    let moved = 0
    for (const [at, one] of next.entries()) {
      next[at] = one / value
      moved = Math.max(moved, Math.abs(one / value - (vector[at] ?? 0)))
    }
    vector = next
    if (moved < 1e-15) break
  }
  return { value, vector }
}
