import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { Field } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useService } from '../../wire/service-context.tsx'
import { Facts } from './piece.tsx'
import type { Person } from './queries.ts'

type ContactKind = Person['contacts'][number]['kind']

/** How somebody is reached; what is masked is shown with a reason that is kept. */
export function Contacts({ person }: { person: Person }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const service = useService()
  const toast = useToast()
  const [shown, setShown] = useState<Partial<Readonly<Record<ContactKind, string>>>>({})
  const [asked, setAsked] = useState<ContactKind>()
  const [reason, setReason] = useState('')
  async function reveal(contact: ContactKind): Promise<void> {
    setAsked(undefined)
    try {
      const { value } = await service.ask('person.reveal', {
        params: { person: person.id },
        body: { contact, reason: reason.trim() },
      })
      setShown((now) => ({ ...now, [contact]: value.value }))
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <>
      <Facts
        lines={person.contacts.map(({ kind, value, is_masked: isMasked }) => [
          t(`contact.${kind}`),
          <>
            <span className="number">{shown[kind] ?? value}</span>
            {isMasked && shown[kind] === undefined && may('person.reveal') && (
              <Button size="small" type="link" onClick={() => setAsked(kind)}>
                {t('contact.show')}
              </Button>
            )}
          </>,
        ])}
      />
      {asked !== undefined && (
        <Modal
          open
          title={t('contact.reveal', { what: t(`contact.${asked}`) })}
          okText={t('contact.show')}
          okButtonProps={{ disabled: reason.trim() === '' }}
          onOk={() => void reveal(asked)}
          onCancel={() => setAsked(undefined)}
        >
          <Field label={t('contact.why')} name="reveal-reason" isRequired>
            {(marks) => (
              <input
                {...marks}
                className="input"
                maxLength={200}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
        </Modal>
      )}
    </>
  )
}
