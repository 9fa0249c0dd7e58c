import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import type { EntryItem, Facts, MarkCondition, MarkFlag, MarkItem } from './sheet.ts'

/** A line of a mark sheet as people read it. */
interface ItemWords {
  readonly sentence: string
  /** What counts, and what counts for more. */
  readonly details: readonly string[]
}

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string

interface Speech {
  readonly t: Say
  readonly number: (value: number) => string
}

/** Says lines, flags, conditions and facts of a mark sheet. */
export function useSheetWords() {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  return useMemo(() => {
    const speech: Speech = { t: (key, values = {}) => t(key, values), number }
    return {
      item: (item: MarkItem): ItemWords => ({
        sentence: itemWords(item, speech),
        details: item.kind === 'entries' ? entryWords(item, speech) : [],
      }),
      flag: (flag: MarkFlag) => flagWords(flag, speech),
      condition: (condition: MarkCondition) => conditionWords(condition, speech),
      fact: (fact: Facts[string] | undefined) => factWords(fact, speech),
    }
  }, [t, number])
}

function factWords(fact: Facts[string] | undefined, { t, number }: Speech): string {
  if (fact === null || fact === undefined) return t('sheet.unknown')
  if (typeof fact === 'boolean') return t(fact ? 'sheet.yes' : 'sheet.no')
  return typeof fact === 'number' ? number(fact) : fact
}

function conditionWords({ fact, is, value }: MarkCondition, speech: Speech): string {
  return speech.t(`sheet.condition.${is}`, { fact, value: factWords(value, speech) })
}

function allWords(conditions: readonly MarkCondition[], speech: Speech): string {
  return conditions.map((one) => conditionWords(one, speech)).join(speech.t('sheet.all_of'))
}

function fullWords(full: Readonly<Record<string, number>>, { t, number }: Speech): string {
  return Object.entries(full)
    .map(([group, marks]) => t('sheet.full_of', { group, marks: number(marks) }))
    .join(t('and'))
}

function itemWords(item: MarkItem, speech: Speech): string {
  const { t, number } = speech
  switch (item.kind) {
    case 'scored': {
      const { fact, target } = item
      return t('sheet.says.scored', { fact, target: number(target), full: fullWords(item.full, speech) })
    }
    case 'additive':
    case 'deductive': {
      const { fact, each, most } = item
      return t(`sheet.says.${item.kind}`, { fact, each: number(each), most: number(most) })
    }
    case 'entries': {
      const { amount, task, most } = item
      return t('sheet.says.entries', {
        amount,
        task,
        full: fullWords(item.full, speech),
        most: number(most),
      })
    }
  }
}

function entryWords({ eligible, multipliers }: EntryItem, speech: Speech): readonly string[] {
  const { t, number } = speech
  const counts =
    eligible.length === 0
      ? t('sheet.says.every_entry')
      : t('sheet.says.eligible', { conditions: allWords(eligible, speech) })
  const more = multipliers.map(({ anyOf, factor }) =>
    t('sheet.says.multiplier', {
      factor: number(factor),
      conditions: anyOf.map((one) => conditionWords(one, speech)).join(t('sheet.any_of')),
    }),
  )
  return [counts, ...more, ...(more.length > 1 ? [t('sheet.says.largest')] : [])]
}

function flagWords(flag: MarkFlag, speech: Speech): string {
  const conditions = allWords(flag.when, speech)
  return flag.kind === 'last'
    ? speech.t('sheet.says.last', { count: flag.count, conditions })
    : speech.t('sheet.says.veto', { conditions })
}
