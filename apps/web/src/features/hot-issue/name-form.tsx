import { Button } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'
import { useIssuesChanged } from './queries.ts'
import type { IssueDetail } from './queries.ts'

/** Calls an issue by another name, or by that of its middle report again. */
export function NameForm({ issue, onDone }: { issue: IssueDetail; onDone: () => void }) {
  const { t } = useTranslation('hot-issue')
  const tell = useTell('hot_issue.name')
  const changed = useIssuesChanged()
  const toast = useToast()
  const [name, setName] = useState(issue.name)
  async function send(wanted: string): Promise<void> {
    try {
      await tell.mutateAsync({ params: { issue: issue.issue }, body: { name: wanted } })
      await changed()
      toast.done(t('name.done'))
      onDone()
    } catch (error) {
      toast.failed(error)
    }
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() !== '') void send(name.trim())
  }
  return (
    <form className="issue-name panel" onSubmit={submit}>
      <Field label={t('name.label')} name="issue-name" hint={t('name.hint')} isRequired>
        {(marks) => (
          <input
            {...marks}
            className="input"
            maxLength={100}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <div className="issue-acts">
        <Button type="primary" htmlType="submit" disabled={tell.isPending || name.trim() === ''}>
          {t('name.save')}
        </Button>
        {issue.is_named && (
          <Button disabled={tell.isPending} onClick={() => void send('')}>
            {t('name.back')}
          </Button>
        )}
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
