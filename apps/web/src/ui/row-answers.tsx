import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import './row-answers.css'

/** What became of one row of several that were given a command at once. */
export interface RowAnswer {
  /** Of the matter. */
  readonly id: string
  readonly what: string
  /** What the service refused and what to do next; done when there is none. */
  readonly problem: { readonly title: string; readonly detail?: string | undefined } | undefined
}

/** An answer for each row: what was done, what was refused and why. */
export function RowAnswers({ answers, onClose }: { answers: readonly RowAnswer[]; onClose: () => void }) {
  const { t } = useTranslation('ui')
  const refused = answers.filter(({ problem }) => problem !== undefined)
  const done = answers.length - refused.length
  return (
    <Modal
      open
      width={640}
      title={t('answers.title')}
      okText={t('answers.close')}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={onClose}
      onCancel={onClose}
    >
      <p>
        {t('answers.done', { count: done })}
        {refused.length > 0 && t('answers.refused', { count: refused.length })}
      </p>
      <ul className="row-answers">
        {[...refused, ...answers.filter(({ problem }) => problem === undefined)].map(
          ({ id, what, problem }) => (
            <li key={id} data-refused={problem !== undefined}>
              <span className="row-answers-state">
                {t(problem === undefined ? 'answers.row_done' : 'answers.row_refused')}
              </span>
              <Link to={`/matters/${id}`} dir="auto">
                {what}
              </Link>
              {problem !== undefined && (
                <p className="small">
                  {problem.title}
                  {problem.detail !== undefined && problem.detail !== problem.title && ` ${problem.detail}`}
                </p>
              )}
            </li>
          ),
        )}
      </ul>
    </Modal>
  )
}
