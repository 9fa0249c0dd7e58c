import { useState } from 'react'
import { readNumber } from './table-text.ts'

interface Props {
  readonly label: string
  readonly value: number | null
  readonly onValue: (value: number | null) => void
  /** It may be left empty. */
  readonly mayBeEmpty?: boolean
  /** What is wrong with it. */
  readonly fault?: string | undefined
  readonly id?: string
}

/** A number that is typed: what is none yet stays on the screen, is marked, and changes nothing. */
export function NumberInput({ label, value, onValue, mayBeEmpty = false, fault, id }: Props) {
  const [typed, setTyped] = useState({ text: write(value), of: value })
  if (typed.of !== value) setTyped({ text: write(value), of: value })
  const read = readNumber(typed.text)
  const isFaulty = read === undefined || (read === null && !mayBeEmpty) || fault !== undefined
  return (
    <input
      className="input recipe-number"
      inputMode="decimal"
      aria-label={label}
      title={fault}
      value={typed.text}
      {...(id !== undefined && { id })}
      {...(isFaulty && { 'aria-invalid': true })}
      onChange={({ target }) => {
        const next = readNumber(target.value)
        if (next === undefined || (next === null && !mayBeEmpty)) {
          setTyped({ text: target.value, of: value })
          return
        }
        setTyped({ text: target.value, of: next })
        if (next !== value) onValue(next)
      }}
    />
  )
}

function write(value: number | null): string {
  return value === null ? '' : String(value)
}
