import type { Content, Step } from './queries.ts'

type Steps = Pick<Content, 'steps' | 'uncertainty'>

/** Other ways of a step go with it, wherever it goes; those of a step that is gone go, too. */
function follow<Kind extends Steps>(
  content: Kind,
  steps: readonly Step[],
  placeOf: (before: number) => number | undefined,
): Kind {
  const of = content.uncertainty.of.flatMap((one): Content['uncertainty']['of'] => {
    if (one.kind === 'weights') return [one]
    const step = placeOf(one.step)
    return step === undefined ? [] : [{ ...one, step }]
  })
  return { ...content, steps: [...steps], uncertainty: { ...content.uncertainty, of } }
}

/** Puts a step one place up or down. */
export function moveStep<Kind extends Steps>(content: Kind, place: number, by: 1 | -1): Kind {
  const { steps } = content
  const [one, other] = [steps[place], steps[place + by]]
  if (one === undefined || other === undefined) return content
  return follow(content, steps.with(place, other).with(place + by, one), (before) => {
    if (before === place) return place + by
    return before === place + by ? place : before
  })
}

export function removeStep<Kind extends Steps>(content: Kind, place: number): Kind {
  return follow(content, content.steps.toSpliced(place, 1), (before) => {
    if (before === place) return undefined
    return before > place ? before - 1 : before
  })
}

/** Adds a step before the last, which is the one that ranks. */
export function addStep<Kind extends Steps>(content: Kind, step: Step): Kind {
  const place = Math.max(0, content.steps.length - 1)
  return follow(content, content.steps.toSpliced(place, 0, step), (before) =>
    before >= place ? before + 1 : before,
  )
}

/** Changes a step; where it may be done otherwise, the way it is done now is changed with it. */
export function changeStep<Kind extends Steps>(content: Kind, place: number, step: Step): Kind {
  const now = JSON.stringify(content.steps[place])
  const of = content.uncertainty.of.map((one) =>
    one.kind === 'switch' && one.step === place
      ? { ...one, options: one.options.map((option) => (JSON.stringify(option) === now ? step : option)) }
      : one,
  )
  return {
    ...content,
    steps: content.steps.with(place, step),
    uncertainty: { ...content.uncertainty, of },
  }
}
