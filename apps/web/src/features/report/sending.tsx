import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetUploads } from '../../form/photo-shelf.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { useResident } from '../../public/resident.ts'
import { PublicSignIn } from '../../public/sign-in.tsx'
import type { NearbyMatter } from '../../ui/nearby-list.tsx'
import { useAlikeReports } from '../../ui/use-alike-reports.ts'
import type { Receipt } from '../../form/outbox.ts'
import { Refusal, codeOf } from '../../wire/refusal.ts'
import { useIsAway, useService } from '../../wire/service-context.tsx'
import { Nearby } from './nearby.tsx'
import { dropReport, keepReport, reportPhotos } from './report-draft.ts'
import type { ReportDraft } from './report-draft.ts'
import type { ReportKind } from './report-form.ts'

export interface SendingProps {
  readonly draft: ReportDraft
  readonly kind: ReportKind
  readonly variables: Answers
  /** Pictures that are not uploaded yet. */
  readonly pending: number
  readonly onChange: (next: (draft: ReportDraft) => ReportDraft) => void
  /** Back to the form, with what was refused. */
  readonly onBack: (why?: string) => void
  readonly onReceived: (receipt: Receipt) => void
  readonly onJoined: (matter: NearbyMatter) => void
}

/** Between pressing send and the number: signing in, pictures, what others reported nearby, and the line itself. */
export function Sending(props: SendingProps) {
  const { draft, variables, pending, onBack } = props
  const { t } = useTranslation('report')
  const { isStranger, name, renew } = useResident()
  const [isOther, setOther] = useState(false)
  const isUnderway = draft.sending !== undefined
  const isSignedIn = name !== undefined
  const near = useNearby(props, isSignedIn && !isUnderway && !isOther)
  const isFree = pending === 0 && near.isDone && near.rows.length === 0
  useTransmission(props, isSignedIn && (isUnderway || isFree), variables)
  const back = !isUnderway && (
    <button type="button" className="public-link" onClick={() => onBack()}>
      {t('sending.back')}
    </button>
  )
  if (isStranger) {
    return (
      <>
        <PublicSignIn why={t('sending.sign_in')} onDone={() => void renew()} />
        {back}
      </>
    )
  }
  if (near.rows.length > 0) {
    return (
      <section className="panel">
        <Nearby matters={near.rows} onJoined={props.onJoined} onOther={() => setOther(true)} />
        {back}
      </section>
    )
  }
  return (
    <section className="report-sending panel">
      <Underway pending={isUnderway ? 0 : pending} />
      {back}
    </section>
  )
}

/** What the page is doing, and what happens when the line is down. */
function Underway({ pending }: { pending: number }) {
  const { t } = useTranslation('report')
  const isAway = useIsAway()
  const now = pending > 0 ? t('sending.photos', { count: pending }) : t('sending.now')
  return (
    <>
      <p role="status">
        <strong>{isAway ? t('sending.away') : now}</strong>
      </p>
      {isAway && <p className="soft">{t('sending.away_what')}</p>}
    </>
  )
}

/** What is open and may be the same, by words and place; nothing where the kind shows nobody what others reported. */
function useNearby({ kind, draft: { spot }, variables }: SendingProps, isWanted: boolean) {
  const { longitude, latitude } = spot ?? {}
  const place = longitude === undefined || latitude === undefined ? undefined : { longitude, latitude }
  const fields = kind.definition?.fields ?? []
  return useAlikeReports({ pack: kind.pack, fields, answers: variables, place }, isWanted && kind.is_joinable)
}

/** Sends once it may be sent: under one key, however often the line breaks or the page is opened anew. */
function useTransmission(
  { draft, kind, ...props }: SendingProps,
  isReady: boolean,
  variables: Answers,
): void {
  const { t } = useTranslation('report')
  const service = useService()
  const isBegun = useRef(false)
  async function send(): Promise<void> {
    const sending = draft.sending ?? {
      key: crypto.randomUUID(),
      body: { pack: kind.pack, variables: { ...variables } },
    }
    keepReport({ ...draft, sending })
    props.onChange((old) => ({ ...old, sending }))
    try {
      const { value } = await service.ask('matter.start', sending)
      await dropReport()
      props.onReceived(value)
    } catch (error) {
      isBegun.current = false
      if (codeOf(error) === 'evidence_unknown') await forgetUploads(reportPhotos)
      props.onBack(error instanceof Refusal ? error.problem.detail : t('sending.failed'))
    }
  }
  const begin = useRef(send)
  useEffect(() => {
    begin.current = send
  })
  useEffect(() => {
    if (!isReady || isBegun.current) return
    isBegun.current = true
    void begin.current()
  }, [isReady])
}
