import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf, listEvidence } from '@duibiao/contract'
import { EvidencePicture, isPicture } from '../../ui/evidence-picture.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { Matter } from '../matter/queries.ts'
import { sortPhotos } from './photo-sort.ts'

type Evidence = AnswerOf<typeof listEvidence>['rows'][number]

/** How it looked before beside how it looks after: whoever checks sees both at once. */
export function PhotoPair({ matter }: { matter: Matter }) {
  const { t } = useTranslation('round')
  const list = useAsk('evidence.list', { params: { matter: matter.id } })
  const [opened, setOpened] = useState<Evidence>()
  const photos = (list.data?.rows ?? []).filter((one) => isPicture(one) && !one.needs_reason)
  const { before, after } = sortPhotos(photos, matter.variables)
  return (
    <section className="round-pair" aria-label={t('photo.title')}>
      <Side title={t('photo.before')} photos={before} matter={matter} onOpen={setOpened} />
      <Side title={t('photo.after')} photos={after} matter={matter} onOpen={setOpened} />
      {opened !== undefined && (
        <Modal open footer={null} title={opened.name} onCancel={() => setOpened(undefined)} centered>
          <div className="round-large">
            <EvidencePicture matter={matter.id} evidence={opened} />
          </div>
        </Modal>
      )}
    </section>
  )
}

interface SideProps {
  readonly title: string
  readonly photos: readonly Evidence[]
  readonly matter: Matter
  readonly onOpen: (photo: Evidence) => void
}

function Side({ title, photos, matter, onOpen }: SideProps) {
  const { t } = useTranslation('round')
  return (
    <div>
      <h2>{title}</h2>
      {photos.length === 0 && <p className="round-none soft small">{t('photo.none')}</p>}
      {photos.map((photo) => (
        <button
          key={photo.id}
          type="button"
          className="round-photo"
          aria-label={t('photo.open', { side: title, name: photo.name })}
          onClick={() => onOpen(photo)}
        >
          <EvidencePicture matter={matter.id} evidence={photo} />
        </button>
      ))}
    </div>
  )
}
