import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { FindingList, findingsAt } from './finding-list.tsx'
import { NumberInput } from './number-input.tsx'
import type { SheetPartProps } from './recipe-part.ts'
import { blankCondition, blankItem, freeCode, groupsOf, itemKinds, regroup } from './sheet.ts'
import type { EntryItem, MarkItem } from './sheet.ts'
import { useSheetWords } from './sheet-words.ts'
import { TextCell } from './text-cell.tsx'
import { Pick } from './tree-cell.tsx'
import { WordingFields } from './wording-fields.tsx'

/** The lines of a mark sheet: each with its parameters, and in words. */
export function ItemFields({ sheet, onSheet, findings }: SheetPartProps) {
  const { t } = useTranslation('recipe')
  const { items } = sheet
  const [groups, setGroups] = useState(() => groupsOf(sheet))
  function put(changed: MarkItem[]): void {
    onSheet({ ...sheet, items: changed })
  }
  return (
    <>
      <Groups
        groups={groups}
        onGroups={(changed) => {
          setGroups(changed)
          put(regroup(sheet, changed))
        }}
      />
      {items.map((item, place) => (
        // Its code may be typed anew.
        <div key={String(place)} className="recipe-line">
          <OneItem
            item={item}
            number={place + 1}
            groups={groups}
            onItem={(changed) => put(items.with(place, changed))}
          />
          <FindingList
            findings={[
              ...findingsAt(findings, `/items/${item.code}`),
              ...findingsAt(findings, `/items/${place}`),
            ]}
          />
          {items.length > 1 && (
            <div>
              <Button size="small" onClick={() => put(items.toSpliced(place, 1))}>
                {t('sheet.field.remove_line', { number: place + 1 })}
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button
          size="small"
          onClick={() => put([...items, blankItem('deductive', { code: freeCode(sheet, 'line') }, groups)])}
        >
          {t('sheet.field.add_line')}
        </Button>
      </div>
    </>
  )
}

interface GroupsProps {
  readonly groups: readonly string[]
  readonly onGroups: (groups: readonly string[]) => void
}

/** Groups that are ranked apart, each with full marks of its own. */
function Groups({ groups, onGroups }: GroupsProps) {
  const { t } = useTranslation('recipe')
  const [text, setText] = useState(() => groups.join(t('and')))
  return (
    <Field label={t('sheet.field.groups')} name="sheet-groups" hint={t('sheet.field.groups_hint')}>
      {(marks) => (
        <input
          {...marks}
          className="input"
          value={text}
          onChange={({ target }) => {
            setText(target.value)
            const read = target.value.split(/[、,，;；\s]+/).filter((one) => one !== '')
            if (read.length > 0) onGroups([...new Set(read)])
          }}
        />
      )}
    </Field>
  )
}

interface OneProps {
  readonly item: MarkItem
  readonly number: number
  readonly groups: readonly string[]
  readonly onItem: (item: MarkItem) => void
}

function OneItem({ item, number, groups, onItem }: OneProps) {
  const { t } = useTranslation('recipe')
  const words = useSheetWords()
  const { sentence, details } = words.item(item)
  return (
    <>
      <h3>{t('sheet.field.line', { number })}</h3>
      <p>{sentence}</p>
      {details.map((detail) => (
        <p key={detail} className="soft">
          {detail}
        </p>
      ))}
      <label className="recipe-inline">
        <span>{t('sheet.field.kind')}</span>
        <Pick
          label={t('sheet.field.kind_of', { number })}
          value={item.kind}
          options={itemKinds.map((kind) => [kind, t(`sheet.kind.${kind}`)])}
          onValue={(value) => {
            const kind = itemKinds.find((one) => one === value)
            if (kind !== undefined) onItem(blankItem(kind, item, groups))
          }}
        />
      </label>
      <WordingFields
        name={`line-${number}`}
        label={t('sheet.field.line_name', { number })}
        value={item.name}
        onValue={(name) => onItem({ ...item, name })}
      />
      <Parameters item={item} onItem={onItem} />
    </>
  )
}

function Parameters({ item, onItem }: Pick<OneProps, 'item' | 'onItem'>) {
  switch (item.kind) {
    case 'scored':
      return (
        <div className="recipe-inline">
          <Named name="fact" value={item.fact} onValue={(fact) => onItem({ ...item, fact })} />
          <Amount name="target" value={item.target} onValue={(target) => onItem({ ...item, target })} />
          <Full full={item.full} onFull={(full) => onItem({ ...item, full })} />
        </div>
      )
    case 'additive':
    case 'deductive':
      return (
        <div className="recipe-inline">
          <Named name="fact" value={item.fact} onValue={(fact) => onItem({ ...item, fact })} />
          <Amount name="each" value={item.each} onValue={(each) => onItem({ ...item, each })} />
          <Amount name="most" value={item.most} onValue={(most) => onItem({ ...item, most })} />
        </div>
      )
    case 'entries':
      return <Entries item={item} onItem={onItem} />
  }
}

interface EntriesProps {
  readonly item: EntryItem
  readonly onItem: (item: EntryItem) => void
}

function Entries({ item, onItem }: EntriesProps) {
  const { t } = useTranslation('recipe')
  const { multipliers } = item
  return (
    <>
      <div className="recipe-inline">
        <Named name="amount" value={item.amount} onValue={(amount) => onItem({ ...item, amount })} />
        <Named name="task" value={item.task} onValue={(task) => onItem({ ...item, task })} />
        <Full full={item.full} onFull={(full) => onItem({ ...item, full })} />
        <Amount name="most" value={item.most} onValue={(most) => onItem({ ...item, most })} />
      </div>
      <ConditionFields
        title={t('sheet.field.eligible')}
        conditions={item.eligible}
        onConditions={(eligible) => onItem({ ...item, eligible })}
      />
      {multipliers.map((multiplier, place) => (
        // A multiplier is known by its place alone.
        <div key={String(place)} className="recipe-multiplier">
          <div className="recipe-inline">
            <span>{t('sheet.field.factor', { number: place + 1 })}</span>
            <NumberInput
              label={t('sheet.field.factor', { number: place + 1 })}
              value={multiplier.factor}
              onValue={(factor) => {
                if (factor !== null)
                  onItem({ ...item, multipliers: multipliers.with(place, { ...multiplier, factor }) })
              }}
            />
            <Button
              size="small"
              onClick={() => onItem({ ...item, multipliers: multipliers.toSpliced(place, 1) })}
            >
              {t('sheet.field.remove_factor', { number: place + 1 })}
            </Button>
          </div>
          <ConditionFields
            isNeeded
            title={t('sheet.field.any_of', { number: place + 1 })}
            conditions={multiplier.anyOf}
            onConditions={(anyOf) =>
              onItem({ ...item, multipliers: multipliers.with(place, { ...multiplier, anyOf }) })
            }
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          onClick={() =>
            onItem({ ...item, multipliers: [...multipliers, { anyOf: [blankCondition()], factor: 1.5 }] })
          }
        >
          {t('sheet.field.add_factor')}
        </Button>
      </div>
    </>
  )
}

type FactName = 'fact' | 'amount' | 'task'
type AmountName = 'target' | 'each' | 'most'

function Named(props: {
  readonly name: FactName
  readonly value: string
  readonly onValue: (value: string) => void
}) {
  const { t } = useTranslation('recipe')
  const label = t(`sheet.field.${props.name}`)
  return (
    <label className="recipe-inline">
      <span>{label}</span>
      <TextCell label={label} value={props.value} onValue={props.onValue} />
    </label>
  )
}

function Amount(props: {
  readonly name: AmountName
  readonly value: number
  readonly onValue: (value: number) => void
}) {
  const { t } = useTranslation('recipe')
  const label = t(`sheet.field.${props.name}`)
  return (
    <label className="recipe-inline">
      <span>{label}</span>
      <NumberInput
        label={label}
        value={props.value}
        onValue={(value) => {
          if (value !== null) props.onValue(value)
        }}
      />
    </label>
  )
}

/** Full marks of each group. */
function Full(props: {
  readonly full: Record<string, number>
  readonly onFull: (full: Record<string, number>) => void
}) {
  const { t } = useTranslation('recipe')
  return Object.entries(props.full).map(([group, marks]) => {
    const label = t('sheet.field.full', { group })
    return (
      <label key={group} className="recipe-inline">
        <span>{label}</span>
        <NumberInput
          label={label}
          value={marks}
          onValue={(value) => {
            if (value !== null) props.onFull({ ...props.full, [group]: value })
          }}
        />
      </label>
    )
  })
}
