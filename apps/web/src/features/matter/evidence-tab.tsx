import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf, listEvidence } from '@duibiao/contract'
import { SchemaForm } from '../../form/schema-form.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { EvidencePicture, isPicture } from '../../ui/evidence-picture.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useService } from '../../wire/service-context.tsx'
import { reasonForm } from './content-tab.tsx'
import { useEntries } from './queries.ts'
import type { Matter } from './queries.ts'

type Evidence = AnswerOf<typeof listEvidence>['rows'][number]

/** The evidence of a matter: pictures to be looked at large, all else to be taken along; who added it and when. */
export function EvidenceTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const list = useAsk('evidence.list', { params: { matter: matter.id } })
  const [opened, setOpened] = useState<string>()
  return (
    <Shown query={list}>
      {({ rows }) => {
        if (rows.length === 0) return <Empty what={t('evidence.empty')} />
        const pictures = rows.filter(isPicture)
        const at = pictures.findIndex(({ id }) => id === opened)
        return (
          <>
            <ul className="matter-evidence">
              {rows.map((evidence) => (
                <Piece
                  key={evidence.id}
                  matter={matter}
                  evidence={evidence}
                  onOpen={() => setOpened(evidence.id)}
                />
              ))}
            </ul>
            {pictures[at] !== undefined && (
              <Viewer
                matter={matter}
                evidence={pictures[at]}
                place={t('evidence.place', { at: at + 1, of: pictures.length })}
                onStep={(step) => setOpened(pictures.at((at + step) % pictures.length)?.id)}
                onClose={() => setOpened(undefined)}
              />
            )}
          </>
        )
      }}
    </Shown>
  )
}

interface PieceProps {
  readonly matter: Matter
  readonly evidence: Evidence
}

function Piece({ matter, evidence, onOpen }: PieceProps & { readonly onOpen: () => void }) {
  const { t } = useTranslation('matter')
  const formats = useFormats()
  const who = useUploader(matter, evidence)
  const name = evidence.name
  return (
    <li>
      {isPicture(evidence) && !evidence.needs_reason ? (
        <button
          type="button"
          className="matter-thumb"
          aria-label={t('evidence.open', { name })}
          onClick={onOpen}
        >
          <EvidencePicture matter={matter.id} evidence={evidence} />
        </button>
      ) : (
        <span className="matter-thumb" data-kind="file" aria-hidden="true">
          {name.split('.').at(-1)?.slice(0, 5).toUpperCase()}
        </span>
      )}
      <div>
        <p className="matter-evidence-name">{name}</p>
        <p className="soft small">
          {t('evidence.added', { who, at: formats.moment(evidence.attached_at) })}{' '}
          {formats.bytes(evidence.bytes)}
        </p>
        <Take matter={matter} evidence={evidence} />
      </div>
    </li>
  )
}

/** Who added it, as the entry that names it tells. */
function useUploader(matter: Matter, { seq }: Evidence): string {
  const { t } = useTranslation('matter')
  const entries = useEntries(matter.id).data?.pages.flatMap(({ rows }) => rows) ?? []
  return entries.find((entry) => entry.seq === seq)?.actor_name ?? t('evidence.unnamed')
}

/** Takes the file along; where it wants a reason, that is asked for and kept. */
function Take({ matter, evidence }: PieceProps) {
  const { t } = useTranslation('matter')
  const service = useService()
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  function take(reason?: string): void {
    const given = {
      params: { matter: matter.id, evidence: evidence.id },
      query: reason === undefined ? {} : { reason },
    }
    service.download('evidence.read', given).then((content) => {
      saveFile(content, evidence.name)
      setAsking(false)
    }, toast.failed)
  }
  return (
    <>
      <Button
        size="small"
        aria-label={t('evidence.take_of', { name: evidence.name })}
        onClick={() => (evidence.needs_reason ? setAsking(true) : take())}
      >
        {t('evidence.take')}
      </Button>
      {isAsking && (
        <Modal open footer={null} title={evidence.name} onCancel={() => setAsking(false)}>
          <p className="matter-consequence">{t('evidence.why')}</p>
          <SchemaForm
            form={reasonForm(t('field.reason'))}
            act={t('evidence.take')}
            onSubmit={({ 'reveal-reason': reason }) => take(String(reason))}
          />
        </Modal>
      )}
    </>
  )
}

interface ViewerProps extends PieceProps {
  readonly place: string
  readonly onStep: (step: number) => void
  readonly onClose: () => void
}

/** One picture as large as the screen lets it be; the arrow keys go on. */
function Viewer({ matter, evidence, place, onStep, onClose }: ViewerProps) {
  const { t } = useTranslation('matter')
  const formats = useFormats()
  const who = useUploader(matter, evidence)
  useKeys([
    { key: 'ArrowRight', what: t('evidence.next'), run: () => onStep(1), isEverywhere: true },
    { key: 'ArrowLeft', what: t('evidence.previous'), run: () => onStep(-1), isEverywhere: true },
  ])
  return (
    <Modal open footer={null} title={evidence.name} onCancel={onClose} width="min(1200px, 96vw)" centered>
      <div className="matter-viewer">
        <EvidencePicture key={evidence.id} matter={matter.id} evidence={evidence} />
      </div>
      <div className="matter-viewer-foot">
        <Button aria-label={t('evidence.previous')} onClick={() => onStep(-1)}>
          ‹
        </Button>
        <span className="number">{place}</span>
        <Button aria-label={t('evidence.next')} onClick={() => onStep(1)}>
          ›
        </Button>
        <span className="soft small">
          {t('evidence.added', { who, at: formats.moment(evidence.attached_at) })}
        </span>
        <Take matter={matter} evidence={evidence} />
      </div>
      {evidence.digest !== undefined && (
        <p className="soft small matter-digest">{t('evidence.digest', { digest: evidence.digest })}</p>
      )}
    </Modal>
  )
}
