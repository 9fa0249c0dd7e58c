import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DiagramView } from '../../ui/diagram-view.tsx'
import { Failed, Loading } from '../../ui/screen-state.tsx'
import { useService } from '../../wire/service-context.tsx'
import { PartChoice, useChosenPart } from './part-choice.tsx'
import { stepsIn } from './procedure-step.ts'
import type { PackTabProps } from './queries.ts'

/** The procedures of a pack as their authors drew them, and each step as a line of a list. */
export function ProcedureTab({ reference, pack }: PackTabProps) {
  const { t } = useTranslation('pack')
  const chosen = useChosenPart(pack.procedures)
  const part = pack.procedures.find(({ id }) => id === chosen)
  const { xml, error } = useProcedure(reference, chosen)
  return (
    <div className="pack-two">
      <PartChoice label={t('tab.procedure')} parts={pack.procedures} />
      <div className="pack-shown">
        <h3>{part?.name}</h3>
        {error !== undefined && <Failed error={error} />}
        {xml === undefined && error === undefined && <Loading />}
        {xml !== undefined && (
          <>
            <DiagramView xml={xml} label={part?.name ?? chosen} />
            <Steps xml={xml} texts={pack.texts} />
          </>
        )}
      </div>
    </div>
  )
}

/** Every step in words: for those who cannot see the picture, and to be searched. */
function Steps({ xml, texts }: { xml: string; texts: Readonly<Record<string, string>> }) {
  const { t } = useTranslation('pack')
  const steps = stepsIn(xml, texts)
  return (
    <details className="pack-steps">
      <summary>{t('steps', { count: steps.length })}</summary>
      <table className="pack-table">
        <thead>
          <tr>
            <th scope="col">{t('step.name')}</th>
            <th scope="col">{t('step.kind')}</th>
            <th scope="col">{t('step.next')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ id, name, kind, next }) => (
            <tr key={id}>
              <td>
                {name} <code className="soft small">{id}</code>
              </td>
              <td>{t(`step_kind.${kind}`, { defaultValue: kind })}</td>
              <td>
                {next.map(({ name: target, when }) => (
                  <p key={`${target} ${when}`}>{when === '' ? target : t('step.when', { when, target })}</p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** The BPMN of a procedure; it comes as a file. */
function useProcedure(pack: string, procedure: string) {
  const service = useService()
  const [found, setFound] = useState<{
    readonly key: string
    readonly xml?: string
    readonly error?: unknown
  }>()
  const key = `${pack} ${procedure}`
  useEffect(() => {
    let isWanted = true
    service
      .download('pack.procedure', { params: { pack, procedure } })
      .then((file) => file.text())
      .then(
        (xml) => isWanted && setFound({ key, xml }),
        (error: unknown) => isWanted && setFound({ key, error }),
      )
    return () => {
      isWanted = false
    }
  }, [service, pack, procedure, key])
  return found?.key === key ? found : { xml: undefined, error: undefined }
}
