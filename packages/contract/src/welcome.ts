import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Name, Wording } from './scalar.ts'
import { RoleName } from './session.ts'

/** What a page shows before anybody has signed in. */
export const Welcome = Type.Object(
  {
    district: Type.Object({ code: Name, name: Wording }),
    /** How one can sign in beside account and password. */
    means: Type.Object({ provider: Type.Boolean(), phone: Type.Boolean() }),
    /** In the demonstration only: its accounts, and the password that all of them have. */
    demonstration: Type.Optional(
      Type.Object({
        password: Name,
        accounts: Type.Array(
          Type.Object({ account: Name, role: RoleName, name: Type.String(), office: Type.String() }),
        ),
      }),
    ),
  },
  { $id: 'Welcome' },
)

export const readWelcome = defineOperation({
  id: 'welcome.read',
  method: 'GET',
  path: '/api/v1/welcome',
  summary: { zh: '登录页所需的信息', en: 'Which district this is and how one signs in' },
  answer: { kind: 'json', status: 200, schema: Welcome },
})

export const welcomeOperations = [readWelcome] as const satisfies readonly Operation[]
