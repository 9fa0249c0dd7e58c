import { Button, Segmented } from 'antd'
import { CloseOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { layers, levels, measures, spans } from './command-state.ts'
import type { CommandState, Layer, Level } from './command-state.ts'
import { useAreaPath } from './queries.ts'
import type { AddressChange } from '../../ui/list-address.ts'
import type { CommandData } from './queries.ts'

const packs = ['hotline', 'city-events', 'whistle', 'supervision'] as const

/** What is counted, how it is drawn, and to what everything is narrowed. */
export function FilterLine({
  state,
  change,
  data,
}: {
  data: CommandData
  state: CommandState
  change: (change: AddressChange) => void
}) {
  const { t } = useTranslation('command-view')
  return (
    <div className="command-filters" role="group" aria-label={t('filters')}>
      <Segmented<Layer>
        name="command-layer"
        aria-label={t('layer.label')}
        value={state.layer}
        options={layers.map((value) => ({ value, label: t(`layer.${value}`) }))}
        onChange={(show) => change({ show })}
      />
      <Segmented<Level>
        name="command-level"
        aria-label={t('level.label')}
        value={state.level}
        options={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
        onChange={(level) => change({ level })}
      />
      <Choice
        label={t('measure.label')}
        value={state.measure}
        options={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
        onChange={(count) => change({ count })}
      />
      <Choice
        label={t('pack.label')}
        value={state.pack ?? ''}
        options={[
          { value: '', label: t('pack.all') },
          ...packs.map((value) => ({ value, label: t(`pack.${value}`) })),
        ]}
        onChange={(pack) => change({ pack })}
      />
      <AreaChip state={state} change={change} />
      {state.category !== undefined && (
        <Chip
          label={t('without.category')}
          text={data.categories.data?.rows.find(({ key }) => key === state.category)?.name ?? state.category}
          onClose={() => change({ category: undefined })}
        />
      )}
      <span className="command-span">
        <Choice
          label={t('span.label')}
          value={state.days === undefined ? '' : String(state.days)}
          options={[
            { value: '', label: t('span.all') },
            ...spans.map((value) => ({ value, label: t(`span.${value}`) })),
          ]}
          onChange={(days) => change({ days })}
        />
      </span>
    </div>
  )
}

function AreaChip({ state, change }: { state: CommandState; change: (change: AddressChange) => void }) {
  const { t } = useTranslation('command-view')
  const { data } = useAreaPath(state.area)
  if (state.area === undefined) return undefined
  const text = data?.path.slice(1).map(({ name }) => name) ?? []
  return (
    <Chip
      label={t('without.area')}
      text={text.join(' › ') || (data?.name ?? state.area)}
      onClose={() => change({ area: undefined, level: undefined, at: undefined })}
    />
  )
}

function Chip({ label, text, onClose }: { label: string; text: string; onClose: () => void }) {
  return (
    <span className="command-chip">
      {text}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={label} onClick={onClose} />
    </span>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <select
      className="command-choice"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
