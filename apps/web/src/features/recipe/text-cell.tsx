interface Props {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
}

/** A short text in a table. */
export function TextCell({ label, value, onValue }: Props) {
  return (
    <input
      className="input"
      aria-label={label}
      value={value}
      {...(value.trim() === '' && { 'aria-invalid': true })}
      onChange={({ target }) => onValue(target.value)}
    />
  )
}
