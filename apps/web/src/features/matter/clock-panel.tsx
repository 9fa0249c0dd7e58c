import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useClocks } from './queries.ts'
import type { Matter } from './queries.ts'

/** The clocks of a matter: by when, why then, and on what ground. Those that run stand first. */
export function ClockPanel({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  const clocks = useClocks(matter.id)
  return (
    <section className="matter-clocks panel" aria-labelledby="clocks">
      <h2 id="clocks">{t('clocks')}</h2>
      <Shown query={clocks} rows={3}>
        {({ rows }) => {
          if (rows.length === 0) return <p className="soft">{t('no_clocks')}</p>
          const sorted = rows.toSorted((one, other) => rank(one.status) - rank(other.status))
          return (
            <ul>
              {sorted.map((clock) => (
                <li key={clock.clock} data-status={clock.status}>
                  <div className="matter-clock">
                    <strong>{say(clock.name)}</strong>
                    <span className="matter-clock-kind small">{t(`clock.${clock.kind}`)}</span>
                    {clock.status === 'stopped' ? (
                      <span className="soft small">
                        {t(clock.breached_at === undefined ? 'clock.met' : 'clock.missed')}
                      </span>
                    ) : (
                      <MatterLamp
                        lamp={clock.lamp}
                        dueAt={clock.due_at}
                        remaining={clock.remaining}
                        status={clock.status === 'paused' ? 'suspended' : 'open'}
                      />
                    )}
                  </div>
                  {clock.due_at !== undefined && (
                    <p className="soft small">
                      {t('clock.due', { at: formats.moment(clock.due_at) })}
                      {clock.is_provisional && <strong> {t('clock.provisional')}</strong>}
                    </p>
                  )}
                  <details>
                    <summary className="small">{t('clock.why')}</summary>
                    <ol className="matter-why small">
                      {clock.explanation.map((line) => (
                        <li key={line}>{line}</li>
                      ))}
                    </ol>
                  </details>
                </li>
              ))}
            </ul>
          )
        }}
      </Shown>
    </section>
  )
}

function rank(status: string): number {
  return ['running', 'paused', 'stopped'].indexOf(status)
}
