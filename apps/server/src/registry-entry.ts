import { isLegalDate } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { dutyDays } from '@duibiao/registry'
import type { RegistryEntry, RegistryState } from '@duibiao/registry'

/** A fault of one field, in both languages. */
export interface EditFault {
  readonly field: string
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** The faults of a row that no file holds. */
export interface FaultyEntry {
  readonly findings: readonly EditFault[]
}

type Cells = Readonly<Record<string, string>>

/** A deputy: post, person, deputyFor, validFrom, validUntil. */
export function readDeputy(cells: Cells, state: RegistryState): RegistryEntry | FaultyEntry {
  const reader = makeReader(cells, ['post', 'person', 'deputyFor', 'validFrom', 'validUntil'])
  const post = reader.reference('post', state.post)
  const person = reader.reference('person', state.person)
  const deputyFor = reader.reference('deputyFor', state.person)
  const days = reader.validity()
  const isHeld = [...state.holding.values()].some(
    (holding) => holding.post === post && holding.person === deputyFor,
  )
  if (post !== '' && deputyFor !== '' && !isHeld)
    reader.fault('deputyFor', 'holding_missing', [
      `“${deputyFor}”不担任岗位“${post}”`,
      `"${deputyFor}" does not hold the post "${post}"`,
    ])
  if (person !== '' && person === deputyFor)
    reader.fault('person', 'deputy_self', ['不能代理自己', 'nobody is their own deputy'])
  if (reader.findings.length > 0 || days === undefined) return { findings: reader.findings }
  return { part: 'deputy', row: { post, person, deputyFor, ...days } }
}

/** A shift: id, office, person, from, to, and either `on` or `days` with validFrom and validUntil. */
export function readDutyTime(
  cells: Cells,
  state: RegistryState,
  district: number,
): RegistryEntry | FaultyEntry {
  const known = ['id', 'office', 'person', 'from', 'to', 'on', 'days', 'validFrom', 'validUntil']
  const reader = makeReader(cells, known)
  const shift = {
    district,
    id: reader.id('id'),
    office: reader.reference('office', state.office),
    person: reader.reference('person', state.person),
    from: reader.time('from'),
    to: reader.time('to'),
  }
  if (reader.has('on')) {
    const on = reader.date('on')
    if (reader.findings.length > 0 || on === undefined) return { findings: reader.findings }
    return { part: 'duty_time', row: { ...shift, kind: 'rostered', on } }
  }
  const days = dutyDays.find((one) => one === cells['days'])
  if (days === undefined)
    reader.fault('days', 'choice_unknown', [
      `应为 ${dutyDays.join('、')} 之一，或另写 on`,
      `one of ${dutyDays.join(', ')}, or say on`,
    ])
  const validity = reader.validity()
  if (reader.findings.length > 0 || days === undefined || validity === undefined)
    return { findings: reader.findings }
  return { part: 'duty_time', row: { ...shift, kind: 'recurring', days, ...validity } }
}

interface EntryReader {
  readonly findings: readonly EditFault[]
  readonly fault: (field: string, code: string, words: readonly [zh: string, en: string]) => void
  readonly has: (field: string) => boolean
  /** The key of a row that must be there; '' stands for a fault that was told. */
  readonly reference: (field: string, part: ReadonlyMap<string, unknown>) => string
  readonly id: (field: string) => string
  readonly time: (field: string) => string
  readonly date: (field: string) => LegalDate | undefined
  readonly validity: () => { readonly validFrom: LegalDate; readonly validUntil?: LegalDate } | undefined
}

function makeReader(cells: Cells, known: readonly string[]): EntryReader {
  const findings: EditFault[] = []
  function fault(field: string, code: string, [zh, en]: readonly [string, string]): void {
    findings.push({ field, code, zh, en })
  }
  function text(field: string): string {
    const found = (Object.hasOwn(cells, field) ? cells[field] : undefined)?.trim() ?? ''
    if (found === '') fault(field, 'cell_missing', [`“${field}”不能为空`, `"${field}" must not be empty`])
    return found
  }
  function shaped(field: string, code: string, form: RegExp): string {
    const found = text(field)
    if (found !== '' && !form.test(found))
      fault(field, code, [`“${found}”的格式不对`, `the form of "${found}" is wrong`])
    return found
  }
  function date(field: string): LegalDate | undefined {
    const found = text(field)
    if (isLegalDate(found)) return found
    if (found !== '') fault(field, 'date_malformed', [`“${found}”不是日期`, `"${found}" is no date`])
    return undefined
  }
  for (const field of Object.keys(cells)) {
    if (!known.includes(field))
      fault(field, 'column_unknown', [`不认识“${field}”`, `"${field}" is not known`])
  }
  return {
    findings,
    fault,
    date,
    has: (field) => Object.hasOwn(cells, field) && cells[field] !== '',
    reference(field, part) {
      const found = text(field)
      if (found !== '' && !part.has(found))
        fault(field, 'reference_missing', [`“${found}”不存在`, `"${found}" does not exist`])
      return found
    },
    id: (field) => shaped(field, 'id_malformed', /^[^/\s]{1,100}$/),
    time: (field) => shaped(field, 'time_malformed', /^([01]\d|2[0-3]):[0-5]\d$/),
    validity() {
      const validFrom = date('validFrom')
      const validUntil = this.has('validUntil') ? date('validUntil') : undefined
      if (validFrom === undefined) return undefined
      if (validUntil !== undefined && validUntil <= validFrom)
        fault('validUntil', 'validity_empty', [
          '失效日期必须晚于生效日期',
          'the last day must be later than the first',
        ])
      return { validFrom, ...(validUntil !== undefined && { validUntil }) }
    },
  }
}
