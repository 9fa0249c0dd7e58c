import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Arrived, Unsent } from '../../form/outbox.ts'
import { useOutbox } from '../../form/use-outbox.ts'
import { useIsAway } from '../../wire/service-context.tsx'
import { useRoundOutbox } from './queries.ts'

interface SendingProps {
  readonly id: string
  /** Begins another report; not shown after a task. */
  readonly onAgain?: (() => void) | undefined
  /** Back to the form of one that was refused. */
  readonly onChange: () => void
}

/** What becomes of a form after somebody pressed send: waiting for a line, on its way, arrived, or refused. */
export function Sending({ id, onAgain, onChange }: SendingProps) {
  const { t } = useTranslation('round')
  const isAway = useIsAway()
  const { unsent, arrived } = useOutbox(useRoundOutbox())
  const waiting = unsent.find((one) => one.id === id)
  const came = arrived.find((one) => one.id === id)
  const state = stateOf(waiting, came, isAway)
  return (
    <section className="round-sending panel" data-state={state}>
      <div role="status">
        <h2>{t(`sending.${state}`)}</h2>
      </div>
      {came?.receipt !== undefined && <p className="round-number number">{came.receipt.number}</p>}
      {state === 'away' && <p className="soft">{t('sending.away_what')}</p>}
      {state === 'refused' && <p role="alert">{waiting?.refusal}</p>}
      <Acts came={came} state={state} onAgain={onAgain} onChange={onChange} />
    </section>
  )
}

function stateOf(waiting: Unsent | undefined, came: Arrived | undefined, isAway: boolean) {
  if (came !== undefined) return 'arrived'
  if (waiting?.state === 'refused') return 'refused'
  return isAway ? 'away' : 'now'
}

interface ActsProps extends Pick<SendingProps, 'onAgain' | 'onChange'> {
  readonly came: Arrived | undefined
  readonly state: ReturnType<typeof stateOf>
}

/** What can be done now: go on, or mend what was refused. */
function Acts({ came, state, onAgain, onChange }: ActsProps) {
  const { t } = useTranslation('round')
  return (
    <div className="round-acts">
      {state === 'refused' && (
        <button type="button" className="press" onClick={onChange}>
          {t('sending.change')}
        </button>
      )}
      {state !== 'refused' && onAgain !== undefined && (
        <button type="button" className="press" onClick={onAgain}>
          {t('sending.again')}
        </button>
      )}
      {came !== undefined && (
        <Link className="press" data-kind="plain" to={`/matters/${came.matter}`}>
          {t('sending.open')}
        </Link>
      )}
      <Link className="press" data-kind="plain" to="/round">
        {t('sending.back')}
      </Link>
    </div>
  )
}
