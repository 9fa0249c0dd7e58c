import type { AnswerOf, followMatter } from '@duibiao/contract'
import { useEffect, useRef, useState } from 'react'
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
  const { t, i18n } = useTranslation('follow')
  const follow = useTell('matter.follow')
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const [found, setFound] = useState<{ readonly matter: Followed; readonly shown: Shown }>()
  useEffect(() => {
    document.title = t('title')
  }, [t])
  const again = useRef<() => void>(() => undefined)
  useEffect(() => {
    again.current = () => {
      if (found !== undefined) void look(found.shown)
    }
  })
  // Why it is due when it is comes in the language that is shown.
  useEffect(() => again.current(), [i18n.language])
  async function look(shown: Shown): Promise<void> {
    try {
      const { value } = await follow.mutateAsync({ body: shown })
      setFound({ matter: value, shown })
    } catch {
      // What was refused stands below the form.
      setFound(undefined)
    }
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    void look({ number: number.trim().toUpperCase(), code: code.trim() })
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
      {found !== undefined && (
        <Found key={found.matter.number} {...found} onAnswered={() => look(found.shown)} />
      )}
    </>
  )
}

/** A wrong number and a wrong code are told alike, so that nobody can try out which numbers there are. */
function wordsOf({ problem }: Refusal, notFound: string): string {
  return problem.code === 'resource_missing' ? notFound : problem.detail
}

/** What was shown to find it. */
interface Shown {
  readonly number: string
  readonly code: string
}

interface FoundProps {
  readonly matter: Followed
  readonly shown: Shown
  readonly onAnswered: () => Promise<void>
}

/** The matter that was found, and what its reporter is asked. */
function Found({ matter, shown, onAnswered }: FoundProps) {
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
