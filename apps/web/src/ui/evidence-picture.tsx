import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useService } from '../wire/service-context.tsx'

interface EvidencePictureProps {
  readonly matter: string
  readonly evidence: { readonly id: string; readonly name: string }
}

/** A picture of a matter, fetched when it is shown. */
export function EvidencePicture({ matter, evidence }: EvidencePictureProps) {
  const { t } = useTranslation('ui')
  const picture = usePicture(matter, evidence.id)
  if (picture === 'failed') return <span className="soft small">{t('picture.broken')}</span>
  if (picture === undefined) return <span aria-busy="true" />
  return <img src={picture} alt={evidence.name} />
}

/** The address of a picture that was fetched; it is given back when it is no longer shown. */
function usePicture(matter: string, evidence: string): string | undefined {
  const service = useService()
  const [picture, setPicture] = useState<string>()
  useEffect(() => {
    let address: string | undefined
    let isWanted = true
    service.download('evidence.read', { params: { matter, evidence }, query: {} }).then(
      (content) => {
        if (!isWanted) return
        address = URL.createObjectURL(content)
        setPicture(address)
      },
      () => setPicture('failed'),
    )
    return () => {
      isWanted = false
      if (address !== undefined) URL.revokeObjectURL(address)
    }
  }, [service, matter, evidence])
  return picture
}

/** Whether a file is one that browsers show as a picture. */
export function isPicture({ media }: { readonly media: string }): boolean {
  return /^image\/(?:jpeg|png|webp|gif|avif)$/.test(media)
}
