import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { codeOf } from '../../wire/refusal.ts'
import { useAsk } from '../../wire/service-context.tsx'
import { readEntry } from './entry-line.ts'
import { canonical, checkProof, proofSteps } from './proof-check.ts'
import type { Proof, ProofResult } from './proof-check.ts'
import { useEntries } from './queries.ts'
import type { Entry, Matter } from './queries.ts'

/** "Verify this record": shows, without believing the service, that an entry stands unchanged in the ledger. */
export function ProofTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const say = useWording()
  const formats = useFormats()
  const entries = useEntries(matter.id)
  const [chosen, setChosen] = useState<number>()
  return (
    <Shown query={entries}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        const entry = rows.find(({ seq }) => seq === chosen) ?? rows[0]
        if (entry === undefined) return <Empty what={t('proof.none')} />
        return (
          <div className="matter-proof">
            <p>{t('proof.what')}</p>
            <label className="matter-proof-choice">
              <span>{t('proof.choose')}</span>
              <select
                className="input"
                value={entry.seq}
                onChange={({ target }) => setChosen(Number(target.value))}
              >
                {rows.map((row) => (
                  <option key={row.seq} value={row.seq}>
                    {t('proof.entry', {
                      seq: row.seq,
                      at: formats.moment(row.recorded_at),
                      what: [
                        t(`entry.${row.kind}`, { defaultValue: t('entry.other') }),
                        ...readEntry(row).subject.map(say),
                      ].join(' '),
                    })}
                  </option>
                ))}
              </select>
            </label>
            <EntryProof key={entry.seq} matter={matter} entry={entry} />
          </div>
        )
      }}
    </Shown>
  )
}

function EntryProof({ matter, entry }: { matter: Matter; entry: Entry }) {
  const { t } = useTranslation('matter')
  const proof = useAsk('matter.proof', { params: { matter: matter.id, seq: entry.seq }, query: {} })
  const head = useAsk('ledger.checkpoint', {})
  const keys = head.data?.keys
  const shown = proof.data === undefined ? undefined : proofOf(proof.data)
  const result = useResult(
    shown,
    keys?.map(({ id }) => id),
  )
  if (codeOf(proof.error) === 'entry_not_sealed') return <Empty what={t('proof.unsealed')} />
  return (
    <Shown query={proof} rows={4}>
      {(found) => (
        <>
          <div className="matter-verdict" role="status" data-verdict={result?.verdict ?? 'pending'}>
            <strong>{t(`proof.${result?.verdict ?? 'pending'}`)}</strong>
            {result !== undefined && <p>{t(`proof.${result.verdict}_what`)}</p>}
          </div>
          {result !== undefined && (
            <ol className="matter-proof-steps">
              {proofSteps.map((step) => (
                <li key={step} data-verdict={result.steps[step]}>
                  <strong>{t(`proof.step.${step}`)}</strong>
                  <span className="matter-proof-mark">{t(`proof.mark.${result.steps[step]}`)}</span>
                  <p className="soft small">{t(`proof.step.${step}_what`)}</p>
                </li>
              ))}
            </ol>
          )}
          {shown !== undefined && <Figures proof={shown} entry={entry} />}
          <Button
            onClick={() =>
              saveFile(
                new Blob([`${canonical(found)}\n`], { type: 'application/json' }),
                `${matter.number}-${entry.seq}.proof.json`,
              )
            }
          >
            {t('proof.take')}
          </Button>
          <p className="soft small">{t('proof.verifier')}</p>
        </>
      )}
    </Shown>
  )
}

/** The answer has the shape of the file that the verifier reads. */
function proofOf(found: object): Proof {
  return found as unknown as Proof
}

/** What the check gave; it is made in this browser. */
function useResult(proof: Proof | undefined, keys: readonly string[] | undefined): ProofResult | undefined {
  const [result, setResult] = useState<ProofResult>()
  const published = keys?.join(' ')
  useEffect(() => {
    if (proof === undefined || published === undefined) return
    // Absent where the page came without TLS: nothing can be checked then.
    const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle
    if (subtle === undefined) setResult(unchecked)
    else void checkProof(proof, published.split(' '), subtle).then(setResult)
  }, [proof, published])
  return result
}

const unchecked: ProofResult = {
  steps: { content: 'unknown', path: 'unknown', signature: 'unknown', key: 'unknown' },
  verdict: 'unknown',
}

/** The figures themselves, to be compared with what was printed or published. */
function Figures({ proof, entry }: { proof: Proof; entry: Entry }) {
  const { t } = useTranslation('matter')
  const { checkpoint, key, path, position } = proof
  const figures = [
    ['hash', entry.hash],
    ['position', String(position + 1)],
    ['steps', String(path.length)],
    ['root', String(checkpoint['root'])],
    ['sealed', String(checkpoint['size'])],
    ['key', key.id],
  ] as const
  return (
    <details className="matter-figures">
      <summary>{t('proof.figures')}</summary>
      <dl className="matter-details">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`proof.figure.${name}`)}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
