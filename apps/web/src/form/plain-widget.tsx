import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WidgetProps, Widgets } from './widget.ts'

function textOrNothing(text: string): string | undefined {
  return text === '' ? undefined : text
}

function Line({ field, marks, value, onChange }: WidgetProps) {
  return (
    <input
      {...marks}
      className="input"
      type={field.widget === 'phone' ? 'tel' : 'text'}
      name={field.name}
      required={field.isRequired}
      dir="auto"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(textOrNothing(event.target.value))}
    />
  )
}

function Lines({ field, marks, value, onChange }: WidgetProps) {
  return (
    <textarea
      {...marks}
      className="input"
      name={field.name}
      required={field.isRequired}
      dir="auto"
      rows={4}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(textOrNothing(event.target.value))}
    />
  )
}

/** A list, one item a line; empty lines are no items. */
function Listed({ field, marks, value, onChange }: WidgetProps) {
  const [text, setText] = useState(() => (Array.isArray(value) ? value.map(String).join('\n') : ''))
  return (
    <textarea
      {...marks}
      className="input"
      name={field.name}
      required={field.isRequired}
      dir="auto"
      rows={3}
      value={text}
      onChange={({ target }) => {
        setText(target.value)
        const items = target.value.split('\n').map((line) => line.trim())
        const written = items.filter((line) => line !== '')
        onChange(written.length === 0 ? undefined : written)
      }}
    />
  )
}

function Figure({ field, marks, value, onChange }: WidgetProps) {
  return (
    <input
      {...marks}
      className="input"
      type="number"
      name={field.name}
      required={field.isRequired}
      inputMode={field.schema.type === 'integer' ? 'numeric' : 'decimal'}
      step={field.schema.type === 'integer' ? 1 : 'any'}
      min={field.schema.minimum}
      max={field.schema.maximum}
      value={typeof value === 'number' && !Number.isNaN(value) ? value : ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
    />
  )
}

function Choice({ field, marks, value, onChange }: WidgetProps) {
  const { t } = useTranslation('form')
  return (
    <select
      {...marks}
      className="input"
      name={field.name}
      required={field.isRequired}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(textOrNothing(event.target.value))}
    >
      <option value="">{t('choose')}</option>
      {field.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}

function Radios({ field, value, onChange }: WidgetProps) {
  return (
    <div className="choices">
      {field.choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            name={field.name}
            required={field.isRequired}
            checked={value === choice.value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  )
}

/** Yes or no, and neither until somebody has said so: a switch that stands on one side answers for who never looked. */
function Decision({ field, value, onChange }: WidgetProps) {
  const { t } = useTranslation('form')
  return (
    <div className="choices">
      {[true, false].map((answer) => (
        <label key={String(answer)} className="choice">
          <input
            type="radio"
            name={field.name}
            required={field.isRequired}
            checked={value === answer}
            onChange={() => onChange(answer)}
          />
          {t(answer ? 'yes' : 'no')}
        </label>
      ))}
    </div>
  )
}

function Day({ field, marks, value, onChange }: WidgetProps) {
  return (
    <input
      {...marks}
      className="input"
      type="date"
      name={field.name}
      required={field.isRequired}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(textOrNothing(event.target.value))}
    />
  )
}

/** A moment in the zone of the district, sent with its offset. */
function Moment({ field, marks, value, onChange }: WidgetProps) {
  return (
    <input
      {...marks}
      className="input"
      type="datetime-local"
      name={field.name}
      required={field.isRequired}
      value={typeof value === 'string' ? value.slice(0, 16) : ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : `${target.value}:00+08:00`)}
    />
  )
}

/** Inputs of plain HTML: quick, the same on a phone, known to every reader. */
export const plainWidgets: Widgets = {
  text: { Input: Line },
  phone: { Input: Line },
  place: { Input: Line },
  grid: { Input: Line },
  office: { Input: Line },
  person: { Input: Line },
  matter: { Input: Line },
  standard: { Input: Line },
  code: { Input: Line },
  tree: { Input: Line },
  textarea: { Input: Lines },
  lines: { Input: Listed },
  number: { Input: Figure },
  select: { Input: Choice },
  radio: { Input: Radios, isGroup: true },
  switch: { Input: Decision, isGroup: true },
  date: { Input: Day },
  datetime: { Input: Moment },
}
