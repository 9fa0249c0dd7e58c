import { createContext, use, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WidgetProps, Widgets } from '../form/widget.ts'
import { useAsk, useAskPages } from '../wire/service-context.tsx'
import { Combobox } from './combobox.tsx'
import type { Choice } from './combobox.tsx'
import { findOffices, officesBelow } from './office-tree.ts'
import type { Office } from './office-tree.ts'

/** What offices are chosen for: with an item, streets and communities are held against their duty lists. */
interface DutyGround {
  readonly item?: string | undefined
  readonly as?: 'lead' | 'assist'
}

const DutyContext = createContext<DutyGround>({})
export const DutyProvider = DutyContext

const day = 600_000

/** Every office of the district; they hardly ever change, and typing in them must not wait for anybody. */
export function useOffices(): readonly Office[] {
  const pages = useAskPages('office.list', { query: { limit: 200, fields: 'id,name,kind,parent,area' } })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return pages.data?.pages.flatMap(({ rows }) => rows) ?? []
}

/** Chooses an office by typing or down the tree; says what the duty list thinks of it. */
function OfficeInput({ field, marks, value, onChange }: WidgetProps) {
  const { t } = useTranslation('ui')
  const offices = useOffices()
  const [typed, setTyped] = useState<string>()
  const [at, setAt] = useState<string>()
  const chosen = offices.find(({ id }) => id === value)
  const text = typed ?? chosen?.name ?? ''
  const found = typed === undefined || typed === '' ? officesBelow(offices, at) : findOffices(offices, typed)
  const folders = new Set(offices.map(({ parent }) => parent))
  const place = offices.find(({ id }) => id === at)
  const choices = found.map((office): Choice => ({
    id: office.id,
    name: office.name,
    beside: <DutyMark office={office} />,
    isFolder: folders.has(office.id),
  }))
  return (
    <>
      <Combobox
        marks={marks}
        label={field.label}
        placeholder={t('picker.search_office')}
        text={text}
        choices={choices}
        none={t('picker.none')}
        place={
          place !== undefined &&
          (typed ?? '') === '' && (
            <p className="combobox-place soft small">{t('picker.below', { name: place.name })}</p>
          )
        }
        onType={(next) => {
          setTyped(next)
          if (next === '') onChange(undefined)
        }}
        onChoose={(id) => {
          setTyped(undefined)
          onChange(id)
        }}
        onEnter={setAt}
        onLeave={() => setAt(place?.parent)}
      />
      {chosen !== undefined && typed === undefined && <DutyNote office={chosen} onTurn={onChange} />}
    </>
  )
}

function isListed({ kind }: Office): boolean {
  return kind === 'street_office' || kind === 'community'
}

/** Whether the duty list lets an office have an item; undefined where no list binds it or nothing is known yet. */
function useDuty(office: Office | undefined) {
  const { item = '', as = 'lead' } = use(DutyContext)
  const isWanted = office !== undefined && item !== '' && isListed(office)
  return useAsk('duty.check', { query: { office: office?.id ?? '', item, as } }, { isWanted, staysFor: day })
    .data
}

function DutyMark({ office }: { office: Office }) {
  const { t } = useTranslation('ui')
  const duty = useDuty(office)
  if (duty === undefined) return undefined
  return (
    <span className="duty-mark" data-allowed={duty.is_allowed}>
      {t(duty.is_allowed ? 'duty.allowed' : 'duty.refused')}
    </span>
  )
}

/** What the list says of the office that was chosen, and who can be given it instead. */
function DutyNote({ office, onTurn }: { office: Office; onTurn: (id: string) => void }) {
  const { t } = useTranslation('ui')
  const { item } = use(DutyContext)
  const duty = useDuty(office)
  if (isListed(office) && item === undefined) {
    return <p className="field-hint soft small">{t('duty.no_item')}</p>
  }
  if (duty === undefined) return undefined
  const { is_allowed: isAllowed, row, reason, next } = duty
  return (
    <div className="duty-note small" data-allowed={isAllowed} role="status">
      <p>{isAllowed ? t('duty.row', { name: row?.name, row: row?.id }) : reason}</p>
      {next?.office !== undefined && <Turn office={next.office} onTurn={onTurn} />}
    </div>
  )
}

function Turn({ office, onTurn }: { office: string; onTurn: (id: string) => void }) {
  const { t } = useTranslation('ui')
  const { data } = useAsk('office.read', { params: { office } }, { staysFor: day })
  return (
    <button type="button" className="press" data-kind="plain" onClick={() => onTurn(office)}>
      {t('duty.turn', { name: data?.name ?? office })}
    </button>
  )
}

/** Chooses an item of the duty lists by a part of its name. What is typed and not chosen stands as it was typed. */
function ItemInput({ field, marks, value, onChange }: WidgetProps) {
  const { t } = useTranslation('ui')
  const text = typeof value === 'string' ? value : ''
  const [typed, setTyped] = useState('')
  const found = useAsk(
    'duty.list',
    { query: { name: typed, limit: 12 } },
    { isWanted: typed.trim() !== '', staysFor: day },
  )
  const row = useAsk(
    'duty.list',
    { query: { item: text, limit: 1 } },
    { isWanted: isItem(text), staysFor: day },
  )
  const name = row.data?.rows[0]?.name
  return (
    <>
      <Combobox
        marks={marks}
        label={field.label}
        placeholder={t('duty.search')}
        text={text}
        none={typed === '' ? t('duty.type') : t('picker.none')}
        choices={(found.data?.rows ?? []).map((one) => ({
          id: one.item,
          name: one.name,
          beside: (
            <span className="duty-mark" data-allowed={one.kind === 'basic'}>
              {t(`duty.kind.${one.list}.${one.kind}`)}
            </span>
          ),
        }))}
        onType={(next) => {
          setTyped(next)
          onChange(next === '' ? undefined : next)
        }}
        onChoose={onChange}
      />
      {name !== undefined && <p className="field-hint soft small">{name}</p>}
    </>
  )
}

/** Codes of items are Latin letters and figures; words of a category are none. */
function isItem(text: string): boolean {
  return /^[A-Z][\w.-]+$/u.test(text)
}

/** The widgets of a dispatch: an office and an item, held against the duty lists in a `DutyProvider`. */
export const dispatchWidgets: Widgets = {
  office: { Input: OfficeInput },
  tree: { Input: ItemInput },
}
