import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { Field, FieldGroup } from '../../ui/field.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useTell } from '../../wire/service-context.tsx'
import type { AnswerOf, previewHotRule } from '@duibiao/contract'
import { round } from './heat-terms.tsx'
import { useIssuesChanged } from './queries.ts'
import type { HotRule } from './queries.ts'
import { bounds, alertRecipients, ruleFields, ruleOf, textsOf } from './rule-form.ts'
import type { AlertRecipient, RuleField } from './rule-form.ts'

type Preview = AnswerOf<typeof previewHotRule>['rows']

/** The formula of the heat and when people are told: seen by all who see issues, changed by those who may, after a look at what it does. */
export function RuleDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('hot-issue')
  const query = useAsk('hot_rule.read', {})
  return (
    <Drawer open title={t('rule.title')} onClose={onClose} size={640} destroyOnHidden>
      <Shown query={query} rows={6}>
        {({ version, kept_at: keptAt, ...rule }) => (
          <RuleForm key={version} {...{ rule, version, keptAt, onClose }} />
        )}
      </Shown>
    </Drawer>
  )
}

interface RuleFormProps {
  readonly rule: HotRule
  readonly version: number
  readonly keptAt: string | undefined
  readonly onClose: () => void
}

function RuleForm({ rule, version, keptAt, onClose }: RuleFormProps) {
  const { t } = useTranslation('hot-issue')
  const formats = useFormats()
  const may = useMay()
  const isRuling = may('hot_rule.keep')
  const [texts, setTexts] = useState(textsOf(rule))
  const [told, setTold] = useState<readonly AlertRecipient[]>(rule.alert.told ?? alertRecipients)
  const { rule: written, faults } = ruleOf(texts)
  const wanted = written && { ...written, alert: { ...written.alert, told: [...told] } }
  return (
    <div className="issue-rule">
      <p className="issue-formula">{t('rule.formula')}</p>
      <p className="soft small">{t('rule.counted')}</p>
      <div className="issue-pairs">
        {ruleFields.map((name) => (
          <RuleInput
            key={name}
            name={name}
            value={texts[name]}
            isFaulty={faults.includes(name)}
            isFixed={!isRuling}
            onChange={(value) => setTexts({ ...texts, [name]: value })}
          />
        ))}
      </div>
      <FieldGroup label={t('rule.told')} name="rule-told" hint={t('rule.told_hint')}>
        {alertRecipients.map((role) => (
          <label key={role} className="choice">
            <input
              type="checkbox"
              disabled={!isRuling}
              checked={told.includes(role)}
              onChange={({ target }) =>
                setTold(alertRecipients.filter((one) => (one === role ? target.checked : told.includes(one))))
              }
            />
            <span>{t(`rule.hearer.${role}`)}</span>
          </label>
        ))}
      </FieldGroup>
      <p className="soft small">
        {keptAt === undefined ? t('rule.plain') : t('rule.kept', { version, at: formats.moment(keptAt) })}
      </p>
      {isRuling && <RuleActs key={JSON.stringify(wanted)} {...{ wanted, version, onClose }} />}
    </div>
  )
}

interface RuleInputProps {
  readonly name: RuleField
  readonly value: string
  readonly isFaulty: boolean
  readonly isFixed: boolean
  readonly onChange: (value: string) => void
}

function RuleInput({ name, value, isFaulty, isFixed, onChange }: RuleInputProps) {
  const { t } = useTranslation('hot-issue')
  const { least, most } = bounds[name]
  return (
    <Field
      label={t(`rule.${name}`)}
      name={`rule-${name}`}
      fault={isFaulty ? t('rule.fault', { least, most }) : undefined}
    >
      {(marks) => (
        <input
          {...marks}
          className="input"
          inputMode="decimal"
          readOnly={isFixed}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}

interface RuleActsProps {
  /** Undefined while something is wrong with it. */
  readonly wanted: HotRule | undefined
  readonly version: number
  readonly onClose: () => void
}

/** What the rule would change is looked at before it is kept. */
function RuleActs({ wanted, version, onClose }: RuleActsProps) {
  const { t } = useTranslation('hot-issue')
  const preview = useTell('hot_rule.preview')
  const keep = useTell('hot_rule.keep')
  const changed = useIssuesChanged()
  const toast = useToast()
  const [rows, setRows] = useState<Preview>()
  const [reason, setReason] = useState('')
  async function look(): Promise<void> {
    if (wanted === undefined) return
    try {
      const { value } = await preview.mutateAsync({ body: wanted })
      setRows(value.rows)
    } catch (error) {
      toast.failed(error)
    }
  }
  async function send(): Promise<void> {
    if (wanted === undefined) return
    try {
      await keep.mutateAsync({ body: { ...wanted, version, reason: reason.trim() } })
      await changed()
      toast.done(t('rule.done'))
      onClose()
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <>
      <Button disabled={wanted === undefined || preview.isPending} onClick={() => void look()}>
        {t('rule.preview')}
      </Button>
      {rows !== undefined && (
        <>
          <PreviewTable rows={rows} />
          <Field label={t('rule.reason')} name="rule-reason" hint={t('rule.reason_hint')} isRequired>
            {(marks) => (
              <input
                {...marks}
                className="input"
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
          <Button
            type="primary"
            disabled={keep.isPending || reason.trim() === ''}
            onClick={() => void send()}
          >
            {t('rule.keep')}
          </Button>
        </>
      )}
    </>
  )
}

function PreviewTable({ rows }: { rows: Preview }) {
  const { t } = useTranslation('hot-issue')
  const formats = useFormats()
  if (rows.length === 0) return <p role="status">{t('none')}</p>
  return (
    <div className="issue-frame" role="region" aria-label={t('rule.effect')} tabIndex={0}>
      <table className="issue-table">
        <caption>{t('rule.effect')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.name')}</th>
            <th scope="col" data-number="true">
              {t('column.heat')}
            </th>
            <th scope="col" data-number="true">
              {t('column.rank')}
            </th>
            <th scope="col" data-number="true">
              {t('rule.step')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 20).map((row) => (
            <tr key={row.issue}>
              <th scope="row" dir="auto">
                {row.name}
              </th>
              <td className="number">
                {formats.number(round(row.heat, 1))} → {formats.number(round(row.heat_then, 1))}
              </td>
              <td className="number">
                {row.rank} → {row.rank_then}
              </td>
              <td className="number">
                {row.step} → {row.step_then}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
