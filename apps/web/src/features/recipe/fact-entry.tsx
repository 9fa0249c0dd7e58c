import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataFrame } from '../../ui/data-frame.tsx'
import { Field } from '../../ui/field.tsx'
import { readEntryFacts, readUnitFacts } from './fact-text.ts'
import type { FactFault } from './fact-text.ts'
import { FindingList } from './finding-list.tsx'
import { labelOf } from './queries.ts'
import type { FactTable, Sheet } from './queries.ts'
import type { FactEntryProps } from './recipe-part.ts'
import { factsOf } from './sheet.ts'
import type { Facts } from './sheet.ts'
import { useFactWords } from './use-fact-words.ts'
import { useSheetWords } from './sheet-words.ts'

/** More rows than these are not drawn. */
const mostRows = 60

/** The two tables of a mark sheet, pasted as they stand: units with their facts, and entries that count for them. */
export function FactEntry({ sheet, facts, onFacts, findings, names }: FactEntryProps) {
  const wanted = factsOf(sheet)
  const words = useFactWords()
  const own = findings.filter(({ path }) => /^\/(facts|values|units|entries)(\/|$)/.test(path))
  return (
    <>
      <PasteFacts
        part="units"
        facts={wanted.units}
        onText={(text) => {
          const { units, faults } = readUnitFacts(text, { facts: wanted.units, units: names, words })
          if (units.length > 0) onFacts({ ...facts, units })
          return { count: units.length, faults }
        }}
      />
      {wanted.entries.length > 0 && (
        <PasteFacts
          part="entries"
          facts={wanted.entries}
          onText={(text) => {
            const { entries, faults } = readEntryFacts(text, { facts: wanted.entries, units: names, words })
            if (entries.length > 0) onFacts({ ...facts, entries })
            return { count: entries.length, faults }
          }}
        />
      )}
      <FindingList findings={own} />
      <FactTables
        sheet={sheet}
        facts={facts}
        nameOf={(unit) => labelOf(sheet.units, unit, names.get(unit))}
      />
    </>
  )
}

interface PasteProps {
  readonly part: 'units' | 'entries'
  readonly facts: readonly string[]
  /** What was read of a text. */
  readonly onText: (text: string) => { readonly count: number; readonly faults: readonly FactFault[] }
}

function PasteFacts({ part, facts, onText }: PasteProps) {
  const { t } = useTranslation('recipe')
  const [text, setText] = useState('')
  const [faults, setFaults] = useState<readonly FactFault[]>([])
  return (
    <details className="recipe-paste">
      <summary>{t(`fact.${part}.title`)}</summary>
      <Field
        label={t(`fact.${part}.label`)}
        name={`sheet-${part}`}
        hint={t(`fact.${part}.hint`, { columns: facts.join(t('and')) })}
      >
        {(marks) => (
          <textarea
            {...marks}
            className="input"
            rows={6}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <Button
        disabled={text.trim() === ''}
        onClick={() => {
          const read = onText(text)
          setFaults(read.faults)
          if (read.count > 0) setText('')
        }}
      >
        {t(`fact.${part}.read`)}
      </Button>
      {faults.length > 0 && (
        <ul className="recipe-findings" role="alert">
          {faults.map((fault, place) => (
            // Two rows may have the same fault.
            <li key={`${fault.kind} ${String(place)}`} data-severity="error">
              {t(`paste.${fault.kind}`, { ...fault })}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

interface TablesProps {
  readonly sheet: Sheet
  readonly facts: FactTable
  readonly nameOf: (unit: string) => string
}

/** The facts as they were handed in. */
export function FactTables({ sheet, facts: { units, entries }, nameOf }: TablesProps) {
  const { t } = useTranslation('recipe')
  const wanted = factsOf(sheet)
  return (
    <>
      <Rows
        label={t('fact.units.table')}
        heads={[t('result.column.unit'), t('fact.group')]}
        columns={wanted.units}
        rows={units.map(({ code, group, facts }) => ({ key: code, heads: [nameOf(code), group], facts }))}
      />
      <Rows
        label={t('fact.entries.table')}
        heads={[t('fact.entry'), t('result.column.unit')]}
        columns={wanted.entries}
        rows={entries.map(({ id, unit, facts }) => ({ key: id, heads: [id, nameOf(unit)], facts }))}
      />
    </>
  )
}

interface RowsProps {
  readonly label: string
  readonly heads: readonly string[]
  readonly columns: readonly string[]
  readonly rows: readonly { readonly key: string; readonly heads: readonly string[]; readonly facts: Facts }[]
}

function Rows({ label, heads, columns, rows }: RowsProps) {
  const { t } = useTranslation('recipe')
  const words = useSheetWords()
  if (rows.length === 0) return undefined
  return (
    <>
      <h3>{label}</h3>
      <DataFrame label={label}>
        <table className="data-table recipe-values">
          <thead>
            <tr>
              {[...heads, ...columns].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map(({ key, heads: [first, second], facts }, place) => (
              // Two rows may be called the same; the service tells it.
              <tr key={`${key} ${String(place)}`}>
                <th scope="row">{first}</th>
                <td>{second}</td>
                {columns.map((column) => (
                  <td key={column}>{words.fact(facts[column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </DataFrame>
      {rows.length > mostRows && <p className="soft">{t('fact.more', { count: rows.length - mostRows })}</p>}
    </>
  )
}
