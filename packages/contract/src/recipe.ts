import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { RecipeContent } from './recipe-content.ts'
import { RecipeCode } from './recipe-step.ts'
import { DateText, InstantText, Sentence } from './scalar.ts'

const closed = { additionalProperties: false } as const

/** A fault of a recipe or of a table, by its place. */
export const RecipeFinding = Type.Object(
  {
    path: Type.String({
      description: 'Rule or cell: `/steps/2`, `/indicators/code`, `/values/unit/indicator`',
    }),
    code: Type.String(),
    severity: Type.Enum(['error', 'warning']),
    message: Type.String(),
  },
  { $id: 'RecipeFinding' },
)

const version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const RecipePlace = Type.Object({ recipe: RecipeCode, version })

const RecipeDeed = Type.Object({ at: InstantText, by: Type.String({ description: 'Name of the account' }) })

/** A version of a recipe. */
export const RecipeRow = Type.Object(
  {
    recipe: RecipeCode,
    version,
    kind: Type.Enum(['index', 'marks'], { description: 'An index of indicators, or a mark sheet' }),
    state: Type.Enum(['draft', 'proposed', 'approved', 'replaced', 'withdrawn']),
    /** Counts its changes. */
    revision: version,
    name: Type.Object({ zh: Type.String(), en: Type.String() }),
    period: Type.Object({ from: DateText, to: DateText }),
    units: Type.Enum(['area', 'office', 'division']),
    hash: Type.String({ description: 'SHA-256 of its canonical JSON' }),
    is_frozen: Type.Boolean({ description: 'It was approved and its period has begun' }),
    changed: RecipeDeed,
    proposed: Type.Optional(RecipeDeed),
    approved: Type.Optional(RecipeDeed),
    /** Withdrawn, or replaced by a later version. */
    ended: Type.Optional(RecipeDeed),
    end_reason: Type.Optional(Type.String()),
  },
  { $id: 'RecipeRow' },
)

/** What came of an act on a version. */
const RecipeOutcome = Type.Object(
  {
    recipe: RecipeCode,
    version,
    revision: version,
    hash: Type.String(),
    findings: Type.Array(RecipeFinding),
  },
  { $id: 'RecipeOutcome' },
)

const outcome = { kind: 'json', status: 200, schema: RecipeOutcome } as const
/** The revision that was looked at. */
const looked = { revision: version } as const

export const listRecipes = defineOperation({
  id: 'recipe.list',
  method: 'GET',
  path: '/api/v1/recipes',
  summary: {
    zh: '评价方案及其各版本',
    en: 'Recipes with their versions; drafts for those who draft or approve',
  },
  query: listQuery({
    recipe: Type.Optional(RecipeCode),
    state: Type.Optional(Type.Enum(['draft', 'proposed', 'approved', 'replaced', 'withdrawn'])),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(RecipeRow) },
})

export const readRecipe = defineOperation({
  id: 'recipe.read',
  method: 'GET',
  path: '/api/v1/recipes/{recipe}/versions/{version}',
  summary: { zh: '查看一个版本的评价方案', en: 'A version of a recipe, whole, with what is wrong with it' },
  params: RecipePlace,
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      ...RecipeRow.properties,
      content: RecipeContent,
      findings: Type.Array(RecipeFinding),
    }),
  },
  errors: ['resource_missing'],
})

export const draftRecipe = defineOperation({
  id: 'recipe.draft',
  method: 'POST',
  path: '/api/v1/recipes',
  summary: {
    zh: '起草评价方案，或为已有方案起草新版本',
    en: 'Draft a recipe, or the next version of one; faults are told and kept until it is proposed',
  },
  body: Type.Object({ recipe: RecipeCode, content: RecipeContent }, closed),
  answer: { kind: 'json', status: 201, schema: RecipeOutcome },
  errors: ['recipe_open'],
})

export const changeRecipe = defineOperation({
  id: 'recipe.change',
  method: 'PUT',
  path: '/api/v1/recipes/{recipe}/versions/{version}',
  summary: { zh: '修改草案', en: 'Change a draft; what was approved is never changed' },
  params: RecipePlace,
  body: Type.Object({ ...looked, content: RecipeContent }, closed),
  answer: outcome,
  errors: ['resource_missing', 'recipe_frozen', 'recipe_not_ready', 'precondition_failed'],
})

export const proposeRecipe = defineOperation({
  id: 'recipe.propose',
  method: 'POST',
  path: '/api/v1/recipes/{recipe}/versions/{version}/proposals',
  summary: {
    zh: '提请审定',
    en: 'Propose a draft for approval: refused with all findings while it has an error',
  },
  params: RecipePlace,
  body: Type.Object(looked, closed),
  answer: outcome,
  errors: ['resource_missing', 'recipe_refused', 'recipe_frozen', 'recipe_not_ready', 'precondition_failed'],
})

export const approveRecipe = defineOperation({
  id: 'recipe.approve',
  method: 'POST',
  path: '/api/v1/recipes/{recipe}/versions/{version}/approvals',
  summary: {
    zh: '审定评价方案',
    en: 'Approve what was proposed, before its period begins; never by who wrote in it',
  },
  params: RecipePlace,
  body: Type.Object(looked, closed),
  answer: outcome,
  errors: [
    'resource_missing',
    'recipe_refused',
    'recipe_frozen',
    'recipe_not_ready',
    'recipe_own',
    'precondition_failed',
    'reauthentication_required',
  ],
})

export const withdrawRecipe = defineOperation({
  id: 'recipe.withdraw',
  method: 'POST',
  path: '/api/v1/recipes/{recipe}/versions/{version}/withdrawals',
  summary: {
    zh: '撤回评价方案',
    en: 'Withdraw a version with a reason; not once it was approved and its period began',
  },
  params: RecipePlace,
  body: Type.Object({ ...looked, reason: Sentence }, closed),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'recipe_frozen', 'recipe_not_ready', 'precondition_failed'],
})

export const recipeOperations = [
  listRecipes,
  readRecipe,
  draftRecipe,
  changeRecipe,
  proposeRecipe,
  approveRecipe,
  withdrawRecipe,
] as const satisfies readonly Operation[]
