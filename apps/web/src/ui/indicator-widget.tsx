import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { plainWidgets } from '../form/plain-widget.tsx'
import type { WidgetProps, Widgets } from '../form/widget.ts'
import { useMay } from '../app/me.tsx'
import { useWording } from '../text/format-context.tsx'
import { useAsk } from '../wire/service-context.tsx'
import { unknownNames } from './indicator-name.ts'

/** What indicators are called; nothing where one may not ask. */
function useIndicatorNames() {
  const may = useMay()
  return useAsk('indicator.names', {}, { isWanted: may('indicator.names'), staysFor: 600_000 }).data?.rows
}

/** The name of one indicator, offered from those that are defined. */
function IndicatorInput({ field, marks, value, onChange }: WidgetProps) {
  const say = useWording()
  const names = useIndicatorNames() ?? []
  const list = useId()
  const { note, described } = useUnknown(marks, typeof value === 'string' ? [value] : [])
  return (
    <>
      <input
        {...marks}
        {...described}
        className="input"
        type="text"
        name={field.name}
        required={field.isRequired}
        dir="auto"
        list={list}
        value={typeof value === 'string' ? value : ''}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      />
      <datalist id={list}>
        {names.map(({ indicator, name }) => (
          <option key={indicator} value={say(name)} />
        ))}
      </datalist>
      {note}
    </>
  )
}

/** Names of indicators, one a line. */
function IndicatorsInput(props: WidgetProps) {
  const { value, marks } = props
  const { note, described } = useUnknown(marks, Array.isArray(value) ? value.map(String) : [])
  const Lines = plainWidgets['lines']?.Input
  return (
    <>
      {Lines !== undefined && <Lines {...props} marks={{ ...marks, ...described }} />}
      {note}
    </>
  )
}

/** A finding beside the field: names that no indicator has. It hinders nobody: an indicator of another place is written like that. */
function useUnknown(marks: WidgetProps['marks'], written: readonly string[]) {
  const { t } = useTranslation('ui')
  const known = useIndicatorNames()
  const unknown = known === undefined ? [] : unknownNames(written, known)
  const id = `${marks.id}-unknown`
  const note: ReactNode = (
    <p id={id} className="field-hint" role="status">
      {unknown.length > 0 &&
        t('indicator.unknown', { count: unknown.length, names: unknown.join(t('indicator.and')) })}
    </p>
  )
  const described = [marks['aria-describedby'], id].filter((one) => one !== undefined).join(' ')
  return { note, described: { 'aria-describedby': described } }
}

/** The widgets of packs that ask for indicators by their names. */
export const indicatorWidgets: Widgets = {
  indicator: { Input: IndicatorInput },
  indicators: { Input: IndicatorsInput },
}
