import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { fileFields, only, without } from '../../form/file-field.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { Asked } from '../../public/asked.tsx'
import { useResident } from '../../public/resident.ts'
import type { NearbyMatter } from '../../ui/nearby-list.tsx'
import type { Receipt } from '../../form/outbox.ts'
import { useAsk } from '../../wire/service-context.tsx'
import { SpotProvider } from './place-input.tsx'
import { ReceiptView } from './receipt.tsx'
import { dropReport, keepReceipt, keepReport, readReceipt, readReport } from './report-draft.ts'
import type { ReportDraft } from './report-draft.ts'
import { isSeldom, orderForReport, variablesOf } from './report-form.ts'
import type { ReportKind } from './report-form.ts'
import { PhotoProvider, reportWidgets } from './report-widget.tsx'
import { Sending } from './sending.tsx'
import './report.css'

/** Where residents tell of something: pictures, where, what; and then number, code and by when. */
export function Report() {
  const { t } = useTranslation('report')
  const kinds = useAsk('report_kind.list', {}, { staysFor: 600_000 })
  const [receipt, setReceipt] = useState(readReceipt)
  const [joined, setJoined] = useState<NearbyMatter>()
  useEffect(() => {
    document.title = t('title')
  }, [t])
  function take(next: Receipt | undefined): void {
    keepReceipt(next)
    setReceipt(next)
    setJoined(undefined)
  }
  if (receipt !== undefined) return <ReceiptView receipt={receipt} onAgain={() => take(undefined)} />
  if (joined !== undefined) return <Joined matter={joined} onAgain={() => setJoined(undefined)} />
  return (
    <>
      <h1>{t('title')}</h1>
      <Asked query={kinds}>
        {({ rows }) => <Writing kinds={rows} onReceived={take} onJoined={setJoined} />}
      </Asked>
    </>
  )
}

function Joined({ matter, onAgain }: { matter: NearbyMatter; onAgain: () => void }) {
  const { t } = useTranslation('report')
  return (
    <section className="report-receipt panel" aria-labelledby="joined">
      <h1 id="joined" tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t('joined.title')}
      </h1>
      <p className="number report-large">{matter.number}</p>
      <p dir="auto">{matter.title}</p>
      <p className="soft">{t('joined.what')}</p>
      <Link className="press" to={`/public/mine/${matter.id}`}>
        {t('receipt.follow')}
      </Link>
      <button type="button" className="public-link" onClick={onAgain}>
        {t('receipt.again')}
      </button>
    </section>
  )
}

interface WritingProps {
  readonly kinds: readonly ReportKind[]
  readonly onReceived: (receipt: Receipt) => void
  readonly onJoined: (matter: NearbyMatter) => void
}

/** The draft as it is on the page, which the browser keeps at each change. */
function useReport() {
  const [draft, setDraft] = useState(readReport)
  const change = useCallback((next: (draft: ReportDraft) => ReportDraft) => {
    setDraft((old) => {
      const changed = next(old)
      keepReport(changed)
      return changed
    })
  }, [])
  return { draft, change, restart: () => setDraft({ answers: {} }) }
}

function Writing({ kinds, onReceived, onJoined }: WritingProps) {
  const { t } = useTranslation('report')
  const { draft, change, restart } = useReport()
  const [round, setRound] = useState(0)
  const [pending, setPending] = useState(1)
  const [uploaded, setUploaded] = useState<Answers>({})
  const [refusal, setRefusal] = useState<string>()
  const { name } = useResident()
  const kind =
    kinds.find(({ pack }) => pack === draft.pack) ?? kinds.find((one) => one.is_joinable) ?? kinds[0]
  if (kind?.definition === undefined) return <p className="panel">{t('nothing')}</p>
  const { pack, definition } = kind
  const files = fileFields(definition)
  const answers = draft.answers[pack] ?? {}
  async function drop(): Promise<void> {
    await dropReport()
    restart()
    setRound(round + 1)
  }
  const { wish, spot } = draft
  return (
    <SpotProvider value={{ spot, change: (next) => change((old) => ({ ...old, spot: next })) }}>
      <PhotoProvider value={{ isHeld: name === undefined, onPending: setPending }}>
        <div hidden={wish !== undefined}>
          <KindChoice
            kinds={kinds}
            chosen={kind}
            onChoose={(next) => change((old) => ({ ...old, pack: next }))}
          />
          <SchemaForm
            key={`${pack} ${round}`}
            form={orderForReport(definition)}
            initial={answers}
            widgets={reportWidgets}
            act={t('send')}
            aside={{ label: t('more'), holds: isSeldom }}
            refusal={refusal}
            onChange={(next) => {
              // The shelf knows the pictures; here stands what the page has of them.
              setUploaded(only(next, files))
              change((old) => ({ ...old, answers: { ...old.answers, [pack]: without(next, files) } }))
            }}
            onSubmit={(sent) => {
              setRefusal(undefined)
              change((old) => ({ ...old, pack, wish: without(sent, files) }))
            }}
            beside={
              <button type="button" className="public-link" onClick={() => void drop()}>
                {t('drop')}
              </button>
            }
          />
        </div>
        {kind.phone !== undefined && wish === undefined && (
          <p className="report-phone soft">{t('phone', { phone: kind.phone })}</p>
        )}
        {wish !== undefined && (
          <Sending
            draft={draft}
            kind={kind}
            variables={variablesOf(definition, { ...wish, ...only(uploaded, files) }, spot)}
            pending={files.length === 0 ? 0 : pending}
            onChange={change}
            onBack={(why) => {
              setRefusal(why)
              change(({ wish: _wish, sending: _sending, ...rest }) => rest)
            }}
            onReceived={onReceived}
            onJoined={(matter) => void drop().then(() => onJoined(matter))}
          />
        )}
      </PhotoProvider>
    </SpotProvider>
  )
}

interface KindChoiceProps {
  readonly kinds: readonly ReportKind[]
  readonly chosen: ReportKind
  readonly onChoose: (pack: string) => void
}

/** What it is about, where there is more than one way to report. */
function KindChoice({ kinds, chosen, onChoose }: KindChoiceProps) {
  const { t } = useTranslation('report')
  if (kinds.length < 2) return undefined
  return (
    <fieldset className="report-kinds">
      <legend className="unseen">{t('kind.title')}</legend>
      {kinds.map((kind) => (
        <label key={kind.pack}>
          <input
            type="radio"
            name="report-kind"
            checked={kind.pack === chosen.pack}
            onChange={() => onChoose(kind.pack)}
          />
          <strong>{t(kind.is_joinable ? 'kind.place' : 'kind.request')}</strong>
          <span className="small soft">{t(kind.is_joinable ? 'kind.place_what' : 'kind.request_what')}</span>
        </label>
      ))}
    </fieldset>
  )
}
