import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Unsent } from '../../form/outbox.ts'
import { useOutbox } from '../../form/use-outbox.ts'
import { useFormats } from '../../text/format-context.tsx'
import { Empty } from '../../ui/screen-state.tsx'
import { useIsAway } from '../../wire/service-context.tsx'
import { useRoundOutbox } from './queries.ts'

/** Everything that lies here and is not with the service yet, and what arrived last. */
export function UnsentList() {
  const { t } = useTranslation('round')
  const formats = useFormats()
  const { unsent, arrived } = useOutbox(useRoundOutbox())
  return (
    <>
      <p className="soft">{t('unsent.what')}</p>
      {unsent.length === 0 && <Empty what={t('unsent.empty')} />}
      <ul className="round-cards" aria-label={t('unsent.title')}>
        {unsent.map((one) => (
          <li key={one.id} className="round-card" data-state={one.state}>
            <Waiting unsent={one} />
          </li>
        ))}
      </ul>
      {arrived.length > 0 && (
        <section aria-labelledby="arrived">
          <h2 id="arrived">{t('unsent.arrived')}</h2>
          <ul className="round-cards">
            {arrived.map((one) => (
              <li key={one.id}>
                <Link to={`/matters/${one.matter}`} className="round-card">
                  <strong dir="auto">{one.title}</strong>
                  <span className="round-foot small soft">
                    <span className="number">{one.receipt?.number}</span>
                    <span className="number">{formats.moment(one.at)}</span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Waiting({ unsent }: { unsent: Unsent }) {
  const { t } = useTranslation('round')
  const formats = useFormats()
  const isAway = useIsAway()
  const outbox = useRoundOutbox()
  const { modal } = App.useApp()
  const { id, title, state, refusal, at, task } = unsent
  const path = task === undefined ? `/patrol?draft=${id}` : `/round/${task.matter}/${task.task}`
  function drop(): void {
    modal.confirm({
      title: t('unsent.drop_ask'),
      content: t('unsent.drop_what'),
      okText: t('unsent.drop'),
      cancelText: t('unsent.keep'),
      okButtonProps: { danger: true },
      onOk: () => outbox.drop(id),
    })
  }
  return (
    <>
      <strong dir="auto">{title === '' ? t('unsent.untitled') : title}</strong>
      <span className="small soft">
        {t(state === 'wanted' && isAway ? 'unsent.state.away' : `unsent.state.${state}`)}{' '}
        <span className="number">{formats.moment(at)}</span>
      </span>
      {refusal !== undefined && <p className="round-fault">{refusal}</p>}
      {state !== 'wanted' && (
        <span className="round-acts">
          <Link className="press" data-kind="plain" to={path}>
            {t('unsent.go_on')}
          </Link>
          {state === 'refused' && (
            <button
              type="button"
              className="press"
              data-kind="plain"
              onClick={() => {
                const { refusal: _, ...rest } = unsent
                outbox.keep({ ...rest, state: 'wanted' })
              }}
            >
              {t('unsent.retry')}
            </button>
          )}
          <button type="button" className="round-link" onClick={drop}>
            {t('unsent.drop')}
          </button>
        </span>
      )}
    </>
  )
}
