import { Type } from 'typebox'
import { IndicatorPeriod } from './indicator-field.ts'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { RecipeCode } from './recipe-step.ts'

const closed = { additionalProperties: false } as const
const values = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

export const withdrawStatistics = defineOperation({
  id: 'statistic.withdraw',
  method: 'POST',
  path: '/api/v1/statistics/imports/{import}/withdrawals',
  summary: {
    zh: '撤回一次导入的全部或部分数值，写明理由；每个数值留下修订记录',
    en: 'Withdraw an import, or some of its values, with a reason; each value leaves a revision',
  },
  params: Type.Object({ import: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
  body: Type.Object(
    {
      reason: Type.String({ minLength: 1, maxLength: 2000 }),
      values: {
        ...values,
        description: 'How many values are meant: where it would be another number, nothing is withdrawn',
      },
      only: Type.Optional(
        Type.Array(
          Type.Object(
            {
              indicator: RecipeCode,
              period: IndicatorPeriod,
              unit: Type.String({ minLength: 1, maxLength: 200 }),
            },
            closed,
          ),
          { minItems: 1, maxItems: 200, description: 'All that stand when not said' },
        ),
      ),
    },
    closed,
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ withdrawn: values }) },
  errors: ['resource_missing', 'statistics_changed'],
})

export const statisticWithdrawalOperations = [withdrawStatistics] as const satisfies readonly Operation[]
