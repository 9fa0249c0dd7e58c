import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { useOffices } from '../../ui/office-picker.tsx'
import { findOffices } from '../../ui/office-tree.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Failed } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { dutyPath, officePath } from './address.ts'
import { BasisList } from './basis-list.tsx'
import { useNames } from './names.ts'
import { Block, DutySiblings, Facts } from './piece.tsx'
import './registry.css'

/** Who must do something: whether an office may be given an item, the row that says so, and whom to turn to instead. */
export function DutyCheck() {
  const { t } = useTranslation('registry')
  const [search, setSearch] = useSearchParams()
  const [item, office] = [search.get('item') ?? '', search.get('office') ?? '']
  const as = search.get('as') === 'assist' ? 'assist' : 'lead'
  function say(change: Readonly<Record<string, string>>): void {
    setSearch((now) => writeAddress(now, change), { replace: true })
  }
  return (
    <div className="registry-page">
      <PageHead title={t('duty.check')} what={<DutySiblings />} />
      <div className="registry-question panel">
        <ItemField value={item} onChoose={(next) => say({ item: next })} />
        <OfficeField value={office} onChoose={(next) => say({ office: next })} />
        <Field label={t('check.as')} name="check-as">
          {(marks) => (
            <select
              {...marks}
              className="input"
              value={as}
              onChange={({ target }) => say({ as: target.value })}
            >
              <option value="lead">{t('check.lead')}</option>
              <option value="assist">{t('check.assist')}</option>
            </select>
          )}
        </Field>
      </div>
      {item !== '' && office !== '' ? (
        <Verdict item={item} office={office} as={as} />
      ) : (
        <p className="soft registry-none">{t('check.begin')}</p>
      )}
    </div>
  )
}

interface ChooseProps {
  readonly value: string
  readonly onChoose: (id: string) => void
}

function ItemField({ value, onChoose }: ChooseProps) {
  const { t } = useTranslation('registry')
  const [typed, setTyped] = useState<string>()
  const wanted = (typed ?? '').trim()
  const found = useAsk('duty.list', { query: { name: wanted, limit: 20 } }, { isWanted: wanted !== '' })
  const chosen = useAsk('duty.list', { query: { item: value, limit: 1 } }, { isWanted: value !== '' })
  const name = chosen.data?.rows[0]?.name ?? value
  const label = t('check.item')
  return (
    <Field label={label} name="check-item">
      {(marks) => (
        <Combobox
          marks={marks}
          label={label}
          placeholder={t('check.type')}
          text={typed ?? name}
          none={wanted === '' ? t('check.type') : t('input.none')}
          choices={(found.data?.rows ?? []).map((row) => ({
            id: row.item,
            name: row.name,
            beside: t(`choice.duty_list.${row.list}`),
          }))}
          onType={setTyped}
          onChoose={(id) => {
            setTyped(undefined)
            onChoose(id)
          }}
        />
      )}
    </Field>
  )
}

function OfficeField({ value, onChoose }: ChooseProps) {
  const { t } = useTranslation('registry')
  const offices = useOffices()
  const [typed, setTyped] = useState<string>()
  const name = offices.find(({ id }) => id === value)?.name ?? value
  const label = t('check.office')
  return (
    <Field label={label} name="check-office">
      {(marks) => (
        <Combobox
          marks={marks}
          label={label}
          placeholder={t('check.type')}
          text={typed ?? name}
          none={t('input.none')}
          choices={findOffices(offices, typed ?? '').map((office) => ({ id: office.id, name: office.name }))}
          onType={setTyped}
          onChoose={(id) => {
            setTyped(undefined)
            onChoose(id)
          }}
        />
      )}
    </Field>
  )
}

function Verdict(query: { readonly item: string; readonly office: string; readonly as: 'lead' | 'assist' }) {
  const { t } = useTranslation('registry')
  const names = useNames()
  const { data, error } = useAsk('duty.check', { query })
  if (error !== null) return <Failed error={error} />
  if (data === undefined) return undefined
  const { is_allowed: isAllowed, row, reason, next, act } = data
  return (
    <div role="status">
      <p className="registry-verdict" data-allowed={isAllowed}>
        <strong>{t(isAllowed ? 'check.allowed' : 'check.refused')}</strong> {reason}
      </p>
      {row !== undefined && (
        <Block title={t('check.row')}>
          <Facts
            lines={[
              [t('field.duties.name'), <Link to={dutyPath(row.id)}>{row.name}</Link>],
              [t('field.duties.kind'), t(`choice.duty_kind.${row.kind}`)],
              [t('check.only'), act],
              [t('field.legalBasis'), <BasisList basis={row.legal_basis} />],
            ]}
          />
        </Block>
      )}
      {next !== undefined && (
        <p>
          {next.office === undefined ? (
            t(`check.next.${next.kind}`)
          ) : (
            <>
              {t('check.turn')} <Link to={officePath(next.office)}>{names.office(next.office)}</Link>
            </>
          )}
        </p>
      )}
    </div>
  )
}
