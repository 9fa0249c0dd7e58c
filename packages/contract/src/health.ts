import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { AnyValue, Name } from './scalar.ts'

/** What an installation looks after, and how each stands: `degraded` serves, and somebody should look. */
const HealthCheck = Type.Object({
  name: Name,
  status: Type.Enum(['good', 'degraded', 'bad']),
  detail: Type.Optional(Type.String()),
})

export const readLiveness = defineOperation({
  id: 'health.live',
  method: 'GET',
  path: '/healthz',
  summary: { zh: '进程是否在运行', en: 'Whether the process is running' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ status: Type.Literal('live') }) },
})

export const readReadiness = defineOperation({
  id: 'health.ready',
  method: 'GET',
  path: '/readyz',
  summary: {
    zh: '是否可以提供服务，后台任务是否正常',
    en: 'Whether it can serve, and whether its jobs are well',
  },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      status: Type.Enum(['ready', 'degraded']),
      version: Name,
      checks: Type.Array(HealthCheck),
    }),
  },
  errors: ['service_unready'],
})

export const readMetrics = defineOperation({
  id: 'metrics.read',
  method: 'GET',
  path: '/metrics',
  summary: {
    zh: '运行指标（Prometheus 格式），凭令牌或在本机读取',
    en: 'Metrics in the format of Prometheus, for the bearer of the token or on the machine itself',
  },
  answer: { kind: 'bytes', status: 200, media: 'text/plain; version=0.0.4; charset=utf-8' },
})

export const describeInterface = defineOperation({
  id: 'api.describe',
  method: 'GET',
  path: '/openapi.json',
  summary: { zh: '接口说明（OpenAPI 3.1）', en: 'The description of the interface (OpenAPI 3.1)' },
  answer: { kind: 'json', status: 200, schema: Type.Record(Type.String(), AnyValue) },
})

export const healthOperations = [
  readLiveness,
  readReadiness,
  readMetrics,
  describeInterface,
] as const satisfies readonly Operation[]
