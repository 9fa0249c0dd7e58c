import { Button, Input } from 'antd'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import '../../app/password-form.css'
import { useMe } from '../../app/me.tsx'
import { Field } from '../../ui/field.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'
import { findPasswordFault } from './new-password.ts'
import type { NewPassword } from './new-password.ts'
import { PasswordFields } from './password-fields.tsx'

interface Props {
  readonly onDone: () => void
  /** Without it there is no way round. */
  readonly onLeave?: () => void
  /** What the old one is called: the first one was made by somebody else. */
  readonly isFirst?: boolean
}

/** The old password and a new one; what is refused is told beside its field. */
export function PasswordChange({ onDone, onLeave, isFirst = false }: Props) {
  const { t } = useTranslation('own-account')
  const { account } = useMe()
  const change = useTell('password.change')
  const [old, setOld] = useState('')
  const [value, setValue] = useState<NewPassword>({ first: '', again: '' })
  const [isTried, setTried] = useState(false)
  const problem = change.error instanceof Refusal ? change.error.problem : undefined
  const isWeak = problem?.code === 'password_weak'
  function submit(event: FormEvent): void {
    event.preventDefault()
    setTried(true)
    if (old === '' || Object.keys(findPasswordFault(value)).length > 0) return
    change.mutate({ body: { old, new: value.first } }, { onSuccess: onDone })
  }
  function edit(next: NewPassword): void {
    if (isWeak) change.reset()
    setValue(next)
  }
  const oldFault = isTried && old === '' ? t('password.fault.missing') : isWeak ? undefined : problem?.detail
  return (
    <form className="own-account-form" onSubmit={submit} noValidate>
      {/* Password managers keep the new one under this name. */}
      <input
        className="unseen"
        type="text"
        autoComplete="username"
        value={account}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <Field label={t(isFirst ? 'password.first' : 'password.old')} name="old-password" fault={oldFault}>
        {(field) => (
          <Input.Password
            {...field}
            autoComplete="current-password"
            required
            autoFocus
            value={old}
            onChange={({ target }) => setOld(target.value)}
          />
        )}
      </Field>
      <PasswordFields
        value={value}
        onChange={edit}
        isTried={isTried}
        refusal={isWeak ? problem.detail : undefined}
      />
      <p className="soft small">{t('password.ends')}</p>
      <div className="own-account-acts">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('password.submit')}
        </Button>
        {onLeave !== undefined && <Button onClick={onLeave}>{t('leave')}</Button>}
      </div>
    </form>
  )
}
