import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Shown } from '../../ui/screen-state.tsx'
import { PartChoice, useChosenPart } from './part-choice.tsx'
import { useContent, useDocument } from './queries.ts'
import type { PackTabProps } from './queries.ts'

/** The templates of printed documents; what is filled in from the matter is marked. */
export function DocumentTab({ reference }: PackTabProps) {
  const content = useContent(reference)
  return (
    <Shown query={content}>
      {({ documents }) => (
        <Documents
          reference={reference}
          parts={documents.map(({ id, title }) => ({ id, name: title, beside: id }))}
        />
      )}
    </Shown>
  )
}

interface DocumentsProps {
  readonly reference: string
  readonly parts: readonly { readonly id: string; readonly name: string; readonly beside: string }[]
}

function Documents({ reference, parts }: DocumentsProps) {
  const { t } = useTranslation('pack')
  const chosen = useChosenPart(parts)
  const document = useDocument(reference, chosen)
  return (
    <div className="pack-two">
      <PartChoice label={t('tab.document')} parts={parts} />
      <div className="pack-shown">
        <h3>{parts.find(({ id }) => id === chosen)?.name}</h3>
        <p className="pack-note">{t('document.what')}</p>
        <Shown query={document}>
          {({ text }) => (
            <div
              className="pack-document"
              tabIndex={0}
              role="region"
              aria-label={t('document.template')}
              lang="zh"
            >
              {text
                .split(/(\{\{[^{}]*\}\})/u)
                .map((piece, index) =>
                  piece.startsWith('{{') ? (
                    <mark key={index}>{piece.slice(2, -2).trim()}</mark>
                  ) : (
                    <Fragment key={index}>{piece}</Fragment>
                  ),
                )}
            </div>
          )}
        </Shown>
      </div>
    </div>
  )
}
