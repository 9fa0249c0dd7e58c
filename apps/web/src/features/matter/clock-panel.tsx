import type { AnswerOf, listClocks } from '@duibiao/contract'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useClocks } from './queries.ts'
import type { Matter } from './queries.ts'

type Clock = AnswerOf<typeof listClocks>['rows'][number]

/** The clocks of a matter: by when, why then, and on what ground. Those that run stand first. */
export function ClockPanel({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  const clocks = useClocks(matter.id)
  const [explained, setExplained] = useState<string>()
  const opened = clocks.data?.rows.find(({ clock }) => clock === explained)
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
                      {t('clock.due', { at: formats.end(clock.due_at) })}
                      {clock.is_provisional && <strong> {t('clock.provisional')}</strong>}
                    </p>
                  )}
                  <Button
                    type="link"
                    size="small"
                    aria-label={t('clock.why_of', { clock: say(clock.name) })}
                    onClick={() => setExplained(clock.clock)}
                  >
                    {t('clock.why')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }}
      </Shown>
      {opened !== undefined && <ClockDrawer clock={opened} onClose={() => setExplained(undefined)} />}
    </section>
  )
}

/** Why a clock ends when it does: what its length rests on, and the count day by day. */
function ClockDrawer({ clock, onClose }: { clock: Clock; onClose: () => void }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  return (
    <Drawer open title={t('clock.why_of', { clock: say(clock.name) })} onClose={onClose} size={520}>
      <dl className="matter-details matter-ground">
        <div>
          <dt>{t('clock.kind')}</dt>
          <dd>
            {t(`clock.${clock.kind}`)} <span className="soft">{t(`clock.${clock.kind}_what`)}</span>
          </dd>
        </div>
        <div>
          <dt>{t('clock.ground')}</dt>
          <dd>{clock.ground}</dd>
        </div>
        {clock.due_at !== undefined && (
          <div>
            <dt>{t('clock.end')}</dt>
            <dd>
              {formats.end(clock.due_at)}
              {clock.is_provisional && <strong> {t('clock.provisional')}</strong>}
            </dd>
          </div>
        )}
      </dl>
      <h3>{t('clock.count')}</h3>
      <ol className="matter-why">
        {clock.explanation.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </Drawer>
  )
}

function rank(status: string): number {
  return ['running', 'paused', 'stopped'].indexOf(status)
}
