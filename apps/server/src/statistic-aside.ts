import { AppError, errors, isAppError } from '@duibiao/base'
import type { ErrorCode } from '@duibiao/base'
import { readStatisticFile } from './statistic-reading.ts'
import type { StatisticOrder, StatisticReading } from './statistic-reading.ts'
import { makeThreadAside } from './thread-aside.ts'

/** Files up to here take less time than a thread takes to begin; what is packed may be of any size inside. */
const smallFile = 64 * 1024

const inThread = makeThreadAside<StatisticOrder, StatisticReading>(
  new URL('./statistic-thread.ts', import.meta.url),
  { cells: 0, places: 0, seconds: 120, atOnce: 2, megabytes: 2048 },
)

/** What came of a file of one kind. */
type ReadingOf<Kind extends StatisticOrder['kind']> = Extract<StatisticReading, { readonly kind: Kind }>

/**
 * Reads a file of statistics, a large one in a thread of its own, so that requests are answered meanwhile.
 * @throws AppError `file_kind_unknown`, `sheet_missing`, `sheet_unreadable`, `sheet_too_large`, `server_busy`
 */
export async function readStatisticAside<Kind extends StatisticOrder['kind']>(
  order: Extract<StatisticOrder, { readonly kind: Kind }>,
): Promise<ReadingOf<Kind>> {
  const { name, bytes } = order.file
  const isSmall = bytes.length <= smallFile && !name.toLowerCase().endsWith('.xlsx')
  const reading = await (isSmall ? readStatisticFile(order) : readInThread(order))
  if (reading.kind === 'refused') {
    throw isCode(reading.code)
      ? new AppError(reading.code, reading.params)
      : new TypeError(`a file was refused with the unknown code ${reading.code}`)
  }
  // A file is read as what it was ordered.
  return reading as ReadingOf<Kind>
}

async function readInThread(order: StatisticOrder): Promise<StatisticReading> {
  try {
    return await inThread(order)
  } catch (error) {
    if (!isAppError(error, 'ranking_too_long')) throw error
    throw new AppError('sheet_too_large', { limit: 'memory' }, { cause: error })
  }
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}
