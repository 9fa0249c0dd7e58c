import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import type { LampColour, Remaining } from '../../look/lamp-state.ts'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DueText, Why } from '../../ui/due.tsx'
import './follow.css'

/** How far a matter is, as whoever reported it is told. */
export interface ProgressView {
  readonly number: string
  readonly title?: string | undefined
  readonly status: 'open' | 'suspended' | 'completed' | 'terminated' | 'cancelled' | 'failed'
  readonly lamp: LampColour
  readonly opened_at: string
  readonly ended_at?: string | undefined
  readonly due_at?: string | undefined
  readonly remaining?: Remaining | undefined
  readonly is_provisional: boolean
  readonly explanation: readonly string[]
  readonly steps: readonly {
    readonly at: string
    readonly name: { readonly zh: string; readonly en: string }
  }[]
  /** The reporter is asked something now. */
  readonly isAsked: boolean
}

/** State in plain words, by when and why then, what was done; `children` is what is asked of the reporter. */
export function Progress({ matter, children }: { matter: ProgressView; children?: ReactNode }) {
  const { t } = useTranslation('follow')
  const {
    number,
    title,
    status,
    lamp,
    remaining,
    due_at: dueAt,
    is_provisional: isProvisional,
    explanation,
  } = matter
  const state = status === 'open' && matter.isAsked ? 'asked' : status
  return (
    <section className="follow-matter panel" aria-labelledby="followed">
      <h2 id="followed" className="number">
        {number}
      </h2>
      {title !== undefined && (
        <p className="words" dir="auto">
          {title}
        </p>
      )}
      <p className="follow-state">
        <strong>{t(`state.${state}`)}</strong>
        {status === 'open' && dueAt !== undefined && <MatterLamp {...{ lamp, dueAt, remaining }} />}
      </p>
      <p className="soft">{t(`state_what.${state}`)}</p>
      {children}
      {dueAt !== undefined && status === 'open' && (
        <>
          <p>
            {t('due')}
            <strong>
              <DueText at={dueAt} />
            </strong>
            {isProvisional && t('provisional')}
          </p>
          <Why lines={explanation} />
        </>
      )}
      <Steps matter={matter} />
    </section>
  )
}

function Steps({
  matter: { opened_at: openedAt, ended_at: endedAt, steps, status },
}: {
  matter: ProgressView
}) {
  const { t } = useTranslation('follow')
  const say = useWording()
  const rows = [
    { at: openedAt, what: t('received') },
    ...steps.map(({ at, name }) => ({ at, what: say(name) })),
    ...(endedAt === undefined ? [] : [{ at: endedAt, what: t(`state.${status}`) }]),
  ]
  const formats = useFormats()
  return (
    <>
      <h3>{t('steps')}</h3>
      <ol className="follow-steps">
        {rows.map(({ at, what }) => (
          <li key={`${at} ${what}`}>
            <span>{what}</span>
            <time className="soft small" dateTime={at}>
              {formats.moment(at)}
            </time>
          </li>
        ))}
      </ol>
    </>
  )
}
