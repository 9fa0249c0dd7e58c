import { Fragment, useId, useRef, useState } from 'react'
import type { FormEvent, ReactNode, Ref } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Field, FieldGroup } from '../ui/field.tsx'
import { schemaOf, sentAnswers, shownFields } from './form-definition.ts'
import type { FormAnswer, FormField } from './form-definition.ts'
import { plainWidgets } from './plain-widget.tsx'
import { findFaults } from './schema-fault.ts'
import type { Answers, FieldFault } from './schema-fault.ts'
import type { WidgetProps, Widgets } from './widget.ts'
import './schema-form.css'

export interface SchemaFormProps {
  readonly form: FormAnswer
  /** Of which pack it is, for inputs that look something up there. */
  readonly pack?: string | undefined
  /** What stands in it at first, such as a draft. */
  readonly initial?: Answers
  /** Inputs in place of the plain ones, by widget. */
  readonly widgets?: Widgets
  /** What the button says. */
  readonly act: string
  readonly isBusy?: boolean
  /** Told of each change, to keep a draft. */
  readonly onChange?: (answers: Answers) => void
  /** Called with answers that have no fault. */
  readonly onSubmit: (answers: Answers) => void
  /** What the service refused, in its words. */
  readonly refusal?: string | undefined
  /** Beside the button. */
  readonly beside?: ReactNode
  /** Below a field, such as what speaks about what was typed there. */
  readonly below?: (field: FormField, filled: FilledField) => ReactNode
  /** Fields that few fill in, folded up under a line of their own before the button. */
  readonly aside?: { readonly label: string; readonly holds: (field: FormField) => boolean }
}

/** A field as it is filled in so far, with the form around it. */
export interface FilledField {
  readonly value: unknown
  readonly answers: Answers
  readonly onChange: (value: unknown) => void
}

/** A form made from the JSON Schema of a pack. Faults stand beside their fields and, after a try to send, in a list on top. */
export function SchemaForm(props: SchemaFormProps) {
  const { form, pack, initial = {}, act, isBusy = false, refusal, beside, aside } = props
  const widgets = { ...plainWidgets, ...props.widgets }
  const { t } = useTranslation('form')
  const [answers, setAnswers] = useState<Answers>(initial)
  const [isTried, setTried] = useState(false)
  const summary = useRef<HTMLDivElement>(null)
  // Files answer when they are uploaded: by then other fields have gone on.
  const latest = useRef(initial)
  const fields = shownFields(form, answers)
  const faults = isTried ? findFaults(schemaOf(form), sentAnswers(form, answers)) : []
  function change(more: Answers): void {
    const next = { ...latest.current, ...more }
    latest.current = next
    setAnswers(next)
    props.onChange?.(next)
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    const sent = sentAnswers(form, answers)
    // At once: a frame later the focus would be taken from whoever goes on already.
    flushSync(() => setTried(true))
    if (findFaults(schemaOf(form), sent).length === 0) props.onSubmit(sent)
    else summary.current?.focus()
  }
  const drawn = fields.filter((field) => !isTaken(field, fields, widgets))
  const folded = drawn.filter((field) => aside?.holds(field) === true)
  function draw(field: FormField) {
    const value = answers[field.name]
    function onChange(next: unknown): void {
      change({ [field.name]: next })
    }
    return (
      <Fragment key={field.name}>
        <OneField
          field={field}
          widgets={widgets}
          whole={{ fields, answers, onAnswers: change, pack }}
          fault={faults.find((fault) => fault.field === field.name)}
          value={value}
          onChange={onChange}
        />
        {props.below?.(field, { value, answers, onChange })}
      </Fragment>
    )
  }
  return (
    <form className="schema-form" onSubmit={submit} noValidate>
      {faults.length > 0 && <Summary ref={summary} fields={fields} faults={faults} />}
      {drawn.filter((field) => !folded.includes(field)).map(draw)}
      {folded.length > 0 && (
        <details className="schema-form-aside">
          <summary>{aside?.label}</summary>
          {folded.map(draw)}
        </details>
      )}
      {fields.length === 0 && <p className="soft">{t('nothing_asked')}</p>}
      <div role="alert" className="schema-form-refusal">
        {refusal}
      </div>
      <div className="schema-form-foot">
        <button type="submit" className="press" disabled={isBusy}>
          {act}
        </button>
        {beside}
      </div>
    </form>
  )
}

/** Whether the input of another field answers this one as well. */
function isTaken(field: FormField, fields: readonly FormField[], widgets: Widgets): boolean {
  return fields.some((own) => own !== field && widgets[own.widget]?.takes?.(field) === true)
}

interface OneFieldProps {
  readonly field: FormField
  readonly widgets: Widgets
  readonly whole: Pick<WidgetProps, 'fields' | 'answers' | 'onAnswers' | 'pack'>
  readonly fault: FieldFault | undefined
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

function OneField({ field, widgets, whole, fault, value, onChange }: OneFieldProps) {
  const { t } = useTranslation('form')
  const widget = widgets[field.widget] ?? plainWidgets['text']
  const said = {
    label: field.label,
    name: field.name,
    hint: field.hint,
    isRequired: field.isRequired,
    fault: fault && t(fault.key, { limit: fault.limit }),
  }
  if (widget === undefined) return undefined
  const { Input, isGroup = false } = widget
  const own = { field, value, onChange, ...whole }
  if (isGroup) {
    return (
      <FieldGroup {...said}>
        <Input {...own} marks={{ id: `field-${field.name}-input` }} />
      </FieldGroup>
    )
  }
  return <Field {...said}>{(marks) => <Input {...own} marks={marks} />}</Field>
}

interface SummaryProps {
  readonly ref: Ref<HTMLDivElement>
  readonly fields: readonly FormField[]
  readonly faults: readonly FieldFault[]
}

/** Every fault with a link to its field; it takes the focus, so that a reader begins there. */
function Summary({ ref, fields, faults }: SummaryProps) {
  const { t } = useTranslation('form')
  const id = useId()
  return (
    <div ref={ref} className="schema-form-summary" tabIndex={-1} role="group" aria-labelledby={id}>
      <h3 id={id}>{t('faulty', { count: faults.length })}</h3>
      <ul>
        {faults.map((fault) => (
          <li key={fault.field}>
            <a
              href={`#field-${fault.field}`}
              onClick={(event) => {
                event.preventDefault()
                focusField(fault.field)
              }}
            >
              {fields.find(({ name }) => name === fault.field)?.label ?? fault.field}
              {t('colon')}
              {t(fault.key, { limit: fault.limit })}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function focusField(name: string): void {
  const place = document.querySelector<HTMLElement>(`#field-${CSS.escape(name)}`)
  const fold = place?.closest('details')
  if (fold !== null && fold !== undefined) fold.open = true
  const input = place?.querySelector<HTMLElement>('input, select, textarea, button') ?? place
  input?.focus()
}
