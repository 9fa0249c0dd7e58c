import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { FormAnswer } from '../../form/form-definition.ts'
import { UnsentProvider, outboxWidgets } from '../../form/outbox-photos.tsx'
import { fileFields, without } from '../../form/file-field.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { useOutbox } from '../../form/use-outbox.ts'
import { useClock } from '../../text/format-context.tsx'
import { codeWidgets } from '../../ui/code-picker.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { AroundProvider, placeWidgets } from '../../ui/place-widget.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useOwnArea, usePatrolKind, useRoundOutbox } from './queries.ts'
import { Sending } from './sending.tsx'
import { UnsentLine } from './unsent-line.tsx'
import { UnsentList } from './unsent-list.tsx'
import './round.css'

/** 上报: what a grid worker saw, and what they did about it on the spot; and what was not sent yet. */
export function Patrol() {
  const { t } = useTranslation('round')
  const [search] = useSearchParams()
  const isList = search.get('list') === 'unsent'
  return (
    <div className="round">
      <PageHead title={t(isList ? 'unsent.title' : 'patrol.title')} />
      {isList ? <UnsentList /> : <Report key={search.get('draft')} />}
    </div>
  )
}

/** The report of the address, else the last that was begun, else a new one; and then what becomes of it. */
function Report() {
  const { t } = useTranslation('round')
  const [search, setSearch] = useSearchParams()
  const { unsent } = useOutbox(useRoundOutbox())
  const { kinds, kind, form } = usePatrolKind()
  const [id, setId] = useState(() => {
    const begun = unsent.findLast(({ state, task }) => state === 'draft' && task === undefined)
    return search.get('draft') ?? begun?.id ?? crypto.randomUUID()
  })
  const [isSent, setSent] = useState(false)
  function begin(): void {
    setSearch({}, { replace: true })
    setId(crypto.randomUUID())
    setSent(false)
  }
  if (isSent) return <Sending id={id} onAgain={begin} onChange={() => setSent(false)} />
  return (
    <>
      <UnsentLine />
      <Shown query={kinds}>
        {() =>
          kind === undefined ? (
            <Empty what={t('patrol.nothing')} />
          ) : (
            <Shown query={form} rows={8}>
              {(found) => (
                <Writing
                  key={id}
                  id={id}
                  pack={kind.pack}
                  form={found}
                  onSend={() => setSent(true)}
                  onDrop={begin}
                />
              )}
            </Shown>
          )
        }
      </Shown>
    </>
  )
}

const widgets = { ...outboxWidgets, ...placeWidgets, ...codeWidgets }

interface WritingProps {
  readonly id: string
  readonly pack: string
  readonly form: FormAnswer
  readonly onSend: () => void
  readonly onDrop: () => void
}

/** The form itself. Each change is kept in the browser, with its pictures, whether there is a line or not. */
function Writing({ id, pack, form, onSend, onDrop }: WritingProps) {
  const { t } = useTranslation('round')
  const outbox = useRoundOutbox()
  const clock = useClock()
  const [kept] = useState(() => outbox.find(id))
  const area = useOwnArea()
  const files = fileFields(form)
  function keep(answers: Answers, state: 'draft' | 'wanted'): void {
    const { description } = answers
    outbox.keep({
      id,
      pack,
      form: form.id,
      title: typeof description === 'string' ? description : '',
      answers: without(answers, files),
      files,
      at: clock(),
      state,
    })
  }
  return (
    <UnsentProvider value={id}>
      <AroundProvider value={area.id}>
        <SchemaForm
          form={form}
          pack={pack}
          initial={kept?.answers ?? {}}
          widgets={widgets}
          act={t('patrol.send')}
          refusal={kept?.refusal}
          onChange={(answers) => {
            if (outbox.find(id) !== undefined || isFilled(answers)) keep(answers, 'draft')
          }}
          onSubmit={(answers) => {
            keep(answers, 'wanted')
            onSend()
          }}
          beside={
            <button
              type="button"
              className="round-link"
              onClick={() => {
                void outbox.drop(id)
                onDrop()
              }}
            >
              {t('patrol.drop')}
            </button>
          }
        />
      </AroundProvider>
    </UnsentProvider>
  )
}

/** Nothing is kept of a form that was only opened. */
function isFilled(answers: Answers): boolean {
  return Object.values(answers).some((value) => value !== undefined)
}
