import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import type { FormAnswer } from '../../form/form-definition.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { Empty } from '../../ui/screen-state.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'
import type { Matter } from './queries.ts'

type Detail = Matter['details'][number]

/** What a matter is about, in the words of its forms; and who it concerns, masked as far as the law wants it. */
export function ContentTab({ matter }: { matter: Matter }) {
  const { t } = useTranslation('matter')
  const parties = matter.details.filter((detail) => isGuarded(matter, detail))
  const plain = matter.details.filter((detail) => !isGuarded(matter, detail))
  const long = plain.filter(isLong)
  const short = plain.filter((detail) => !isLong(detail))
  if (matter.details.length === 0) return <Empty what={t('content.empty')} />
  return (
    <div className="matter-content">
      {long.map((detail) => (
        <section key={detail.name}>
          <h3>{detail.label}</h3>
          <p className="words">{detail.text}</p>
        </section>
      ))}
      {parties.length > 0 && <Parties matter={matter} parties={parties} />}
      {short.length > 0 && (
        <dl className="matter-details">
          {short.map((detail) => (
            <div key={detail.name}>
              <dt>{detail.label}</dt>
              <dd className="words">{detail.text}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** It concerns people, or is masked for whoever looks: both stand where they can be asked for. */
function isGuarded({ masked }: Matter, { name, is_personal }: Detail): boolean {
  return is_personal || masked.includes(name)
}

function isLong({ widget, text }: Detail): boolean {
  return widget === 'textarea' && text.length > 12
}

interface PartiesProps {
  readonly matter: Matter
  readonly parties: readonly Detail[]
}

/** What names or reaches people. What is masked is seen for a reason only, which is kept with who saw it. */
function Parties({ matter, parties }: PartiesProps) {
  const { t } = useTranslation('matter')
  const may = useMay()
  const [wanted, setWanted] = useState<Detail>()
  const [revealed, setRevealed] = useState<Readonly<Record<string, string>>>({})
  return (
    <section className="matter-parties">
      <h3>{t('party.title')}</h3>
      {matter.is_secret && <p className="matter-secret">{t('party.secret')}</p>}
      <dl>
        {parties.map((detail) => (
          <div key={detail.name}>
            <dt>{detail.label}</dt>
            <dd>
              <span className="words">{revealed[detail.name] ?? detail.text}</span>
              {matter.masked.includes(detail.name) &&
                revealed[detail.name] === undefined &&
                may('matter.reveal') && (
                  <Button
                    size="small"
                    aria-label={t('party.reveal_of', { field: detail.label })}
                    onClick={() => setWanted(detail)}
                  >
                    {t('party.reveal')}
                  </Button>
                )}
            </dd>
          </div>
        ))}
      </dl>
      {wanted !== undefined && (
        <Reveal
          matter={matter}
          detail={wanted}
          onClose={() => setWanted(undefined)}
          onShown={(value) => {
            setRevealed((all) => ({ ...all, [wanted.name]: value }))
            setWanted(undefined)
          }}
        />
      )}
    </section>
  )
}

interface RevealProps {
  readonly matter: Matter
  readonly detail: Detail
  readonly onClose: () => void
  readonly onShown: (value: string) => void
}

function Reveal({ matter, detail, onClose, onShown }: RevealProps) {
  const { t } = useTranslation('matter')
  const reveal = useTell('matter.reveal')
  const refusal = reveal.error instanceof Refusal ? reveal.error.problem.detail : undefined
  function ask(reason: string): void {
    reveal.mutate(
      { params: { matter: matter.id }, body: { variable: detail.name, reason } },
      { onSuccess: ({ value: { value } }) => onShown(String(value)) },
    )
  }
  return (
    <Modal open footer={null} title={t('party.reveal_of', { field: detail.label })} onCancel={onClose}>
      <p className="matter-consequence">{t('party.why')}</p>
      <SchemaForm
        form={reasonForm(t('field.reason'))}
        act={t('party.reveal')}
        isBusy={reveal.isPending}
        refusal={refusal}
        onSubmit={({ 'reveal-reason': reason }) => ask(String(reason))}
      />
    </Modal>
  )
}

/** A form that asks for a reason and nothing else. */
export function reasonForm(label: string): FormAnswer {
  return {
    id: 'reveal',
    schema: {
      type: 'object',
      properties: { 'reveal-reason': { type: 'string', minLength: 1, maxLength: 500 } },
      required: ['reveal-reason'],
    },
    fields: [{ name: 'reveal-reason', order: 1, widget: 'textarea', level: 'internal', choices: [] }],
    texts: { 'form.reveal.reveal-reason': label },
  }
}
