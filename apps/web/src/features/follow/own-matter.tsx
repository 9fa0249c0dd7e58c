import type { AnswerOf, listClocks, listEntries, readMatter } from '@duibiao/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Answers } from '../../form/schema-fault.ts'
import { Asked } from '../../public/asked.tsx'
import { useResident } from '../../public/resident.ts'
import { PublicSignIn } from '../../public/sign-in.tsx'
import { useAsk, useForget, useTell } from '../../wire/service-context.tsx'
import { readEntry } from '../matter/entry-line.ts'
import { Answer } from './answer.tsx'
import { Progress } from './progress.tsx'
import type { ProgressView } from './progress.tsx'

type Matter = AnswerOf<typeof readMatter>
type Clock = AnswerOf<typeof listClocks>['rows'][number]
type Entry = AnswerOf<typeof listEntries>['rows'][number]

/** A matter of one's own: how far it is, and what is asked of whoever reported it. */
export function OwnMatter() {
  const { t } = useTranslation('follow')
  const { matter = '' } = useParams()
  const { isStranger, name, renew } = useResident()
  useEffect(() => {
    document.title = t('mine.title')
  }, [t])
  return (
    <>
      <p>
        <Link to="/public/mine">{t('mine.title')}</Link>
      </p>
      <h1 className="unseen">{t('title')}</h1>
      {isStranger && <PublicSignIn why={t('mine.sign_in')} onDone={() => void renew()} />}
      {name !== undefined && <Found matter={matter} />}
    </>
  )
}

function Found({ matter }: { matter: string }) {
  const { t } = useTranslation('follow')
  const params = { matter }
  const page = useAsk('matter.read', { params }, { every: 60_000 })
  const clocks = useAsk('matter.clocks', { params })
  const entries = useAsk('matter.entries', { params, query: { limit: 200 } })
  const [thanks, setThanks] = useState(false)
  useLookedAt(page.data?.id)
  return (
    <>
      <p role="status" className="follow-thanks">
        {thanks && t('answer.thanks')}
      </p>
      <Asked query={page}>
        {(found) => (
          <Progress matter={viewOf(found, clocks.data?.rows ?? [], entries.data?.rows ?? [])}>
            <OwnAnswer key={found.id} matter={found} onAnswered={() => setThanks(true)} />
          </Progress>
        )}
      </Asked>
    </>
  )
}

/** Whoever sees the matter needs no notice of it any more. */
function useLookedAt(matter: string | undefined): void {
  const forget = useForget()
  const { data } = useAsk('notification.list', { query: { is_unread: true, limit: 200 } })
  const { mutate } = useTell('notification.read')
  const ids = (data?.rows ?? []).filter((row) => row.matter === matter).map((row) => row.notification)
  const told = ids.join(' ')
  useEffect(() => {
    if (told === '') return
    const body = { notifications: told.split(' ') }
    mutate({ body }, { onSuccess: () => void forget('notification.list') })
  }, [told, mutate, forget])
}

function OwnAnswer({ matter, onAnswered }: { matter: Matter; onAnswered: () => void }) {
  const [ask] = matter.asks
  const { t } = useTranslation('follow')
  const forget = useForget()
  const act = useTell('matter.act')
  const given = { params: { pack: matter.pack, form: ask?.form ?? '' } }
  const form = useAsk('form.read', given, { isWanted: ask?.form !== undefined, staysFor: Infinity })
  if (ask === undefined || (ask.form !== undefined && form.data === undefined)) return undefined
  const { message } = ask
  async function give(answers: Answers, key: string): Promise<void> {
    const params = { matter: matter.id }
    const evidence = (form.data?.fields ?? [])
      .filter(({ widget }) => widget === 'photos' || widget === 'files')
      .flatMap(({ name }) => (Array.isArray(answers[name]) ? answers[name].map(String) : []))
    // Files belong to the matter before a form may name them.
    if (evidence.length > 0) {
      const body = { kind: 'note', text: t('answer.files'), evidence } as const
      await act.mutateAsync({ params, body, key: `${key}-files` })
    }
    const body = { kind: 'deliverMessage', name: message, variables: { ...answers } } as const
    await act.mutateAsync({ params, body, key })
    onAnswered()
    await forget('matter.read', 'matter.entries', 'matter.clocks', 'matter.list')
  }
  return <Answer number={matter.number} form={form.data} give={give} />
}

/** What its reporter sees of a matter: as with number and code, and its title. */
function viewOf(matter: Matter, clocks: readonly Clock[], entries: readonly Entry[]): ProgressView {
  const [clock] = clocks
    .filter(
      ({ kind, status, due_at: dueAt }) => kind !== 'internal' && status === 'running' && dueAt !== undefined,
    )
    .toSorted((one, other) => (one.due_at ?? '').localeCompare(other.due_at ?? ''))
  const { number, title, status, opened_at, ended_at, asks } = matter
  return {
    number,
    title,
    status,
    opened_at,
    ended_at,
    lamp: clock?.lamp ?? 'none',
    due_at: clock?.due_at,
    remaining: clock?.remaining,
    is_provisional: clock?.is_provisional ?? false,
    explanation: clock?.explanation ?? [],
    steps: entries
      .filter(({ kind }) => kind === 'completeTask')
      .flatMap((entry) => readEntry(entry).subject.map((name) => ({ at: entry.recorded_at, name }))),
    isAsked: asks.length > 0,
  }
}
