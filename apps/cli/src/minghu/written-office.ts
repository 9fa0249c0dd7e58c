import { roles } from '@duibiao/contract'
import type { Role } from '@duibiao/contract'
import { officeKinds } from '@duibiao/registry'
import type { OfficeKind } from '@duibiao/registry'
import { choiceOf, field, hasField, listOf, nameOf, numberOf, textOf } from './written.ts'
import type { Name, Written } from './written.ts'

/** The written part of the organisation. */
export interface WrittenOrganisation {
  readonly root: WrittenOffice
  /** Posts of the district's leaders. */
  readonly leaders: readonly string[]
  readonly departments: readonly WrittenDepartment[]
  readonly streetRooms: readonly WrittenRoom[]
  readonly windows: readonly WrittenOffice[]
  readonly operators: readonly (WrittenOffice & { readonly short: string })[]
}

interface WrittenOffice {
  readonly id: string
  readonly name: Name
}

/** A role of the policy that posts of the district have: any but the resident's. */
export type StaffRole = Exclude<Role, 'resident'>
export const staffRoles: readonly StaffRole[] = roles.filter((role) => role !== 'resident')

export interface WrittenDepartment extends WrittenOffice {
  /** What everybody calls it. */
  readonly short: string
  readonly kind: OfficeKind
  /** Title of its head. */
  readonly head: string
  /** How many work there besides head and deputy head. */
  readonly people: number
  /** Somebody is on duty at night and on days off. */
  readonly hasDuty: boolean
  readonly rooms: readonly (Name & { readonly role: StaffRole })[]
}

export interface WrittenRoom extends WrittenOffice {
  /** Its Chinese name in a town. */
  readonly town: string
}

export function readOrganisation(written: Written): WrittenOrganisation {
  return {
    root: readOffice(field(written, 'root')),
    leaders: listOf(field(written, 'leaders'), textOf),
    departments: listOf(field(written, 'departments'), (department) => ({
      ...readOffice(department),
      short: textOf(field(department, 'short')),
      kind: hasField(department, 'kind') ? choiceOf(field(department, 'kind'), officeKinds) : 'department',
      head: textOf(field(department, 'head')),
      people: numberOf(field(department, 'people')),
      hasDuty: hasField(department, 'duty'),
      rooms: listOf(field(department, 'rooms'), (room) => ({
        ...nameOf(room),
        role: roleOf(room) ?? roleOf(department) ?? 'department_handler',
      })),
    })),
    streetRooms: listOf(field(written, 'streetRooms'), (room) => ({
      ...readOffice(room),
      town: hasField(room, 'town') ? textOf(field(room, 'town')) : textOf(field(room, 'zh')),
    })),
    windows: listOf(field(written, 'windows'), readOffice),
    operators: listOf(field(written, 'operators'), (operator) => ({
      ...readOffice(operator),
      short: textOf(field(operator, 'short')),
    })),
  }
}

function roleOf(written: Written): StaffRole | undefined {
  return hasField(written, 'role') ? choiceOf(field(written, 'role'), staffRoles) : undefined
}

function readOffice(written: Written): WrittenOffice {
  return { id: textOf(field(written, 'id')), name: nameOf(written) }
}
