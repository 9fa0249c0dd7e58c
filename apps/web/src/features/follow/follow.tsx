import type { AnswerOf, followMatter } from '@duibiao/contract'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'
import './follow.css'

type Followed = AnswerOf<typeof followMatter>

/** How far a matter is, for whoever has its number and code. The first page of the public part. */
export function Follow() {
  const { t } = useTranslation('follow')
  const follow = useTell('matter.follow')
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  useEffect(() => {
    document.title = t('title')
  }, [t])
  function submit(event: FormEvent): void {
    event.preventDefault()
    follow.mutate({ body: { number: number.trim().toUpperCase(), code: code.trim() } })
  }
  return (
    <>
      <h1>{t('title')}</h1>
      <form className="panel" onSubmit={submit}>
        <Field label={t('number')} name="number" hint={t('number_hint')}>
          {(marks) => (
            <input
              {...marks}
              className="input"
              required
              maxLength={100}
              autoCapitalize="characters"
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('code')} name="code" hint={t('code_hint')}>
          {(marks) => (
            <input
              {...marks}
              className="input"
              required
              maxLength={40}
              autoComplete="off"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <p role="alert" className="follow-fault">
          {follow.error instanceof Refusal && wordsOf(follow.error, t('not_found'))}
        </p>
        <button type="submit" className="press" disabled={follow.isPending}>
          {t('look')}
        </button>
      </form>
      <div aria-live="polite">{follow.data !== undefined && <Progress matter={follow.data.value} />}</div>
    </>
  )
}

/** A wrong number and a wrong code are told alike, so that nobody can try out which numbers there are. */
function wordsOf({ problem }: Refusal, notFound: string): string {
  return problem.code === 'resource_missing' ? notFound : problem.detail
}

function Progress({ matter }: { matter: Followed }) {
  const { t } = useTranslation('follow')
  const formats = useFormats()
  const say = useWording()
  const { number, status, lamp, due_at: dueAt, is_provisional: isProvisional, explanation, steps } = matter
  return (
    <section className="follow-matter panel" aria-labelledby="followed">
      <h2 id="followed" className="number">
        {number}
      </h2>
      <p className="follow-state">
        <strong>{t(`state.${status}`)}</strong>
        {status === 'open' && dueAt !== undefined && <MatterLamp lamp={lamp} dueAt={dueAt} />}
      </p>
      {dueAt !== undefined && (
        <>
          <p>
            {t('due', { at: formats.moment(dueAt) })}
            {isProvisional && t('provisional')}
          </p>
          {explanation.length > 0 && (
            <details>
              <summary>{t('why')}</summary>
              <ol className="small">
                {explanation.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
            </details>
          )}
        </>
      )}
      <h3>{t('steps')}</h3>
      <ol className="follow-steps">
        <li>
          <span>{t('received')}</span>
          <time className="soft small">{formats.moment(matter.opened_at)}</time>
        </li>
        {steps.map(({ at, name }) => (
          <li key={`${at} ${name.zh}`}>
            <span>{say(name)}</span>
            <time className="soft small">{formats.moment(at)}</time>
          </li>
        ))}
        {matter.ended_at !== undefined && (
          <li>
            <span>{t(`state.${status}`)}</span>
            <time className="soft small">{formats.moment(matter.ended_at)}</time>
          </li>
        )}
      </ol>
    </section>
  )
}
