import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { evidenceWidgets } from '../../form/evidence-picker.tsx'
import { SchemaForm } from '../../form/schema-form.tsx'
import type { Answers } from '../../form/schema-fault.ts'
import { useWording } from '../../text/format-context.tsx'
import { useKeys } from '../../ui/keys.ts'
import { DutyProvider, dispatchWidgets } from '../../ui/office-picker.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { Loading, Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useService } from '../../wire/service-context.tsx'
import { useAct, useForm } from '../matter/queries.ts'
import type { Matter } from '../matter/queries.ts'
import { formOf, knownAnswers, movesOf, sentFor } from './move.ts'
import type { Move } from './move.ts'
import { useOfficeName, useSuggestion } from './queries.ts'
import type { PoolTask } from './queries.ts'
import type { Suggestion } from './suggestion.ts'

interface PanelProps {
  readonly matter: Matter
  readonly row: PoolTask
  /** The number of the open matter that this one is the same as, once somebody said so. */
  readonly same: string | undefined
  readonly onSend: (isSent: boolean) => void
}

/** What can be done with a task, one at a time, each on a key of its own. */
export function MovePanel({ matter, row, same, onSend }: PanelProps) {
  const { t } = useTranslation('dispatch')
  const task = matter.tasks.find((one) => one.task === row.task)
  const moves = movesOf(matter.pack, task?.form)
  const merging = same === undefined ? undefined : moves.find((move) => move.matter !== undefined)
  const [chosen, setChosen] = useState<Move>()
  const [last, setLast] = useState(same)
  const form = useRef<HTMLDivElement>(null)
  const move = moves.find(({ kind }) => kind === (last === same ? chosen?.kind : merging?.kind)) ?? moves[0]
  // The next thing to do with a form is to fill it in; the one that is shown at first waits for its key.
  useEffect(() => {
    if (chosen !== undefined) firstInput(form.current)?.focus()
  }, [chosen])
  function choose(next: Move): void {
    setLast(same)
    setChosen(next)
    if (next.kind === move?.kind) submit()
  }
  function submit(): void {
    form.current?.querySelector('form')?.requestSubmit()
  }
  useKeys([
    ...moves.map((one) => ({ key: one.key, what: t(`move.${one.kind}`), run: () => choose(one) })),
    { key: 'mod+Enter', what: t('keys.send'), run: submit, isEverywhere: true },
    {
      key: 'Escape',
      what: t('keys.leave'),
      run: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
      isEverywhere: true,
    },
  ])
  if (task?.allowed.includes('completeTask') !== true) {
    return (
      <p className="dispatch-gone" role="status">
        {t('gone')}
      </p>
    )
  }
  return (
    <section className="dispatch-moves" aria-label={t('moves')}>
      <div className="dispatch-tabs">
        {moves.length > 1 &&
          moves.map((one) => (
            <button
              key={one.kind}
              type="button"
              aria-pressed={one.kind === move?.kind}
              onClick={() => {
                setLast(same)
                setChosen(one)
              }}
            >
              {t(`move.${one.kind}`)} <kbd>{one.key}</kbd>
            </button>
          ))}
        <Whistle matter={matter} />
      </div>
      <div ref={form}>
        {move !== undefined && (
          <MoveForm
            key={`${move.kind}${move.matter === undefined ? '' : (same ?? '')}`}
            matter={matter}
            row={row}
            move={move}
            formName={task.form}
            same={same}
            onSend={onSend}
          />
        )}
      </div>
    </section>
  )
}

function firstInput(place: HTMLElement | null): HTMLElement | null | undefined {
  return place?.querySelector<HTMLElement>('input, textarea, select')
}

const whistleKey = 'h'

/** 提请吹哨: asks the street of the place to decide on a whistle; it has no form of its own. */
function Whistle({ matter }: { matter: Matter }) {
  const { t } = useTranslation('dispatch')
  const say = useWording()
  const { give, isPending } = useAct()
  const toast = useToast()
  const ask = matter.asks.find(({ message, form }) => message === 'whistle_requested' && form === undefined)
  function blow(): void {
    if (ask === undefined) return
    give(matter.id, { kind: 'deliverMessage', name: ask.message }).then(
      () => toast.done(t('whistled')),
      toast.failed,
    )
  }
  useKeys(ask === undefined ? [] : [{ key: whistleKey, what: say(ask.name), run: blow }])
  if (ask === undefined) return undefined
  return (
    <button type="button" className="dispatch-whistle" disabled={isPending} onClick={blow}>
      {say(ask.name)} <kbd>{whistleKey}</kbd>
    </button>
  )
}

const widgets = { ...evidenceWidgets, ...registryWidgets, ...dispatchWidgets }

interface MoveFormProps extends PanelProps {
  readonly move: Move
  readonly formName: string | undefined
}

/** The part of the form of a move, with what is known and who is suggested already in it. */
function MoveForm({ matter, row, move, formName, same, onSend }: MoveFormProps) {
  const { t } = useTranslation('dispatch')
  const form = useForm(matter.pack, formName)
  const known = knownAnswers(move.fields, matter, move.usual)
  const [answers, setAnswers] = useState<Answers>(known)
  const guess = useSuggestion(matter, textAt(known, move.item))
  const { send, refusal, isPending } = useSending({ matter, row, move, onSend })
  if (move.office !== undefined && !guess.isReady) return <Loading rows={4} />
  const suggestion = move.office === undefined ? undefined : guess.suggestion
  return (
    <DutyProvider value={{ item: textAt(answers, move.item) }}>
      {suggestion !== undefined && <Why suggestion={suggestion} />}
      <Shown query={form} rows={4}>
        {(found) => (
          <SchemaForm
            form={formOf(found, move)}
            initial={{
              ...answerTo(move.office, suggestion?.office),
              ...known,
              ...answerTo(move.matter, same),
            }}
            widgets={widgets}
            act={t(`act.${move.kind}`)}
            isBusy={isPending}
            refusal={refusal}
            onChange={setAnswers}
            onSubmit={send}
            beside={move.office !== undefined && <span className="soft small">{t('final')}</span>}
          />
        )}
      </Shown>
    </DutyProvider>
  )
}

function textAt(answers: Answers, field: string | undefined): string | undefined {
  const value = field === undefined ? undefined : answers[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function answerTo(field: string | undefined, value: string | undefined): Answers {
  return field === undefined || value === undefined ? {} : { [field]: value }
}

/** Whom the lists or the open matters suggest, and why. It is a suggestion: nobody need follow it. */
function Why({ suggestion: { office, why, row, open } }: { suggestion: Suggestion }) {
  const { t } = useTranslation('dispatch')
  const nameOf = useOfficeName()
  return (
    <p className="dispatch-why">
      <strong>{t('suggested', { office: nameOf(office) })}</strong>{' '}
      <span className="soft small">{t(`why.${why}`, { row: row ?? '', count: open ?? 0 })}</span>
    </p>
  )
}

interface Sending {
  readonly matter: Matter
  readonly row: PoolTask
  readonly move: Move
  readonly onSend: (isSent: boolean) => void
}

/** Sends a move. The row is gone at once; refused, it is back with the reason. */
function useSending({ matter, row, move, onSend }: Sending) {
  const { t } = useTranslation('dispatch')
  const { give, isPending } = useAct()
  const toast = useToast()
  const nameOf = useOfficeName()
  const [refusal, setRefusal] = useState<string>()
  const service = useService()
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])
  function takeBack(): void {
    give(matter.id, { kind: 'withdraw', task: row.task }).then(() => {
      onSend(false)
      toast.done(t('taken_back', { number: row.number }))
    }, toast.failed)
  }
  async function send(answers: Answers): Promise<void> {
    setRefusal(undefined)
    const variables = { ...sentFor(move, answers) }
    try {
      await give(matter.id, { kind: 'completeTask', task: row.task, variables })
    } catch (error) {
      if (error instanceof Refusal && isThere.current) setRefusal(error.problem.detail)
      else toast.failed(error)
      return
    }
    onSend(true)
    const office = textAt(answers, move.office)
    const what = t(`done.${move.kind}`, {
      number: row.number,
      office: office === undefined ? '' : nameOf(office),
    })
    toast.done(what, (await mayTakeBack()) ? takeBack : undefined)
  }
  /** What went out to others cannot be taken back; the service knows what came of it. */
  async function mayTakeBack(): Promise<boolean> {
    try {
      const { value } = await service.ask('matter.read', { params: { matter: matter.id } })
      return value.allowed.includes('withdraw')
    } catch {
      return false
    }
  }
  return { send: (answers: Answers) => void send(answers), refusal, isPending }
}
