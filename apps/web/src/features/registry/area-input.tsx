import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WidgetProps, Widgets } from '../../form/widget.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { useAreas } from './queries.ts'

/** The most that is offered at once. */
const most = 30

/** Chooses an area by a part of its name or its code. */
function AreaInput({ field, marks, value, onChange }: WidgetProps) {
  const { t } = useTranslation('registry')
  const areas = useAreas()
  const [typed, setTyped] = useState<string>()
  const chosen = areas.find(({ id }) => id === value)
  const names = new Map(areas.map(({ id, name }) => [id, name]))
  const text = typed ?? chosen?.name ?? (typeof value === 'string' ? value : '')
  const wanted = (typed ?? '').trim()
  return (
    <Combobox
      marks={marks}
      label={field.label}
      placeholder={t('input.area')}
      text={text}
      none={t('input.none')}
      choices={areas
        .filter(({ name, id, code }) => `${name} ${id} ${code ?? ''}`.includes(wanted))
        .slice(0, most)
        .map(({ id, name, level, parent }) => ({
          id,
          name,
          beside: `${t(`choice.area_level.${level}`)} ${names.get(parent ?? '') ?? ''}`,
        }))}
      onType={(next) => {
        setTyped(next)
        if (next === '') onChange(undefined)
      }}
      onChoose={(id) => {
        setTyped(undefined)
        onChange(id)
      }}
    />
  )
}

/** Chooses a post by a part of its name or of its office's. */
function PostInput({ field, marks, value, onChange }: WidgetProps) {
  const { t } = useTranslation('registry')
  const [typed, setTyped] = useState<string>()
  const [name, setName] = useState('')
  const wanted = (typed ?? '').trim()
  const found = useAsk(
    'post.list',
    { query: { name: wanted, limit: 20 } },
    { isWanted: wanted !== '', staysFor: 60_000 },
  )
  const rows = wanted === '' ? [] : (found.data?.rows ?? [])
  return (
    <Combobox
      marks={marks}
      label={field.label}
      placeholder={t('input.post')}
      text={typed ?? (value === undefined ? '' : name)}
      none={wanted === '' ? t('input.post') : t('input.none')}
      choices={rows.map((post) => ({
        id: post.id,
        name: post.name,
        beside: `${post.office} ${post.holders.map((holder) => holder.name).join(' ')}`,
      }))}
      onType={(next) => {
        setTyped(next)
        if (next === '') onChange(undefined)
      }}
      onChoose={(id) => {
        setName(rows.find((post) => post.id === id)?.name ?? id)
        setTyped(undefined)
        onChange(id)
      }}
    />
  )
}

/** Inputs of the forms of the registry. */
export const rowWidgets: Widgets = {
  ...registryWidgets,
  area: { Input: AreaInput },
  post: { Input: PostInput },
}
