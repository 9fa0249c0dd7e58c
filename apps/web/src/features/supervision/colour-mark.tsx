import { useWording } from '../../text/format-context.tsx'
import './colour-mark.css'

type Wording = Readonly<Record<'zh' | 'en', string>>

/** A colour in force with its name: as many bars as it stands high on the ladder, so that nobody needs to see the colour. */
export function ColourMark({ colour, name }: { colour: string; name: Wording }) {
  const say = useWording()
  return (
    <span className="order-colour" data-colour={colour}>
      <ColourShape colour={colour} />
      <span>{say(name)}</span>
    </span>
  )
}

/** How high a colour stands. */
const heights: ReadonlyMap<string, number> = new Map([
  ['blue', 1],
  ['orange', 2],
  ['red', 3],
])

/** The shape alone; whoever uses it writes the words beside it. */
function ColourShape({ colour }: { colour: string }) {
  const height = heights.get(colour) ?? 0
  return (
    <svg className="order-shape" data-colour={colour} viewBox="0 0 14 14" aria-hidden="true">
      <rect x="1" y="1" width="12" height="12" rx="2" fill={height === 0 ? 'none' : 'currentColor'} />
      <rect x="1" y="1" width="12" height="12" rx="2" fill="none" stroke="currentColor" />
      {Array.from({ length: height }, (_, index) => (
        <rect key={index} x="3.5" y={10 - index * 3} width="7" height="1.6" fill="var(--surface)" />
      ))}
    </svg>
  )
}
