import type { ComponentType } from 'react'
import type { FieldMarks } from '../ui/field.tsx'
import type { FormField } from './form-definition.ts'
import type { Answers } from './schema-fault.ts'

/** What an input of a form is given. `undefined` is nothing answered. */
export interface WidgetProps {
  readonly field: FormField
  readonly marks: FieldMarks
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  /** The whole form as it is filled in so far, for inputs that answer several fields at once. */
  readonly fields: readonly FormField[]
  readonly answers: Answers
  readonly onAnswers: (answers: Answers) => void
  /** Of which pack the form is. */
  readonly pack: string | undefined
}

export interface Widget {
  /** Several inputs under one question, such as radio buttons or files. */
  readonly isGroup?: true
  /** Other fields of the form that this input answers as well: they are not drawn. */
  readonly takes?: (other: FormField) => boolean
  readonly Input: ComponentType<WidgetProps>
}

/** Inputs by the name of the widget in the pack. Those of a screen go before the plain ones. */
export type Widgets = Readonly<Record<string, Widget>>
