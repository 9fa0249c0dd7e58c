import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAsk } from '../../wire/service-context.tsx'

/** After the last key, milliseconds: who is typing is not talked to. */
const pause = 900

/** The text once nobody has typed for a while. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

interface FindingsProps {
  readonly matter: string
  readonly field: string
  readonly text: string
}

/** What rules find in a reply while it is written, with their reasons. They stop nothing: whoever writes decides. */
export function ReplyFindings({ matter, field, text }: FindingsProps) {
  const { t } = useTranslation('matter')
  const settled = useSettled(text.trim())
  const isWritten = text.trim() !== '' && settled !== ''
  const given = { params: { matter }, body: { field, text: settled } }
  const check = useAsk('reply.check', given, { isWanted: isWritten, staysFor: Infinity, keeps: true })
  const findings = (isWritten && check.data?.findings) || []
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  // It is said once for each set of findings, not for each key: the same words are not said again.
  const told = kinds.map((kind) => t(`reply.${kind}.title`)).join(t('reply.and'))
  return (
    <>
      <p role="status" className="unseen">
        {kinds.length > 0 && t('reply.told', { count: kinds.length, told })}
      </p>
      {findings.length > 0 && (
        <section className="reply-findings" aria-label={t('reply.title')}>
          <h3>{t('reply.title')}</h3>
          <ul>
            {findings.map(({ kind, text: quoted, matter: other }, index) => (
              <li key={`${kind}-${index}`}>
                <strong>{t(`reply.${kind}.title`)}</strong>
                <span>{t(`reply.${kind}.why`)}</span>
                {quoted !== undefined && <q className="words">{quoted}</q>}
                {other !== undefined && (
                  <Link to={`/matters/${other.id}`} target="_blank">
                    {other.number} <span className="words">{other.title}</span>
                  </Link>
                )}
              </li>
            ))}
          </ul>
          <p className="soft small">{t('reply.free')}</p>
        </section>
      )}
    </>
  )
}
