import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { NumberInput } from './number-input.tsx'
import type { Content } from './queries.ts'
import { TextCell } from './text-cell.tsx'

type Node = Content['nodes'][number]

type TreeColumn = 'code' | 'zh' | 'en' | 'parent' | 'weight' | 'direction' | 'source'

export function Head({ columns }: { columns: readonly TreeColumn[] }) {
  const { t } = useTranslation('recipe')
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {t(`tree.column.${column}`)}
          </th>
        ))}
        <td />
      </tr>
    </thead>
  )
}

interface NamesProps {
  readonly one: Pick<Node, 'code' | 'name'>
  readonly onChange: (change: Pick<Partial<Node>, 'code' | 'name'>) => void
}

export function Names({ one: { code, name }, onChange }: NamesProps) {
  const { t } = useTranslation('recipe')
  return (
    <>
      <td>
        <TextCell
          label={t('tree.of', { what: t('tree.column.code'), code })}
          value={code}
          onValue={(value) => onChange({ code: value })}
        />
      </td>
      {(['zh', 'en'] as const).map((language) => (
        <td key={language}>
          <TextCell
            label={t('tree.of', { what: t(`tree.column.${language}`), code })}
            value={name[language]}
            onValue={(value) => onChange({ name: { ...name, [language]: value } })}
          />
        </td>
      ))}
    </>
  )
}

export function Weight({
  one,
  onWeight,
}: {
  one: Pick<Node, 'code' | 'weight'>
  onWeight: (weight: number) => void
}) {
  const { t } = useTranslation('recipe')
  return (
    <NumberInput
      label={t('tree.of', { what: t('tree.column.weight'), code: one.code })}
      value={one.weight}
      onValue={(weight) => {
        if (weight !== null) onWeight(weight)
      }}
    />
  )
}

interface ParentProps {
  readonly content: Content
  readonly of: string
  readonly value: string
  readonly onValue: (parent: string) => void
}

export function Parent({ content, of, value, onValue }: ParentProps) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  return (
    <Pick
      label={t('tree.of', { what: t('tree.column.parent'), code: of })}
      value={value}
      options={content.nodes
        .filter(({ code }) => code !== of)
        .map(({ code, name }) => [code, say(name) === '' ? code : say(name)])}
      onValue={onValue}
    />
  )
}

interface PickProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
  readonly onValue: (value: string) => void
}

export function Pick({ label, value, options, onValue }: PickProps) {
  return (
    <select
      className="input"
      aria-label={label}
      value={value}
      onChange={({ target }) => onValue(target.value)}
    >
      {options.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </select>
  )
}

export function Remove({ of, onRemove }: { readonly of: string; readonly onRemove: () => void }) {
  const { t } = useTranslation('recipe')
  return (
    <Button type="text" size="small" aria-label={t('tree.remove', { code: of })} onClick={onRemove}>
      ×
    </Button>
  )
}
