import type { ComponentType } from 'react'
import type { FieldMarks } from '../ui/field.tsx'
import type { FormField } from './form-definition.ts'

/** What an input of a form is given. `undefined` is nothing answered. */
export interface WidgetProps {
  readonly field: FormField
  readonly marks: FieldMarks
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

export interface Widget {
  /** Several inputs under one question, such as radio buttons or files. */
  readonly isGroup?: true
  readonly Input: ComponentType<WidgetProps>
}

/** Inputs by the name of the widget in the pack. Those of a screen go before the plain ones. */
export type Widgets = Readonly<Record<string, Widget>>
