import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { findPasswordFault, leastLength, mostLength } from './new-password.ts'
import type { NewPassword } from './new-password.ts'

interface Props {
  readonly value: NewPassword
  readonly onChange: (value: NewPassword) => void
  /** Whether somebody tried to send it: before that nothing is called wrong. */
  readonly isTried: boolean
  /** Why the service refused it. */
  readonly refusal: string | undefined
}

/** A new password, twice, with the rules above it. */
export function PasswordFields({ value, onChange, isTried, refusal }: Props) {
  const { t } = useTranslation('own-account')
  const faults = isTried ? findPasswordFault(value) : {}
  const first =
    faults.first === undefined
      ? refusal
      : t(`password.fault.${faults.first}`, { least: leastLength, most: mostLength })
  return (
    <>
      <ul className="own-account-rules soft small" id="password-rules">
        <li>{t('password.rule.length', { least: leastLength, most: mostLength })}</li>
        <li>{t('password.rule.any')}</li>
        <li>{t('password.rule.common')}</li>
        <li>{t('password.rule.lasting')}</li>
      </ul>
      <Field label={t('password.new')} name="new-password" fault={first}>
        {(field) => (
          <Input.Password
            {...field}
            autoComplete="new-password"
            required
            value={value.first}
            onChange={({ target }) => onChange({ ...value, first: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('password.again')}
        name="new-password-again"
        fault={faults.again && t(`password.fault.${faults.again}`)}
      >
        {(field) => (
          <Input.Password
            {...field}
            autoComplete="new-password"
            required
            value={value.again}
            onChange={({ target }) => onChange({ ...value, again: target.value })}
          />
        )}
      </Field>
    </>
  )
}
