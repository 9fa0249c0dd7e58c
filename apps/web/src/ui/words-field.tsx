import { Field } from './field.tsx'
import type { FieldProps } from './field.tsx'

interface WordsFieldProps extends Pick<FieldProps, 'label' | 'name' | 'hint'> {
  readonly text: string
  readonly onText: (text: string) => void
}

/** Some sentences that are needed: a reason, an objection, a policy. */
export function WordsField({ text, onText, ...field }: WordsFieldProps) {
  return (
    <Field {...field} isRequired>
      {(marks) => (
        <textarea
          {...marks}
          className="input"
          rows={3}
          maxLength={2000}
          value={text}
          onChange={({ target }) => onText(target.value)}
        />
      )}
    </Field>
  )
}
