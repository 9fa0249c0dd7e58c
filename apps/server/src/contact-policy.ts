import type { Role } from '@duibiao/contract'
import type { DataLevel } from '@duibiao/registry'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'

/** How much of the contacts of colleagues a role sees: in clear as it looks, and in clear once it has said why. */
interface ContactView {
  readonly clear: DataLevel
  readonly reveal: DataLevel
}

const colleague: ContactView = { clear: 2, reveal: 2 }
const caller: ContactView = { clear: 2, reveal: 3 }
const counting: ContactView = { clear: 1, reveal: 1 }

/**
 * Contacts of the registry by role (个人信息保护法 28, 51): office phone and mail are for every colleague, mobile and
 * address with a reason for those who have to reach them, the identity number for who keeps the registry only. Part of the
 * one policy; docs/reference/permissions.md shows it.
 */
export const contactViews: Readonly<Record<Role, ContactView>> = {
  resident: counting,
  grid_worker: colleague,
  community_clerk: colleague,
  street_dispatcher: caller,
  district_dispatcher: caller,
  department_handler: colleague,
  department_head: caller,
  window_clerk: colleague,
  supervision_officer: caller,
  leader: colleague,
  analyst: counting,
  auditor: counting,
  administrator: { clear: 2, reveal: 4 },
  security_administrator: colleague,
}

/** The highest level of contacts that somebody sees in clear. */
export function clearanceOf(who: Caller): DataLevel {
  return highest(who, 'clear')
}

/** The highest level of contacts that somebody may ask to see, with a reason. */
export function revealLimitOf(who: Caller): DataLevel {
  return highest(who, 'reveal')
}

function highest(who: Caller, field: keyof ContactView): DataLevel {
  return rolesOf(who).reduce<DataLevel>((most, role) => {
    const level = contactViews[role][field]
    return level > most ? level : most
  }, 1)
}
