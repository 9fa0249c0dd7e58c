import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useNow, useWording } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { useSettings } from './queries.ts'
import type { Setting } from './queries.ts'
import { SettlementForm } from './settlement-form.tsx'

type Kind = 'preset' | 'place'

/** The preset that the district has chosen, and where it lies: both decide which values are law here. */
export function DistrictChoice({ pack }: { pack: string }) {
  const { t } = useTranslation('parameter')
  const say = useWording()
  const may = useMay()
  const settings = useSettings(pack)
  const presets = usePresets(pack)
  const today = dayOf(useNow())
  const [open, setOpen] = useState<Kind>()
  const kinds: readonly Kind[] = presets.size === 0 ? ['place'] : ['preset', 'place']
  const rows = settings.data?.rows ?? []
  return (
    <dl className="parameter-district">
      {kinds.map((kind) => {
        const value = inForce(rows, kind, today)?.value ?? undefined
        const preset = presets.get(String(value))
        return (
          <div key={kind}>
            <dt>{t(`district.${kind}`)}</dt>
            <dd>
              {value === undefined ? (
                <span className="soft">{t(`district.no_${kind}`)}</span>
              ) : kind === 'preset' && preset !== undefined ? (
                say(preset)
              ) : (
                String(value)
              )}
              {may('pack.set') && (
                <Button size="small" onClick={() => setOpen(kind)}>
                  {t(`district.change_${kind}`)}
                </Button>
              )}
            </dd>
          </div>
        )
      })}
      {open !== undefined && (
        <ChoiceDrawer pack={pack} kind={open} presets={presets} onClose={() => setOpen(undefined)} />
      )}
    </dl>
  )
}

type Presets = ReadonlyMap<string, { readonly zh: string; readonly en: string }>

function usePresets(pack: string): Presets {
  const { data } = useAsk('pack.read', { params: { pack } }, { staysFor: 600_000 })
  const presets = data?.manifest['presets']
  // The manifest was checked against its schema when the pack was installed.
  return new Map(Object.entries((presets ?? {}) as Readonly<Record<string, { zh: string; en: string }>>))
}

/** The last one recorded of those that hold today. */
function inForce(rows: readonly Setting[], wanted: Kind, today: string): Setting | undefined {
  return rows.findLast(
    ({ kind, from, to }) => kind === wanted && from <= today && (to === undefined || today <= to),
  )
}

function dayOf(now: number): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
}

interface DrawerProps {
  readonly pack: string
  readonly kind: Kind
  readonly presets: Presets
  readonly onClose: () => void
}

function ChoiceDrawer({ pack, kind, presets, onClose }: DrawerProps) {
  const { t } = useTranslation('parameter')
  const say = useWording()
  const [value, setValue] = useState('')
  return (
    <Drawer open title={t(`district.change_${kind}`)} onClose={onClose} size={560} destroyOnHidden>
      <div className="parameter-drawer">
        <p className="parameter-note">{t(`district.${kind}_what`)}</p>
        <SettlementForm
          pack={pack}
          wish={{ kind, value: value.trim() }}
          takeBack={{ kind, value: null }}
          onDone={onClose}
        >
          <Field label={t(`district.${kind}`)} name={`district-${kind}`} isRequired>
            {(marks) =>
              kind === 'preset' ? (
                <select
                  {...marks}
                  className="input"
                  value={value}
                  onChange={({ target }) => setValue(target.value)}
                >
                  <option value="">{t('own.choose')}</option>
                  {[...presets].map(([preset, title]) => (
                    <option key={preset} value={preset}>
                      {say(title)}
                    </option>
                  ))}
                </select>
              ) : (
                <input
                  {...marks}
                  className="input"
                  value={value}
                  onChange={({ target }) => setValue(target.value)}
                />
              )
            }
          </Field>
        </SettlementForm>
      </div>
    </Drawer>
  )
}
