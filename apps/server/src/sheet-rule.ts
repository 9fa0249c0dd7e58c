import { checkSheet } from '@duibiao/measures'
import type { MarkSheetContent } from '@duibiao/contract'
import type { MarkSheet, MeasureFinding } from '@duibiao/measures'
import type { Static } from 'typebox'
import { faultOf, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'

type SheetContent = Static<typeof MarkSheetContent>

/** The lines in the form of the measures; names and period change no number. */
export function sheetOf({ items, flags }: Pick<SheetContent, 'items' | 'flags'>): MarkSheet {
  return { code: 'sheet', version: 1, items, flags }
}

/** All that is wrong with a mark sheet by itself: which units there are, and what is known of them, is seen when it runs. */
export function checkSheetContent(content: SheetContent): readonly RecipeFault[] {
  const { items, flags, uncertainty } = content
  const findings = checkSheet(sheetOf(content), [], []).filter(({ code }) => code !== 'no_units')
  return [
    ...checkNames('/items', items),
    ...checkNames('/flags', flags),
    ...sheetFaultsOf(content, findings),
    ...uncertainty.of.flatMap((one, place) => checkOne(items, one, `/uncertainty/of/${place}`)),
    ...checkMoving(content),
  ]
}

function checkOne(
  items: SheetContent['items'],
  { kind, codes }: SheetContent['uncertainty']['of'][number],
  path: string,
): readonly RecipeFault[] {
  if (kind === 'weights') return checkKnown(items, codes, path)
  const counting = items.filter((item) => item.kind === 'entries')
  if (counting.length > 0) return checkKnown(counting, codes, path)
  const text = { zh: '没有按条目计分的项', en: 'no line of the sheet counts entries' }
  return [recipeError(path, 'entries_missing', text)]
}

/** Other full marks of the only line move nobody: every place would be called sure. */
function checkMoving({ items, uncertainty: { of } }: SheetContent): readonly RecipeFault[] {
  const isStill = items.length === 1 && of.length > 0 && of.every(({ kind }) => kind === 'weights')
  return isStill
    ? [
        recipeError('/uncertainty', 'interval_missing', {
          zh: '只有一项时，满分变动不影响位次：请写明条目（entries）的不确定',
          en: 'with one line other full marks move nobody: name the entries as uncertain',
        }),
      ]
    : []
}

/** What the measures found, by the line, the fact of a unit or the entry it is about. */
export function sheetFaultsOf(
  { items, flags }: Pick<SheetContent, 'items' | 'flags'>,
  findings: readonly MeasureFinding[],
): readonly RecipeFault[] {
  return findings.map((finding) => {
    const { unit, entry, indicator } = finding
    const fault = faultOf(finding)
    if (unit !== undefined || entry !== undefined || indicator === undefined) return fault
    const part = items.some(({ code }) => code === indicator)
      ? 'items'
      : flags.some(({ code }) => code === indicator)
        ? 'flags'
        : 'facts'
    return { ...fault, path: `/${part}/${indicator}` }
  })
}

type Coded = readonly { readonly code: string }[]

/** A name that every record of the language has would be found where nothing was written. */
export function checkNames(path: string, coded: Coded): readonly RecipeFault[] {
  const plain: object = {}
  return coded.flatMap(({ code }) =>
    code in plain
      ? [
          recipeError(`${path}/${code}`, 'code_reserved', {
            zh: `代码“${code}”为保留字`,
            en: `the code "${code}" is reserved`,
          }),
        ]
      : [],
  )
}

/** Codes that name nothing. */
export function checkKnown(
  coded: Coded,
  codes: readonly string[] | undefined,
  path: string,
): readonly RecipeFault[] {
  const known = new Set(coded.map(({ code }) => code))
  return (codes ?? [])
    .filter((code) => !known.has(code))
    .map((code) =>
      recipeError(path, 'unknown_code', {
        zh: `代码不存在（${code}）`,
        en: `the code names no indicator, node or line (${code})`,
      }),
    )
}
