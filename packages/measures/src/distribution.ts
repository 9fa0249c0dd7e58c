/** Logarithm of the gamma function for a > 0 (Lanczos 1964, g = 7), to about 15 digits. */
function logGamma(a: number): number {
  if (a < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * a)) - logGamma(1 - a)
  const base = a + 6.5
  const series = lanczos.reduce((sum, term, index) => sum + (index === 0 ? term : term / (a - 1 + index)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (a - 0.5) * Math.log(base) - base + Math.log(series)
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** The two tails of the gamma distribution of shape a > 0 and scale 1 at x; each exact where it is small. */
export function gammaTails(a: number, x: number): { readonly below: number; readonly above: number } {
  if (x <= 0) return { below: 0, above: 1 }
  if (x === Infinity) return { below: 1, above: 0 }
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let step = 1; step < manySteps && term > sum * tiny; step++) {
      term *= x / (a + step)
      sum += term
    }
    const below = Math.min(1, sum * front)
    return { below, above: 1 - below }
  }
  const above = Math.min(1, front * gammaFraction(a, x))
  return { below: 1 - above, above }
}

/** Continued fraction of the upper tail (Lentz). */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / least
  let d = 1 / b
  let product = d
  for (let step = 1; step < manySteps; step++) {
    const weight = -step * (step - a)
    b += 2
    d = 1 / notZero(weight * d + b)
    c = notZero(b + weight / c)
    const change = d * c
    product *= change
    if (Math.abs(change - 1) < tiny) break
  }
  return product
}

/** Share of the beta distribution (a, b > 0) below x, by the continued fraction of the incomplete beta function. */
function betaBelow(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction({ a, b, x })) / a
    : 1 - (front * betaFraction({ a: b, b: a, x: 1 - x })) / b
}

function betaFraction({ a, b, x }: { readonly a: number; readonly b: number; readonly x: number }): number {
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let product = d
  for (let step = 1; step < manySteps; step++) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step))
    d = 1 / notZero(1 + even * d)
    c = notZero(1 + even / c)
    product *= d * c
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1))
    d = 1 / notZero(1 + odd * d)
    c = notZero(1 + odd / c)
    const change = d * c
    product *= change
    if (Math.abs(change - 1) < tiny) break
  }
  return product
}

/** Value of the standard normal distribution with the share p below it, 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0
  // Half the square of a normal value follows the gamma distribution of shape one half.
  const tail = 2 * Math.min(p, 1 - p)
  const half = findRoot((x) => gammaTails(0.5, x).above - tail, { low: 0, high: 750 })
  return Math.sign(p - 0.5) * Math.sqrt(2 * half)
}

/** Share of the standard normal distribution farther from 0 than z, on both sides. */
export function normalTails(z: number): number {
  return gammaTails(0.5, (z * z) / 2).above
}

/** Value of Student's distribution with the share p below it and so many degrees of freedom. */
export function studentQuantile(p: number, freedom: number): number {
  if (p === 0.5) return 0
  const tail = 2 * Math.min(p, 1 - p)
  const share = betaQuantile(tail, freedom / 2, 0.5)
  return Math.sign(p - 0.5) * Math.sqrt((freedom * (1 - share)) / share)
}

/** Value with the share p below it, of the gamma distribution of shape a and scale 1. */
export function gammaQuantile(p: number, a: number): number {
  let high = a + 10 * Math.sqrt(a) + 50
  while (gammaTails(a, high).below < p && high < 1e300) high *= 2
  // The smaller of the tails keeps its digits.
  return findRoot((x) => (p < 0.5 ? gammaTails(a, x).below - p : 1 - p - gammaTails(a, x).above), {
    low: 0,
    high,
  })
}

/** Value with the share p below it, of the beta distribution. */
export function betaQuantile(p: number, a: number, b: number): number {
  return findRoot((x) => betaBelow(a, b, x) - p, { low: 0, high: 1 })
}

/** Where a function changes its sign between two points, by halving until the two are neighbours. */
export function findRoot(
  valueAt: (x: number) => number,
  { low, high }: { readonly low: number; readonly high: number },
): number {
  const isRising = valueAt(high) >= valueAt(low)
  let left = low
  let right = high
  for (let step = 0; step < 1100; step++) {
    const middle = left + (right - left) / 2
    if (middle <= left || middle >= right) break
    if (valueAt(middle) < 0 === isRising) left = middle
    else right = middle
    if (right - left <= Math.abs(right) * 2e-16) break
  }
  return left + (right - left) / 2
}

const manySteps = 100_000
const tiny = 1e-16
const least = 1e-300

function notZero(value: number): number {
  return Math.abs(value) < least ? least : value
}
