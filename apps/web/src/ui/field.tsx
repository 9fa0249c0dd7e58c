import type { ReactNode } from 'react'
import './field.css'

/** What an input takes over from its field, so that label, hint and fault are read with it. */
export interface FieldMarks {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

export interface FieldProps {
  readonly label: string
  /** Unique on the screen. */
  readonly name: string
  readonly hint?: string | undefined
  readonly fault?: string | undefined
  readonly isRequired?: boolean
  readonly children: (marks: FieldMarks) => ReactNode
}

/** A label, an input, a hint and what is wrong with it, one below the other. Plain: the pages of residents use it as well. */
export function Field({ label, name, hint, fault, isRequired = false, children }: FieldProps) {
  const id = `field-${name}`
  const described = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`]
    .filter((one) => one !== '')
    .join(' ')
  return (
    <div className="field" data-fault={fault !== undefined}>
      <label htmlFor={id}>
        {label}
        {isRequired && <FieldMark />}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="field-fault">
          {fault}
        </p>
      )}
      {children({
        id,
        ...(described !== '' && { 'aria-describedby': described }),
        ...(fault !== undefined && { 'aria-invalid': true }),
      })}
    </div>
  )
}

/** Several inputs that answer one question: radio buttons, files. */
export function FieldGroup({
  label,
  name,
  hint,
  fault,
  isRequired = false,
  children,
}: Omit<FieldProps, 'children'> & { children: ReactNode }) {
  const id = `field-${name}`
  return (
    <fieldset className="field" data-fault={fault !== undefined} aria-describedby={`${id}-fault`}>
      <legend>
        {label}
        {isRequired && <FieldMark />}
      </legend>
      {hint !== undefined && <p className="field-hint">{hint}</p>}
      <p id={`${id}-fault`} className="field-fault">
        {fault}
      </p>
      <div id={id} tabIndex={-1}>
        {children}
      </div>
    </fieldset>
  )
}

/** Marks what has to be filled in; readers hear it from the input. */
function FieldMark() {
  return (
    <span className="field-mark" aria-hidden="true">
      *
    </span>
  )
}
