import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'

interface FileChoiceProps {
  readonly label: string
  readonly accept: string
  readonly what: string
  readonly file: File | undefined
  readonly onChoose: (file: File) => void
}

/** A file that is chosen or dropped; the same may be chosen again after it was mended. */
export function FileChoice({ label, accept, what, file, onChoose }: FileChoiceProps) {
  const { t } = useTranslation('statistic')
  const formats = useFormats()
  const id = useId()
  return (
    <div
      className="statistic-drop"
      role="group"
      aria-label={label}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const [dropped] = event.dataTransfer.files
        if (dropped !== undefined) onChoose(dropped)
      }}
    >
      <strong>{label}</strong>
      <input
        id={id}
        type="file"
        className="unseen"
        accept={accept}
        aria-label={t('import.choose_what', { what: label })}
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          if (chosen !== undefined) onChoose(chosen)
          target.value = ''
        }}
      />
      <label htmlFor={id} className="press">
        {t('import.choose')}
      </label>
      <span className="soft small">
        {file === undefined ? what : `${file.name} (${formats.bytes(file.size)})`}
      </span>
    </div>
  )
}
