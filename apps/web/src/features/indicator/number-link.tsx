import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import type { AddressChange } from '../../ui/list-address.ts'
import { useIndicatorState } from './use-indicator-state.ts'

interface NumberLinkProps {
  readonly text: string
  /** What the number is, for who hears only the link. */
  readonly label: string
  readonly count: number
  readonly opens: AddressChange
}

/** A number that opens its matters; nothing opens nothing. */
export function NumberLink({ text, label, count, opens }: NumberLinkProps) {
  const may = useMay()
  const { addressOf } = useIndicatorState()
  if (count === 0 || !may('indicator.matters')) return <span>{text}</span>
  return (
    <Link to={addressOf({ reason: undefined, ...opens })} aria-label={label}>
      {text}
    </Link>
  )
}
