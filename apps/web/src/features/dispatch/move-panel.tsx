import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { evidenceWidgets } from '../../form/evidence-picker.tsx'
import { SchemaForm } from '../../form/schema-form.tsx'
import type { Answers } from '../../form/schema-fault.ts'
import { useWording } from '../../text/format-context.tsx'
import { useKeys } from '../../ui/keys.ts'
import { DutyProvider, dispatchWidgets } from '../../ui/office-picker.tsx'
import { codeWidgets } from '../../ui/code-picker.tsx'
import { placeWidgets } from '../../ui/place-widget.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useService } from '../../wire/service-context.tsx'
import { useAct, useForm } from '../matter/queries.ts'
import type { Matter } from '../matter/queries.ts'
import { formOf, knownAnswers, movesOf, sentFor } from './move.ts'
import type { Move } from './move.ts'
import { useOfficeName } from './queries.ts'
import type { PoolTask } from './queries.ts'
import { officeFor } from './suggestion-panel.tsx'
import type { Suggestion } from './suggestion-panel.tsx'

interface PanelProps {
  readonly matter: Matter
  readonly row: PoolTask
  /** The number of the open matter that this one is the same as, once somebody said so. */
  readonly same: string | undefined
  /** Undefined where none could be had. */
  readonly suggestion: Suggestion | undefined
  /** Which of the suggested categories somebody took; undefined as long as nobody has. */
  readonly chosen: number | undefined
  readonly onSend: (isSent: boolean) => void
}

/** The moves of a task, and the one that is shown: what somebody picked, else what comes first. */
function useMoves({ matter, row, same, suggestion }: PanelProps) {
  const task = matter.tasks.find((one) => one.task === row.task)
  const { dangers = [], route } = suggestion?.emergency ?? {}
  const moves = movesOf(matter.pack, task?.form, route?.task === row.element ? route.answers : undefined)
  const merging = same === undefined ? undefined : moves.find((move) => move.matter !== undefined)
  const [picked, setPicked] = useState<Move>()
  const [last, setLast] = useState(same)
  // What cannot wait goes the way of emergencies, unless somebody picks another.
  const first = moves.find(({ kind }) => dangers.length > 0 && kind === 'emergency') ?? moves[0]
  const wanted = last === same ? picked : merging
  function pick(next: Move): void {
    setLast(same)
    setPicked(next)
  }
  return { task, moves, picked, pick, move: moves.find(({ kind }) => kind === wanted?.kind) ?? first }
}

/** What can be done with a task, one at a time, each on a key of its own. */
export function MovePanel(props: PanelProps) {
  const { matter, same } = props
  const { t } = useTranslation('dispatch')
  const { task, moves, move, picked, pick } = useMoves(props)
  const form = useRef<HTMLDivElement>(null)
  function choose(next: Move): void {
    pick(next)
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
              onClick={() => pick(one)}
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
            {...props}
            place={form}
            picked={picked}
            move={move}
            formName={task.form}
          />
        )}
      </div>
    </section>
  )
}

interface Focus {
  readonly place: RefObject<HTMLElement | null>
  readonly picked: Move | undefined
}

/** The next thing to do with a form is to fill it in, once it has come; the one that is shown at first waits for its key. */
function FirstFocus({ place, picked }: Focus) {
  useEffect(() => {
    if (picked !== undefined) place.current?.querySelector<HTMLElement>('input, textarea, select')?.focus()
  }, [place, picked])
  return undefined
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

const widgets = {
  ...evidenceWidgets,
  ...registryWidgets,
  ...dispatchWidgets,
  ...placeWidgets,
  ...codeWidgets,
}

interface MoveFormProps extends PanelProps, Focus {
  readonly move: Move
  readonly formName: string | undefined
}

/** The part of the form of a move, with what is known and who is suggested already in it. */
function MoveForm(props: MoveFormProps) {
  const { matter, row, move, formName, same, suggestion, chosen, onSend } = props
  const { t } = useTranslation('dispatch')
  const form = useForm(matter.pack, formName)
  const known = knownAnswers(move.fields, matter, move.usual)
  const isKnown = matter.category !== undefined
  const suggested = suggestedAnswers(move, { suggestion, chosen, isKnown })
  const [answers, setAnswers] = useState<Answers>({
    ...suggested,
    ...known,
    ...(chosen !== undefined && suggested),
    ...answerTo(move.matter, same),
  })
  const [taken, setTaken] = useState(chosen)
  // Another category is another form to begin with; what was filled in besides stays.
  if (taken !== chosen) {
    setTaken(chosen)
    setAnswers({ ...answers, ...suggested })
  }
  const { send, refusal, isPending } = useSending({ matter, row, move, onSend })
  return (
    <DutyProvider value={{ item: textAt(answers, move.item) }}>
      <Shown query={form} rows={4}>
        {(found) => (
          <>
            <SchemaForm
              key={taken}
              form={formOf(found, move)}
              pack={matter.pack}
              initial={answers}
              widgets={widgets}
              act={t(`act.${move.kind}`)}
              isBusy={isPending}
              refusal={refusal}
              onChange={setAnswers}
              onSubmit={send}
              beside={move.office !== undefined && <span className="soft small">{t('final')}</span>}
            />
            <FirstFocus place={props.place} picked={props.picked} />
          </>
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

interface Suggesting {
  readonly suggestion: Suggestion | undefined
  readonly chosen: number | undefined
  readonly isKnown: boolean
}

/** The category that is taken and who should have it, as answers of a move. What somebody named before stays. */
function suggestedAnswers(move: Move, { suggestion, chosen, isKnown }: Suggesting): Answers {
  if (suggestion === undefined) return {}
  const office = officeFor(suggestion, chosen, isKnown)
  return {
    ...answerTo(move.category, suggestion.categories[chosen ?? 0]?.category),
    // The office of another category is none for this one.
    ...(move.office !== undefined && chosen !== undefined && { [move.office]: undefined }),
    ...answerTo(move.office, office?.office),
  }
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
