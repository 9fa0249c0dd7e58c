import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DiagramView } from '../../ui/diagram-view.tsx'
import type { DiagramMark } from '../../ui/diagram-mark.ts'
import { useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { Matter } from './queries.ts'

/** The procedure of a matter with its live position, and the same as a list. */
export function ProcedureTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const procedures = useAsk('matter.procedure', { params: { matter: matter.id } })
  const [chosen, setChosen] = useState(0)
  return (
    <Shown query={procedures}>
      {({ rows }) => {
        const shown = rows[chosen] ?? rows[0]
        if (shown === undefined) return undefined
        const marks: DiagramMark[] = [
          ...shown.visited.map(({ element }): DiagramMark => ({ element, kind: 'visited' })),
          ...shown.positions.map(({ element, tokens, is_overdue }): DiagramMark => ({
            element,
            kind: is_overdue ? 'overdue' : 'live',
            words: t(is_overdue ? 'procedure.overdue' : 'procedure.live', { count: tokens }),
          })),
        ]
        return (
          <>
            {rows.length > 1 && (
              <nav className="matter-procedures" aria-label={t('procedure.choose')}>
                {rows.map((row, index) => (
                  <button
                    key={row.hash}
                    type="button"
                    className="press"
                    data-kind="plain"
                    aria-pressed={row === shown}
                    onClick={() => setChosen(index)}
                  >
                    {say(row.name)}
                  </button>
                ))}
              </nav>
            )}
            <p className="soft small">
              {t('procedure.version', { name: say(shown.name), version: shown.version })}
            </p>
            <DiagramView xml={shown.bpmn} marks={marks} label={say(shown.name)} />
            <ul className="matter-positions">
              {shown.positions.map((position) => (
                <li key={position.element}>
                  <strong>{say(position.name)}</strong>
                  <span className="soft">
                    {t(position.is_overdue ? 'procedure.overdue' : 'procedure.live', {
                      count: position.tokens,
                    })}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )
      }}
    </Shown>
  )
}
