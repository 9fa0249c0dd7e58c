import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plainWidgets } from '../form/plain-widget.tsx'
import type { FormField } from '../form/form-definition.ts'
import type { Answers } from '../form/schema-fault.ts'
import type { WidgetProps, Widgets } from '../form/widget.ts'
import { useFormats } from '../text/format-context.tsx'
import { useAsk } from '../wire/service-context.tsx'
import type { RowOf } from '../wire/service-context.tsx'
import { Combobox } from './combobox.tsx'
import './code-picker.css'

/** A code of a list of a pack. */
type Code = RowOf<'pack.codes'>

const noCodes: readonly Code[] = []

/** The codes of a list; a list never changes within a version of its pack. */
function useCodes(pack: string | undefined, list: string | undefined): readonly Code[] {
  const given = { params: { pack: pack ?? '', list: list ?? '' } }
  const isWanted = pack !== undefined && list !== undefined
  return useAsk('pack.codes', given, { isWanted, staysFor: Infinity }).data?.rows ?? noCodes
}

/** What a form is answered with when a code is chosen: its value, and what goes with it as far as the form asks for that. */
function answersOf(
  { name }: Pick<FormField, 'name'>,
  fields: readonly Pick<FormField, 'name'>[],
  code: Code,
): Answers {
  const others = Object.entries(code.with).filter(([column]) => fields.some((field) => field.name === column))
  return { [name]: code.value, ...Object.fromEntries(others) }
}

/** The code that a form is answered with: codes of two kinds may have one value. */
function codeIn(
  codes: readonly Code[],
  { name }: Pick<FormField, 'name'>,
  answers: Answers,
): Code | undefined {
  const alike = codes.filter(({ value }) => value === answers[name])
  const exact = alike.find((code) =>
    Object.entries(code.with).every(([column, value]) => answers[column] === value),
  )
  return exact ?? alike[0]
}

/** Codes in which every word that was typed stands somewhere. */
function findCodes(codes: readonly Code[], typed: string): readonly Code[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return codes.filter(({ value, name, beside }) => {
    const text = [value, name, ...beside].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function keyOf({ value, with: others }: Code): string {
  return [value, ...Object.values(others)].join('~')
}

/** A code of a list of the pack, by its name: nobody knows codes by heart. Those wanted most often take one press. */
function CodeInput(props: WidgetProps) {
  const { field, fields, answers, onAnswers, pack } = props
  const codes = useCodes(pack, field.list)
  const chosen = codeIn(codes, field, answers)
  const Plain = plainWidgets['code']?.Input
  if (pack === undefined || field.list === undefined) return Plain && <Plain {...props} />
  function choose(code: Code | undefined): void {
    const wanted = code ?? chosen
    if (wanted === undefined) return
    const taken = answersOf(field, fields, wanted)
    const nothing = Object.fromEntries(Object.keys(taken).map((name) => [name, undefined]))
    onAnswers(code === undefined ? nothing : taken)
  }
  return (
    <>
      <CommonCodes codes={codes} chosen={chosen} onChoose={choose} />
      <CodeSearch {...props} codes={codes} chosen={chosen} onChoose={choose} />
    </>
  )
}

interface CodeChoice {
  readonly codes: readonly Code[]
  readonly chosen: Code | undefined
  /** Without a code, what was chosen is taken back. */
  readonly onChoose: (code: Code | undefined) => void
}

function CommonCodes({ codes, chosen, onChoose }: CodeChoice) {
  const { t } = useTranslation('ui')
  const common = codes.filter(({ is_common: isCommon }) => isCommon)
  if (common.length === 0) return undefined
  return (
    <div className="code-chips" role="group" aria-label={t('codes.common')}>
      {common.map((code) => (
        <button
          key={keyOf(code)}
          type="button"
          aria-pressed={code === chosen}
          onClick={() => onChoose(code === chosen ? undefined : code)}
        >
          {code.name}
        </button>
      ))}
    </div>
  )
}

/** As many as can be looked through. */
const shown = 60

function CodeSearch({
  field,
  marks,
  codes,
  chosen,
  onChoose,
}: CodeChoice & Pick<WidgetProps, 'field' | 'marks'>) {
  const { t } = useTranslation('ui')
  const formats = useFormats()
  const [typed, setTyped] = useState<string>()
  const found = useMemo(() => findCodes(codes, typed ?? ''), [codes, typed])
  return (
    <Combobox
      marks={marks}
      label={field.label}
      placeholder={t('codes.search')}
      text={typed ?? chosen?.name ?? ''}
      none={t('codes.none')}
      choices={found.slice(0, shown).map((code) => ({
        id: keyOf(code),
        name: code.name,
        beside: [...code.beside, code.value].join(' · '),
      }))}
      place={
        found.length > shown && (
          <p className="combobox-place soft small">
            {t('codes.more', { number: formats.number(found.length - shown) })}
          </p>
        )
      }
      onType={(text) => {
        setTyped(text)
        if (text === '') onChoose(undefined)
      }}
      onChoose={(key) => {
        setTyped(undefined)
        onChoose(codes.find((code) => keyOf(code) === key))
      }}
    />
  )
}

/** The widgets of packs that ask for a code: a category, a standard to file by. What kind it is goes with the code. */
export const codeWidgets: Widgets = {
  code: { Input: CodeInput, takes: ({ name }) => name === 'kind' },
  standard: { Input: CodeInput },
}
