import { Type } from 'typebox'
import { OfficeKind } from './office.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Name } from './scalar.ts'
import { roles } from './session.ts'

/** The pack that is meant. */
export const PackParam = Type.Object({
  pack: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'A name, which is its newest version, name@number, or the beginning of a hash',
  }),
})

/** What every operation on a pack may answer with. */
export const packErrors = ['pack_not_installed', 'pack_version_unknown'] as const

/** Who holds a post of a pack in the district (docs/decisions/0042); what is not said is as the pack says. */
export const PostHolder = Type.Object(
  {
    role: Type.Optional(Type.Enum([...roles])),
    office_kinds: Type.Optional(Type.Array(OfficeKind, { minItems: 1, maxItems: 6 })),
    offices: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 200 })),
    within: Type.Optional(
      Type.Enum(['area', 'lead', 'district'], {
        description:
          'Where a task without an office goes: the office of the area it lies in, the leading one, or all',
      }),
    ),
  },
  { $id: 'PostHolder', additionalProperties: false },
)

/** What nobody would do. */
export const Vacancies = Type.Object(
  {
    posts: Type.Array(Name, { description: 'Posts of the pack that nobody holds' }),
    tasks: Type.Array(
      Type.Object({
        element: Name,
        posts: Type.Array(Name),
        office: Type.Optional(Name),
        tasks: Type.Integer({ minimum: 1, description: 'How many open ones are offered so' }),
        number: Type.String({ description: 'Of one of their matters' }),
      }),
    ),
  },
  { $id: 'Vacancies' },
)

export const listVacancies = defineOperation({
  id: 'pack.vacancies',
  method: 'GET',
  path: '/api/v1/packs/{pack}/vacancies',
  summary: {
    zh: '治理包中无人承担的岗位和待办',
    en: 'Posts of a pack that nobody holds, and open tasks that nobody would find',
  },
  params: PackParam,
  answer: { kind: 'json', status: 200, schema: Vacancies },
  errors: packErrors,
})

export const previewPost = defineOperation({
  id: 'pack.preview_post',
  method: 'POST',
  path: '/api/v1/packs/{pack}/settings/previews',
  summary: {
    zh: '试运行：岗位这样对应后无人承担的岗位和待办',
    en: 'Dry run: what nobody would do if a post were held so',
  },
  params: PackParam,
  body: Type.Object({ name: Name, holder: Type.Optional(PostHolder) }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: Vacancies },
  errors: [...packErrors, 'post_unknown', 'office_unknown'],
})

export const packPostOperations = [previewPost, listVacancies] as const satisfies readonly Operation[]
