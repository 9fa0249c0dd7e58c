interface WeightInputProps {
  readonly label: string
  readonly value: number
  readonly onValue: (weight: number) => void
}

/** A weight; it counts once it was typed to its end. */
export function WeightInput({ label, value, onValue }: WeightInputProps) {
  return (
    <input
      key={value}
      className="input peer-number"
      type="number"
      min={0}
      max={1000}
      step="any"
      required
      aria-label={label}
      defaultValue={value}
      onBlur={({ target }) => {
        if (target.checkValidity() && Number(target.value) !== value) onValue(Number(target.value))
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') currentTarget.blur()
      }}
    />
  )
}
