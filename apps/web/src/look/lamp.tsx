import { useTranslation } from 'react-i18next'
import { useFormats, useNow } from '../text/format-context.tsx'
import { lampStateOf } from './lamp-state.ts'
import type { LampColour, LampState, LampSubject } from './lamp-state.ts'
import './lamp.css'

/** The lamp of a matter, a task or a clock: a shape of its own for each state, and words. Colour alone says nothing. */
export function MatterLamp(subject: LampSubject) {
  const { t } = useTranslation('look')
  const formats = useFormats()
  const state = lampStateOf(subject, useNow())
  const span = useSpan(state)
  const title = subject.dueAt === undefined ? undefined : t('lamp.due', { at: formats.moment(subject.dueAt) })
  return (
    <span className="lamp" data-lamp={state.colour} title={title}>
      <LampShape colour={state.colour} />
      <span>{t(state.key, { span })}</span>
    </span>
  )
}

/** What is left in words: in the units of the clock where they are known, else by the clock on the wall. */
function useSpan({ parts, span }: LampState): string {
  const { t } = useTranslation('look')
  const formats = useFormats()
  if (parts.length === 0) return formats.span(span)
  return parts
    .map(({ unit, amount }) => t(`unit.${unit}`, { count: Math.round(amount * 10) / 10 }))
    .join(t('and'))
}

/** The shape alone, for legends and maps; whoever uses it writes the words beside it. */
export function LampShape({ colour }: { colour: LampColour }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" fill="currentColor">
      {shapes[colour]}
    </svg>
  )
}

const shapes = {
  red: <path d="M6 .6 11.6 11H.4Z" />,
  yellow: <path d="M6 .3 11.7 6 6 11.7.3 6Z" />,
  green: <circle cx="6" cy="6" r="5" />,
  none: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
} as const satisfies Readonly<Record<LampColour, unknown>>
