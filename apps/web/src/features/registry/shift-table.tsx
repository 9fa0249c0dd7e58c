import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { officePath, personPath } from './address.ts'
import { Days, PlainTable } from './piece.tsx'
import { RowDrawer } from './row-drawer.tsx'
import { cellText } from './row-form.ts'

type Shift = RowOf<'duty_time.list'>

/** Shifts as they are planned: those that recur, and those of one day. */
export function ShiftTable({ rows, hasOffice }: { rows: readonly Shift[]; hasOffice: boolean }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const [changing, setChanging] = useState<Shift>()
  return (
    <>
      <PlainTable
        label={t('shift.title')}
        rows={rows}
        keyOf={({ id }) => id}
        empty={t('shift.none')}
        columns={[
          hasOffice
            ? [
                t('field.office'),
                ({ office, office_name: name }) => <Link to={officePath(office)}>{name}</Link>,
              ]
            : [t('field.person'), ({ person, name }) => <Link to={personPath(person)}>{name}</Link>],
          [t('shift.when'), (shift) => <When shift={shift} />],
          [
            t('shift.hours'),
            ({ from, to }) => (
              <span className="number">
                {t(to <= from ? 'shift.overnight' : 'shift.from_to', { from, to })}
              </span>
            ),
          ],
          [
            t('field.valid'),
            ({ kind, valid_from: from, valid_until: until }) =>
              kind === 'recurring' ? <Days from={from} until={until} /> : '',
          ],
          [
            '',
            (shift) =>
              may('registry.change') && (
                <Button size="small" type="link" onClick={() => setChanging(shift)}>
                  {t('edit.open')}
                </Button>
              ),
          ],
        ]}
      />
      {changing !== undefined && (
        <RowDrawer
          title={t('shift.change', { name: changing.name })}
          kind="duty_times"
          subject={changing.id}
          wishOf={(answers, row) => ({ row: wholeShift(answers, row) })}
          onClose={() => setChanging(undefined)}
        />
      )}
    </>
  )
}

function When({ shift }: { shift: Shift }) {
  const { t } = useTranslation('registry')
  return shift.days === undefined ? (
    <span className="number">{shift.on}</span>
  ) : (
    t(`choice.days.${shift.days}`)
  )
}

/** A shift is said as a whole, for no file has one: what the form does not ask for stays as it stands. */
function wholeShift(
  answers: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> {
  const given = Object.entries(answers).flatMap(([name, value]) =>
    name === 'row-mode' || typeof value !== 'string' ? [] : [[name.slice(4), value] as const],
  )
  return {
    id: cellText(row?.['id']),
    office: cellText(row?.['office']),
    ...Object.fromEntries(given),
  }
}
