import type { LegalDate } from '@duibiao/base'
import type { DutyDays, DutyTime } from '@duibiao/registry'
import type { StaffDraft } from './staff-draft.ts'
import type { WrittenOrganisation } from './written-office.ts'

interface Shift {
  readonly from: string
  readonly to: string
  readonly days: DutyDays
}

const nights: Shift = { from: '18:00', to: '08:30', days: 'working_day' }
const daysOff: Shift = { from: '08:30', to: '08:30', days: 'day_off' }
const aroundTheClock: Shift = { from: '08:30', to: '08:30', days: 'every_day' }
const threeShifts: readonly Shift[] = [
  { from: '00:00', to: '08:00', days: 'every_day' },
  { from: '08:00', to: '16:00', days: 'every_day' },
  { from: '16:00', to: '00:00', days: 'every_day' },
]

/**
 * Who is on duty (值班): three shifts in the grid centre, which answers day and night; nights and days off in streets and in
 * departments of emergencies; around the clock at the operators.
 */
export function addDutyTimes(
  draft: StaffDraft,
  { departments, operators }: WrittenOrganisation,
  validFrom: LegalDate,
): readonly DutyTime[] {
  const streets = [...new Set(draft.people.map(({ office }) => office))].filter((id) =>
    /^street-\d+$/.test(id),
  )
  const plans = [
    ...departments.flatMap(({ id, hasDuty }) => {
      if (!hasDuty) return []
      return [{ office: id, shifts: id === 'grid-centre' ? threeShifts : [nights, daysOff] }]
    }),
    ...streets.map((office) => ({ office, shifts: [nights, daysOff] })),
    ...operators.map(({ id }) => ({ office: id, shifts: [aroundTheClock] })),
  ]
  return plans.flatMap(({ office, shifts }) => {
    const people = draft.people.filter(
      (person) => person.office === office || person.office.startsWith(`${office}.`),
    )
    // The heads are not on duty where there is anybody else.
    const crew = people.length > 2 ? people.slice(2) : people.slice(-1)
    return crew.slice(0, shifts.length * crewOf(office)).flatMap(({ id }, index): readonly DutyTime[] => {
      const shift = shifts[index % shifts.length]
      if (shift === undefined) return []
      const name = `${office}:duty-${index + 1}`
      return [{ district: 1, id: name, office, person: id, kind: 'recurring', validFrom, ...shift }]
    })
  })
}

/** How many are on duty at a time. */
function crewOf(office: string): number {
  return office === 'grid-centre' ? 4 : 1
}
