import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileFields, without } from '../../form/file-field.ts'
import type { FormAnswer } from '../../form/form-definition.ts'
import { UnsentProvider, outboxWidgets } from '../../form/outbox-photos.tsx'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { useOutbox } from '../../form/use-outbox.ts'
import { useClock } from '../../text/format-context.tsx'
import { codeWidgets } from '../../ui/code-picker.tsx'
import { AroundProvider, placeWidgets } from '../../ui/place-widget.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useIsAway } from '../../wire/service-context.tsx'
import { useOwnArea } from '../round/queries.ts'
import { Alike } from './alike.tsx'
import { CounterHint } from './counter-hint.tsx'
import { counterForm, linkField, placeIn, titleOf } from './counter-form.ts'
import { KindChoice } from './kind-choice.tsx'
import { useCounterForm, useIntakeOutbox } from './queries.ts'
import type { CounterKind } from './queries.ts'

interface CounterProps {
  /** Of the outbox. */
  readonly id: string
  readonly kind: CounterKind
  readonly kinds: readonly CounterKind[]
  readonly onKind: (pack: string) => void
  readonly onDrop: () => void
}

/** One report that is taken in: the form, what is open nearby, and the way to the service. */
export function Counter({ id, kind, kinds, onKind, onDrop }: CounterProps) {
  const { t } = useTranslation('intake')
  const form = useCounterForm(kind)
  const { unsent } = useOutbox(useIntakeOutbox())
  const isAway = useIsAway()
  const isUnderway = unsent.find((one) => one.id === id)?.state === 'wanted'
  if (isUnderway) {
    return (
      <section className="intake-form panel">
        <div role="status">
          <h2>{t(isAway ? 'sending.away' : 'sending.now')}</h2>
        </div>
        {isAway && <p className="soft">{t('sending.away_what')}</p>}
      </section>
    )
  }
  return (
    <section className="intake-form panel">
      <KindChoice kinds={kinds} chosen={kind} onChoose={onKind} />
      <Shown query={form} rows={10}>
        {(found) => <Writing id={id} kind={kind} form={found} onDrop={onDrop} />}
      </Shown>
    </section>
  )
}

const widgets = { ...outboxWidgets, ...placeWidgets, ...codeWidgets }

interface WritingProps extends Pick<CounterProps, 'id' | 'kind' | 'onDrop'> {
  readonly form: FormAnswer
}

function Writing({ id, kind, form, onDrop }: WritingProps) {
  const { t } = useTranslation('intake')
  const keeping = useKeeping(id, kind, form)
  const { kept } = keeping
  const [asking, setAsking] = useState<Answers>()
  const writing = useWriting(kept?.answers ?? {}, (answers) => keeping.keep(answers, 'draft'))
  const outbox = useIntakeOutbox()
  const area = useOwnArea()
  return (
    <UnsentProvider value={id}>
      <AroundProvider value={area.id}>
        <div hidden={asking !== undefined}>
          <CounterHint
            pack={kind.pack}
            form={form}
            answers={writing.read}
            taken={writing.taken}
            onTake={writing.take}
          />
          <SchemaForm
            key={writing.begun}
            form={counterForm(form)}
            pack={kind.pack}
            initial={writing.initial}
            widgets={widgets}
            act={t('send')}
            refusal={kept?.refusal}
            onChange={writing.change}
            onSubmit={setAsking}
            beside={
              <button
                type="button"
                className="intake-link"
                onClick={() => {
                  void outbox.drop(id)
                  onDrop()
                }}
              >
                {t('drop')}
              </button>
            }
          />
        </div>
        {asking !== undefined && (
          <Alike
            kind={kind}
            form={form}
            answers={asking}
            place={placeIn(asking)}
            onBack={() => setAsking(undefined)}
            onSame={(number) => keeping.keep({ ...asking, ...linkField(form, number) }, 'wanted')}
            onOther={() => keeping.keep(asking, 'wanted')}
          />
        )}
      </AroundProvider>
    </UnsentProvider>
  )
}

/** Nobody's typing waits for a suggestion: it is asked for once they pause. Milliseconds. */
const pause = 500

/** What is being written: as it is read for suggestions, and as the form begins again once one of them is taken. */
function useWriting(first: Answers, onChange: (answers: Answers) => void) {
  const [initial, setInitial] = useState(first)
  const [begun, setBegun] = useState(0)
  const [read, setRead] = useState(first)
  const [taken, setTaken] = useState<Answers>()
  const latest = useRef(first)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  function change(answers: Answers): void {
    latest.current = answers
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setRead(answers), pause)
    onChange(answers)
  }
  function take(more: Answers): void {
    const answers = { ...latest.current, ...more }
    change(answers)
    setRead(answers)
    setTaken(more)
    setInitial(answers)
    setBegun(begun + 1)
  }
  return { initial, begun, read, taken, change, take }
}

/** What was kept of the form, and what keeps it at each change. */
function useKeeping(id: string, { pack }: CounterKind, form: FormAnswer) {
  const outbox = useIntakeOutbox()
  const clock = useClock()
  const [found] = useState(() => outbox.find(id))
  const files = fileFields(form)
  return {
    kept: found?.pack === pack ? found : undefined,
    keep(answers: Answers, state: 'draft' | 'wanted'): void {
      const isFilled = Object.values(answers).some((value) => value !== undefined)
      if (!isFilled && outbox.find(id) === undefined) return
      outbox.keep({
        id,
        pack,
        form: form.id,
        title: titleOf(answers),
        answers: without(answers, files),
        files,
        at: clock(),
        state,
      })
    },
  }
}
