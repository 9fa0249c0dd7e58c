import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'

interface BuildNoteProps {
  readonly build: { readonly is_complete: boolean; readonly waiting: number }
}

/** Says when numbers are behind the matters; nothing else. */
export function BuildNote({ build: { is_complete: isComplete, waiting } }: BuildNoteProps) {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  if (isComplete) return undefined
  return (
    <p className="soft small" role="status">
      {waiting === 0 ? t('building') : t('waiting', { count: waiting, number: formats.number(waiting) })}
    </p>
  )
}
