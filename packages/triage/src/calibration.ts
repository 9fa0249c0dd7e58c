/** Turns margins into probabilities: softmax of `slope × margin + offset`. */
export type Calibration = {
  readonly slope: number
  readonly offsets: readonly number[]
}

/** Margins of a text that the model had not learnt, with its true category. */
export type Held = { readonly margins: Float64Array; readonly target: number }

/** Probabilities of the categories; those not open get none. */
export function probabilitiesOf(
  margins: Float64Array,
  { slope, offsets }: Calibration,
  isOpen: (category: number) => boolean = () => true,
): Float64Array {
  const scores = margins.map((margin, index) =>
    isOpen(index) ? slope * margin + (offsets[index] ?? 0) : -Infinity,
  )
  const top = scores.reduce((one, other) => Math.max(one, other), -Infinity)
  if (top === -Infinity) return scores.fill(0)
  const powers = scores.map((score) => Math.exp(score - top))
  const sum = powers.reduce((one, other) => one + other, 0)
  return powers.map((power) => power / sum)
}

const rounds = 120
/** Keeps the offsets of categories with few texts near zero. */
const shrinkage = 1
const momentum = 0.9

/** Fits slope and offsets on held-back texts by their likelihood: gradient ascent, the same every time. */
export function fitCalibration(held: readonly Held[], categories: number): Calibration {
  // The slope is the first of the parameters, the offsets follow.
  const parameters = new Float64Array(categories + 1)
  parameters[0] = 3
  const speeds = new Float64Array(categories + 1)
  for (let round = 0; round < rounds && held.length > 0; round++) {
    const pulls = pullsOn(parameters, held)
    for (const [index, pull] of pulls.entries()) {
      speeds[index] = momentum * (speeds[index] ?? 0) + (2 * pull) / held.length
      parameters[index] = (parameters[index] ?? 0) + (speeds[index] ?? 0)
    }
    parameters[0] = Math.max(0.1, parameters[0] ?? 0)
  }
  const [slope = 1, ...offsets] = parameters
  return { slope, offsets }
}

/** The gradient of the likelihood; written without arrays in between, for it runs a million times. */
function pullsOn(parameters: Float64Array, held: readonly Held[]): Float64Array {
  const categories = parameters.length - 1
  const pulls = parameters.map((parameter, index) => (index === 0 ? 0 : -shrinkage * parameter))
  const powers = new Float64Array(categories)
  const slope = parameters[0] ?? 1
  for (const { margins, target } of held) {
    let sum = 0
    for (let category = 0; category < categories; category++) {
      const power = Math.exp(slope * (margins[category] ?? 0) + (parameters[category + 1] ?? 0))
      powers[category] = power
      sum += power
    }
    for (let category = 0; category < categories; category++) {
      const gap = (category === target ? 1 : 0) - (powers[category] ?? 0) / sum
      pulls[0] = (pulls[0] ?? 0) + gap * (margins[category] ?? 0)
      pulls[category + 1] = (pulls[category + 1] ?? 0) + gap
    }
  }
  return pulls
}
