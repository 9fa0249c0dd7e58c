import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { Matter, MatterAsk } from './queries.ts'

type AskClock = MatterAsk['clocks'][number]

/** Whether any clock is left that could still be extended or paused; yes where none is meant. */
export function isAskOpen({ clocks }: MatterAsk): boolean {
  return clocks.length === 0 || clocks.some(({ is_open: isOpen }) => isOpen)
}

/** What may come of something that is asked for, and what the pack and the law say of it: before it is written, not after. */
export function AskGround({ matter, ask }: { matter: Matter; ask: MatterAsk }) {
  return (
    <div className="matter-ask">
      {ask.clocks.map((clock) => (
        <ClockGround key={clock.clock} clock={clock} />
      ))}
      {ask.decision !== undefined && ask.clocks.length > 0 && (
        <Rules pack={matter.pack} decision={ask.decision} />
      )}
    </div>
  )
}

function ClockGround({ clock }: { clock: AskClock }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  const units = useTranslation('look')
  const { act, amount, unit, most, used, ground, due_at: dueAt, is_open: isOpen } = clock
  return (
    <>
      <dl className="matter-details">
        <div>
          <dt>{t('ask.clock')}</dt>
          <dd>
            {say(clock.name)}
            {dueAt !== undefined && (
              <span className="soft"> {t('ask.before', { at: formats.end(dueAt) })}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t(`ask.${act}`)}</dt>
          <dd>
            {act === 'pause' && t('ask.pause_what')}
            {act === 'extend' &&
              (amount === undefined || unit === undefined
                ? t('ask.extend_free')
                : t('ask.extend_by', { amount: units.t(`unit.${unit}`, { count: amount }) }))}
            {act === 'extend' && most !== undefined && (
              <span className="soft"> {t('ask.times', { most, used })}</span>
            )}
          </dd>
        </div>
        {ground !== undefined && (
          <div>
            <dt>{t('ask.ground')}</dt>
            <dd>{ground}</dd>
          </div>
        )}
      </dl>
      {!isOpen && (
        <p className="matter-refusal" role="alert">
          {t(`ask.closed.${reasonOf(clock)}`)}
        </p>
      )}
    </>
  )
}

function reasonOf({ is_over: isOver, most, used }: AskClock): 'over' | 'used' | 'idle' {
  if (isOver) return 'over'
  return most !== undefined && used !== undefined && used >= most ? 'used' : 'idle'
}

/** The lines of the table that decides whether it may be asked for, as the pack words them. */
function Rules({ pack, decision }: { pack: string; decision: string }) {
  const { t } = useTranslation('matter')
  const may = useMay()
  const { data } = useAsk(
    'pack.decision',
    { params: { pack, decision } },
    { isWanted: may('pack.decision'), staysFor: Infinity },
  )
  // A table that decides whether something may be asked for says so in an output of this name.
  const place = data?.table?.outputs.findIndex(({ name }) => name === 'admissible') ?? -1
  const rules = data?.table?.rules.flatMap(({ id, description: line, outputs }) =>
    line === undefined ? [] : [{ id, line, verdict: outputs[place] === 'false' ? 'no' : 'yes' } as const],
  )
  if (data === undefined || rules === undefined || rules.length === 0) return undefined
  return (
    <div className="matter-rules">
      <h3>{t('ask.rules')}</h3>
      {data.description !== undefined && <p lang="zh">{data.description}</p>}
      <ul>
        {rules.map(({ id, line, verdict }) => (
          <li key={id}>
            <span className="soft">{t(`ask.line.${verdict}`)}</span>
            {line}
          </li>
        ))}
      </ul>
    </div>
  )
}
