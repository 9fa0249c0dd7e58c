import type { AnswerOf, loadCalendar } from '@duibiao/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'

export type Report = AnswerOf<typeof loadCalendar>

interface Props {
  readonly report: Report
  readonly isPending: boolean
  readonly refusal: string | undefined
  readonly onConfirm: () => void
  readonly onBack: () => void
}

/** What a notice would do: faults, days that change, clocks that move. Nothing is written until it is confirmed. */
export function NoticeReport({ report, isPending, refusal, onConfirm, onBack }: Props) {
  const { t } = useTranslation('parameter')
  const say = useWording()
  const formats = useFormats()
  const { findings, is_known: isKnown, changed, matters, clocks, is_whole: isWhole, first } = report
  if (findings.length > 0) {
    return (
      <div className="calendar-form">
        <p role="alert" className="parameter-refusal">
          {t('notice.faulty', { count: findings.length })}
        </p>
        <ul>
          {findings.map(({ code, element, message }) => (
            <li key={`${code} ${element} ${message.en}`}>{say(message)}</li>
          ))}
        </ul>
        <Button onClick={onBack}>{t('notice.back')}</Button>
      </div>
    )
  }
  if (isKnown) {
    return (
      <div className="calendar-form">
        <p role="status">{t('notice.known')}</p>
        <Button onClick={onBack}>{t('notice.back')}</Button>
      </div>
    )
  }
  return (
    <div className="calendar-form">
      <p role="status">
        <strong>{t('notice.tried')}</strong>
      </p>
      <section>
        <h3>{t('notice.changed', { count: changed.length })}</h3>
        <ul className="calendar-changed">
          {changed.map(({ date, is_working: isWorking }) => (
            <li key={date} data-working={isWorking}>
              <span>{formats.day(`${date}T12:00:00+08:00`)}</span>
              <span>{t(isWorking ? 'notice.to_work' : 'notice.to_off')}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>
          {t(isWhole ? 'notice.clocks' : 'notice.clocks_part', {
            count: clocks,
            number: formats.number(clocks),
            matters: formats.number(matters),
          })}
        </h3>
        {first.length > 0 && <Moves moves={first} />}
        <p className="soft">{t('notice.consequence')}</p>
      </section>
      <div role="alert" className="parameter-refusal">
        {refusal}
      </div>
      <div className="parameter-acts">
        <Button type="primary" loading={isPending} onClick={onConfirm}>
          {t('notice.confirm')}
        </Button>
        <Button onClick={onBack}>{t('notice.back')}</Button>
      </div>
    </div>
  )
}

/** Some of the clocks that would move. Their matters are not shown to administrators, only their numbers. */
function Moves({ moves }: { moves: Report['first'] }) {
  const { t } = useTranslation('parameter')
  const formats = useFormats()
  return (
    <table className="calendar-moves">
      <thead>
        <tr>
          {(['number', 'clock', 'before', 'after'] as const).map((name) => (
            <th key={name} scope="col">
              {t(`move.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => (
          <tr key={`${move.matter} ${move.clock}`}>
            <td className="number">{move.number}</td>
            <td>{move.clock}</td>
            <td className="number">{move.before.due_at && formats.end(move.before.due_at)}</td>
            <td className="number">{move.after.due_at && formats.end(move.after.due_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
