import type { DutyRow } from './queries.ts'
import { cellText } from './row-form.ts'

/** Laws and articles on which something rests. */
export function BasisList({ basis }: { basis: DutyRow['legal_basis'] }) {
  return (
    <ul className="registry-basis">
      {basis.map((one) => (
        <li key={`${one.law} ${one.article}`}>{cellText([one])}</li>
      ))}
    </ul>
  )
}
