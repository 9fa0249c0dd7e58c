import { AppError } from '@duibiao/base'
import { makeDutyList } from '@duibiao/registry'
import type { DutyAnswer, DutyList, DutyRequest, RegistryState } from '@duibiao/registry'

const lists = new WeakMap<RegistryState['duty'], DutyList>()
const codes = new WeakMap<RegistryState['item'], ReadonlySet<string>>()

/** The duty lists of a district, made once for each state of the registry. */
export function dutyListOf({ duty }: Pick<RegistryState, 'duty'>): DutyList {
  const known = lists.get(duty)
  if (known !== undefined) return known
  const made = makeDutyList([...duty.values()])
  lists.set(duty, made)
  return made
}

/** The code of the item that is meant by a code of the catalogue or by the id of a row of a duty list. */
export function findItemCode(
  { item, duty }: Pick<RegistryState, 'item' | 'duty'>,
  text: string,
): string | undefined {
  let known = codes.get(item)
  if (known === undefined) {
    known = new Set([...item.values()].map(({ code }) => code))
    codes.set(item, known)
  }
  return known.has(text) ? text : duty.get(text)?.item
}

/** A refusal of a dispatch, by the row of the list that it follows from. */
export function refusalOf(
  { office: offices }: Pick<RegistryState, 'office'>,
  { office, item }: Pick<DutyRequest, 'office' | 'item'>,
  { code, row, next }: Extract<DutyAnswer, { readonly ok: false }>,
): AppError {
  const lead = next.kind === 'department' ? next.office : ''
  return new AppError(code, {
    office: office.name,
    item: row?.name ?? item,
    row: row?.id ?? '',
    leadOffice: offices.get(lead)?.name ?? lead,
    act: row?.kind === 'assisting' ? row.act : '',
  })
}
