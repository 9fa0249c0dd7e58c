import { Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { clockUnits, isClockUnit, useAmount } from './amount.ts'
import { Ground, Origin } from './ground.tsx'
import { useSettings } from './queries.ts'
import type { ParameterValue, Parameter, Setting } from './queries.ts'
import { SettlementForm } from './settlement-form.tsx'

interface Props {
  readonly pack: string
  readonly parameter: Parameter
  readonly onClose: () => void
}

/** One parameter: what the law allows, a value of the district's own with its dates and ground, and everything said of it. */
export function ParameterDrawer({ pack, parameter, onClose }: Props) {
  const { t } = useTranslation('parameter')
  const may = useMay()
  const say = useWording()
  const { title, name, fixed, values } = parameter
  return (
    <Drawer open title={say(title)} onClose={onClose} size={560} destroyOnHidden>
      <div className="parameter-drawer">
        <Bounds values={values} />
        {fixed !== undefined && <p className="parameter-note">{t('fixed', { reason: say(fixed) })}</p>}
        {fixed === undefined && may('pack.set') && <OwnValue {...{ pack, parameter, onClose }} />}
        <section>
          <h3>{t('all_values')}</h3>
          <ul className="parameter-values">
            {values.map((value) => (
              <Said key={`${value.origin} ${value.preset ?? ''} ${value.from}`} value={value} />
            ))}
          </ul>
        </section>
        <History pack={pack} name={name} />
      </div>
    </Drawer>
  )
}

/** What the laws in force at the place leave to the district. */
function Bounds({ values }: { values: readonly ParameterValue[] }) {
  const { t } = useTranslation('parameter')
  const amount = useAmount()
  const laws = values.filter(({ bound }) => bound !== undefined)
  if (laws.length === 0) return <p className="parameter-note">{t('bound.free')}</p>
  return (
    <ul className="parameter-note">
      {laws.map((law) => (
        <li key={`${law.from} ${law.preset ?? ''}`}>
          {t(`bound.${law.bound ?? 'exact'}`, {
            value: amount(law),
            from: law.from,
            law: law.legal_basis?.law ?? '',
            article: law.legal_basis?.article ?? '',
          })}
        </li>
      ))}
    </ul>
  )
}

function Said({ value }: { value: ParameterValue }) {
  const { t } = useTranslation('parameter')
  const amount = useAmount()
  return (
    <li>
      <strong>{amount(value)}</strong>
      <span className="number soft">
        {t(value.to === undefined ? 'dates.open' : 'dates.closed', { from: value.from, to: value.to ?? '' })}
      </span>
      <Origin value={value} />
      <Ground value={value} />
    </li>
  )
}

/** Everything the district decided about it: who, when, from when on, on what ground. */
function History({ pack, name }: { pack: string; name: string }) {
  const { t } = useTranslation('parameter')
  const settings = useSettings(pack)
  return (
    <section>
      <h3>{t('history')}</h3>
      <Shown query={settings} rows={2}>
        {({ rows }) => {
          const own = rows.filter((setting) => setting.kind === 'parameter' && setting.name === name)
          if (own.length === 0) return <p className="soft">{t('no_history')}</p>
          return (
            <ol className="parameter-values" reversed>
              {own.toReversed().map((setting) => (
                <Decided key={setting.number} setting={setting} />
              ))}
            </ol>
          )
        }}
      </Shown>
    </section>
  )
}

function Decided({ setting }: { setting: Setting }) {
  const { t } = useTranslation('parameter')
  const formats = useFormats()
  const amount = useAmount()
  const { legal_basis: basis, from, to, recorded_at: at, recorded_by: by } = setting
  return (
    <li>
      <strong>{amount(setting)}</strong>
      <span className="number soft">
        {t(to === undefined ? 'dates.open' : 'dates.closed', { from, to: to ?? '' })}
      </span>
      <span>{t('basis', { law: basis.law, article: basis.article })}</span>
      <span className="soft small">{t('recorded', { by, at: formats.moment(at) })}</span>
    </li>
  )
}

function OwnValue({ pack, parameter, onClose }: Props) {
  const { t } = useTranslation('parameter')
  const { name, values, current } = parameter
  const sample = current ?? values.at(-1)
  const [value, setValue] = useState('')
  const [unit, setUnit] = useState(sample?.unit ?? '')
  const isLimit = isClockUnit(sample?.unit)
  const hasOwn = current?.origin === 'district'
  return (
    <section>
      <h3>{t('own.title')}</h3>
      <p className="soft">{t('own.what')}</p>
      <SettlementForm
        pack={pack}
        wish={{ kind: 'parameter', name, value: value.trim(), ...(isLimit && unit !== '' && { unit }) }}
        {...(hasOwn && { takeBack: { kind: 'parameter', name, value: null } })}
        onDone={onClose}
      >
        <Field label={t('own.value')} name="own-value" isRequired>
          {(marks) => (
            <span className="parameter-amount">
              {typeof sample?.value === 'boolean' ? (
                <select
                  {...marks}
                  className="input"
                  value={value}
                  onChange={({ target }) => setValue(target.value)}
                >
                  <option value="">{t('own.choose')}</option>
                  <option value="true">{t('amount.yes')}</option>
                  <option value="false">{t('amount.no')}</option>
                </select>
              ) : (
                <input
                  {...marks}
                  className="input"
                  value={value}
                  inputMode={typeof sample?.value === 'number' ? 'decimal' : 'text'}
                  autoComplete="off"
                  onChange={({ target }) => setValue(target.value)}
                />
              )}
              {isLimit && (
                <select
                  className="input"
                  aria-label={t('own.unit')}
                  value={unit}
                  onChange={({ target }) => setUnit(target.value)}
                >
                  {clockUnits.map((one) => (
                    <option key={one} value={one}>
                      {t(`unit_name.${one}`)}
                    </option>
                  ))}
                </select>
              )}
            </span>
          )}
        </Field>
      </SettlementForm>
    </section>
  )
}
