import type { AnswerOf, followMatter } from '@duibiao/contract'
import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'
import { Answer } from './answer.tsx'
import { Progress } from './progress.tsx'
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
  const shown = { number: number.trim().toUpperCase(), code: code.trim() }
  function submit(event: FormEvent): void {
    event.preventDefault()
    follow.mutate({ body: shown })
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
      {follow.data !== undefined && (
        <Followed
          matter={follow.data.value}
          shown={shown}
          onAnswered={() => follow.mutateAsync({ body: shown })}
        />
      )}
    </>
  )
}

/** A wrong number and a wrong code are told alike, so that nobody can try out which numbers there are. */
function wordsOf({ problem }: Refusal, notFound: string): string {
  return problem.code === 'resource_missing' ? notFound : problem.detail
}

interface FollowedProps {
  readonly matter: Followed
  readonly shown: { readonly number: string; readonly code: string }
  readonly onAnswered: () => Promise<unknown>
}

/** The matter that was found, and what its reporter is asked. */
function Followed({ matter, shown, onAnswered }: FollowedProps) {
  const { t } = useTranslation('follow')
  const act = useTell('matter.follow_act')
  const [thanks, setThanks] = useState(false)
  const [ask] = matter.asks
  return (
    <>
      <p role="status" className="follow-thanks">
        {thanks && t('answer.thanks')}
      </p>
      <Progress matter={{ ...matter, isAsked: ask !== undefined }}>
        {ask !== undefined && (
          <Answer
            key={matter.number}
            number={matter.number}
            form={ask.definition}
            note={t('answer.no_files')}
            give={async (answers, key) => {
              await act.mutateAsync({ body: { ...shown, name: ask.name, variables: { ...answers } }, key })
              setThanks(true)
              await onAnswered()
            }}
          />
        )}
      </Progress>
    </>
  )
}
