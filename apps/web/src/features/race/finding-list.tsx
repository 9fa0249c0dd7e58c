import type { Finding } from './queries.ts'

/** Everything that is wrong with what was sent; nothing where nothing is. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  return (
    <div role="alert">
      {findings.length > 0 && (
        <ul className="race-findings">
          {findings.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {message} <code className="small soft">{path}</code>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
