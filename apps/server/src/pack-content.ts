import type { Language, LegalDate } from '@duibiao/base'
import type { PackClock, readPackContent } from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import type { ClockModel, Procedure } from '@duibiao/kernel'
import { isUnconfirmed, nameIn, valueOn } from '@duibiao/packfile'
import type { Pack, PackChoice } from '@duibiao/packfile'
import type { Static } from 'typebox'
import { defined } from './defined.ts'
import { titleOf } from './document-page.ts'

/** On which day, and with what the district has settled, a pack is looked at. */
interface Sight {
  readonly language: Language
  readonly on: LegalDate
  readonly choice: PackChoice
}

/** What is in a pack, for people who do not read its files. */
export function contentOf(pack: Pack, sight: Sight): Omit<AnswerOf<typeof readPackContent>, 'running'> {
  const { manifest, logic, forms, documents, codes, cases, source, texts } = pack
  const { language } = sight
  return {
    posts: Object.entries(manifest.posts).map(([id, { zh, en, role }]) => ({
      id,
      title: { zh, en },
      ...defined({ role }),
    })),
    clocks: [...logic.procedures.values()].flatMap((procedure) =>
      procedure.clocks.map((clock) => clockLine(pack, { procedure, clock }, sight)),
    ),
    forms: [...forms.values()].map(({ id, fields }) => ({
      id,
      title: texts[language][`form.${id}`] ?? id,
      fields: fields.length,
    })),
    documents: [...documents].map(([id, text]) => ({ id, title: titleOf(text) ?? id })),
    codes: Object.entries(manifest.codes ?? {}).map(([id, { title, standard }]) => ({
      id,
      title: { ...title },
      standard,
      rows: codes.get(id)?.rows.length ?? 0,
    })),
    cases: cases.map(({ file, title, steps }) => ({ id: file, title: { ...title }, steps: steps.length })),
    sources: new TextDecoder().decode(source.files.get('SOURCES.md') ?? new Uint8Array()),
  }
}

function clockLine(
  { parameters, texts }: Pack,
  { procedure, clock }: { readonly procedure: Procedure; readonly clock: ClockModel },
  { language, on, choice }: Sight,
): Static<typeof PackClock> {
  const { key, name, kind, unit, parameter, amount, statute, consequence, warnAt, extensionsMax } = clock
  const value = parameter === undefined ? undefined : valueOn(parameters, { name: parameter, on }, choice)
  const limit = value && {
    value: plain(value.value),
    ...defined({ unit: value.unit }),
    ...(value.legal_basis !== undefined && { legal_basis: { ...value.legal_basis } }),
    is_unconfirmed: isUnconfirmed(value, choice.place),
  }
  const chosen = parameter === undefined ? amount?.text : undefined
  return {
    procedure: procedure.id,
    clock: key,
    name: nameIn(texts, { kind: 'clock', id: key, name }, language),
    kind,
    unit,
    ...defined({ parameter, chosen_by: chosen, limit, statute }),
    consequence: consequence.kind,
    ...('legalBasis' in consequence && { consequence_basis: { ...consequence.legalBasis } }),
    warn_at: [...warnAt],
    extensions_max: extensionsMax,
  }
}

function plain(value: unknown): number | string | boolean {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value
  return JSON.stringify(value)
}
