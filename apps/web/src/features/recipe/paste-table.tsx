import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { attributesOf } from './recipe-tree.ts'
import type { TableEntryProps } from './recipe-part.ts'
import { readTable } from './table-text.ts'
import type { TableFault } from './table-text.ts'

/** A table copied from a sheet: read as it stands, with everything told that cannot be read. */
export function PasteTable({ content, onTable, names }: TableEntryProps) {
  const { t } = useTranslation('recipe')
  const [text, setText] = useState('')
  const [faults, setFaults] = useState<readonly TableFault[]>([])
  const [isOpen, setOpen] = useState(false)
  const attributes = attributesOf(content)
  function read(): void {
    const indicators = content.indicators.map(({ code, name }) => ({ code, names: [name.zh, name.en] }))
    const found = readTable(text, { indicators, attributes, units: names })
    setFaults(found.faults)
    if (found.table.units.length === 0) return
    onTable(found.table)
    setText('')
    setOpen(found.faults.length > 0)
  }
  return (
    <details
      className="recipe-paste"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{t('paste.title')}</summary>
      <Field
        label={t('paste.label')}
        name="recipe-paste"
        hint={t('paste.hint', {
          columns: [...content.indicators.map(({ code }) => code), ...attributes].join(t('and')),
        })}
      >
        {(marks) => (
          <textarea
            {...marks}
            className="input"
            rows={6}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <Button disabled={text.trim() === ''} onClick={read}>
        {t('paste.read')}
      </Button>
      {faults.length > 0 && (
        <ul className="recipe-findings" role="alert">
          {faults.map((fault) => (
            <li key={JSON.stringify(fault)} data-severity="error">
              {t(`paste.${fault.kind}`, { ...fault })}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
