import { row } from './error-row.ts'

/** Refusals about what leaves the district: services outside, and the Open311 interface. */
export const deliveryErrors = {
  connector_missing: row(
    409,
    { zh: '服务“{service}”没有对接系统', en: 'Nothing is connected to the service "{service}"' },
    {
      zh: '请管理员登记该服务的对接系统或改为人工办理，再重发',
      en: 'enter its system or have people answer by hand, then send it again',
    },
  ),
  call_over: row(
    409,
    { zh: '该服务请求已不再等待答复', en: 'Nothing waits for the answer of this call any more' },
    {
      zh: '无需再答复；事项已由他人办理或已结束',
      en: 'nothing is left to do: the task was cancelled or the matter has ended',
    },
  ),
  jurisdiction_unknown: row(
    404,
    { zh: '没有辖区 jurisdiction_id“{jurisdiction}”', en: 'There is no jurisdiction_id "{jurisdiction}"' },
    { zh: '请使用区县的行政区划代码', en: 'use the division code of the district' },
  ),
  jurisdiction_missing: row(
    400,
    { zh: '缺少 jurisdiction_id', en: 'jurisdiction_id was not provided' },
    { zh: '请注明区县的行政区划代码', en: 'give the division code of the district' },
  ),
  service_code_unknown: row(
    404,
    { zh: '没有 service_code“{code}”', en: 'There is no service_code "{code}"' },
    { zh: '请从 services 列表中选取', en: 'take one from the list of services' },
  ),
  service_code_missing: row(
    400,
    { zh: '缺少 service_code', en: 'service_code was not provided' },
    { zh: '请从 services 列表中选取', en: 'take one from the list of services' },
  ),
  api_key_invalid: row(
    403,
    { zh: '缺少 api_key 或其无效', en: 'The api_key is missing or invalid' },
    {
      zh: '请向管理员索取带有该权限的接口令牌',
      en: 'ask the administrator for an access token with this scope',
    },
  ),
} as const
