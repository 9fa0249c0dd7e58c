import type { Brand } from './brand.ts'
import { AppError } from './error.ts'

/** Money in 分, hundredths of a yuan. Never a float. */
export type Fen = Brand<bigint, 'Fen'>

/** The money of a whole number of 分. */
export function fenOf(amount: bigint): Fen {
  return amount as Fen
}

/** Reads yuan such as '1234.5', '-0.01' or '¥1,234.50'. Throws `money_malformed`. */
export function parseFen(text: string): Fen {
  const match = /^(-)?[¥￥]?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (match === null) throw new AppError('money_malformed', { text })
  const [, sign, yuan = '', decimals = ''] = match
  const amount = BigInt(yuan.replaceAll(',', '') + decimals.padEnd(2, '0'))
  return fenOf(sign === undefined ? amount : -amount)
}

/** '¥1,234.50', '-¥0.01'. */
export function formatFen(amount: Fen): string {
  const digits = amount.toString().replace('-', '').padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0n ? '-' : ''}¥${yuan}.${digits.slice(-2)}`
}

/** The sum in 分; of nothing it is 0. Exact at any size. */
export function sumFen(amounts: readonly Fen[]): Fen {
  return fenOf(amounts.reduce<bigint>((sum, amount) => sum + amount, 0n))
}
