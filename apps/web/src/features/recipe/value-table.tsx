import { DataFrame } from '../../ui/data-frame.tsx'

interface Props {
  readonly label: string
  readonly units: readonly string[]
  readonly columns: readonly string[]
  readonly values: readonly (readonly (number | null)[])[]
}

/** Numbers by unit and column; what is missing is a dash. */
export function ValueTable({ label, units, columns, values }: Props) {
  return (
    <DataFrame label={label}>
      <table className="data-table recipe-values">
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column, place) => (
              // Two columns may be called the same.
              <th key={`${column} ${String(place)}`} scope="col" data-number="true">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit, row) => (
            <tr key={`${unit} ${String(row)}`}>
              <th scope="row">{unit}</th>
              {columns.map((column, place) => (
                <td key={`${column} ${String(place)}`} data-number="true">
                  {writeValue(values[row]?.[place])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

/** Six digits are enough to read; the table itself keeps all. */
export function writeValue(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(Number(value.toPrecision(6)))
}
