import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'
import { rowWidgets } from './area-input.tsx'
import { OpenWorkTable } from './open-work.tsx'
import { useOpenWork, useRegistryChanged } from './queries.ts'
import { answerIn } from './row-form.ts'

/** To whom what somebody has in hand goes, and why. */
function handOnForm(word: (key: string) => string): FormAnswer {
  const ways = ['posts', 'person']
  return {
    id: 'hand_on',
    schema: {
      type: 'object',
      properties: {
        'row-way': { type: 'string', enum: ways },
        'row-to': { type: 'string' },
        'row-reason': { type: 'string', minLength: 1, maxLength: 2000 },
      },
      required: ['row-way', 'row-reason'],
      allOf: [
        {
          if: { properties: { 'row-way': { const: 'person' } }, required: ['row-way'] },
          then: { required: ['row-to'] },
        },
      ],
    },
    fields: [
      { name: 'row-way', order: 1, widget: 'radio', level: 'internal', choices: ways },
      { name: 'row-to', order: 2, widget: 'person', level: 'internal', choices: [] },
      { name: 'row-reason', order: 3, widget: 'textarea', level: 'internal', choices: [] },
    ],
    texts: {
      'form.hand_on.row-way': word('hand_on.way'),
      'form.hand_on.row-way.posts': word('hand_on.posts'),
      'form.hand_on.row-way.person': word('hand_on.person'),
      'form.hand_on.row-to': word('hand_on.to'),
      'form.hand_on.row-reason': word('hand_on.reason'),
    },
  }
}

interface HandOnProps {
  readonly person: string
  readonly name: string
  readonly onClose: () => void
}

/** Passes on what somebody has in hand: nothing of it may stay with who is not there. */
export function HandOnDrawer({ person, name, onClose }: HandOnProps) {
  const { t } = useTranslation('registry')
  const work = useOpenWork('person', person)
  const tell = useTell('open_work.hand_on')
  const changed = useRegistryChanged()
  const toast = useToast()
  const [refusal, setRefusal] = useState<string>()
  async function pass(answers: Answers): Promise<void> {
    setRefusal(undefined)
    const to = answerIn(answers, 'way') === 'person' ? answerIn(answers, 'to') : ''
    const body = { reason: answerIn(answers, 'reason'), ...(to !== '' && { to }) }
    try {
      const { value } = await tell.mutateAsync({ params: { person }, body })
      await changed()
      if (value.stayed > 0) setRefusal(t('hand_on.stayed', { count: value.stayed }))
      else {
        toast.done(t('hand_on.done', { count: value.handed_on }))
        onClose()
      }
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('edit.failed'))
    }
  }
  return (
    <Drawer open title={t('hand_on.title', { name })} onClose={onClose} size={520} destroyOnHidden>
      <p className="registry-note">{t('hand_on.what')}</p>
      {work.data !== undefined && <OpenWorkTable work={work.data} label={t('work.title')} />}
      <SchemaForm
        form={handOnForm(t)}
        initial={{ 'row-way': 'posts' }}
        widgets={rowWidgets}
        act={t('hand_on.act')}
        isBusy={tell.isPending}
        refusal={refusal}
        onSubmit={(answers) => void pass(answers)}
      />
    </Drawer>
  )
}

/** What somebody has in hand, where it hinders nothing but must be known. */
export function HandOnNote({ person, onHandOn }: { person: string; onHandOn?: () => void }) {
  const { t } = useTranslation('registry')
  const { data } = useOpenWork('person', person)
  if (data === undefined || data.tasks === 0) return undefined
  return (
    <div className="registry-warning" role="status">
      <p>{t('hand_on.holds', { count: data.tasks })}</p>
      {onHandOn !== undefined && <Button onClick={onHandOn}>{t('hand_on.act')}</Button>}
    </div>
  )
}
