import { AppError, isAppError } from '@duibiao/base'
import type { BoundaryReading } from '@duibiao/registry'
import { readBoundaryFile } from './boundary-reading.ts'
import type { BoundaryOrder } from './boundary-reading.ts'
import { makeThreadAside } from './thread-aside.ts'

/** Files up to here take less time than a thread takes to begin. */
const smallFile = 128 * 1024

/** More than any file takes that is within the limits. */
const seconds = 120

const inThread = makeThreadAside<BoundaryOrder, BoundaryReading | undefined>(
  new URL('./boundary-thread.ts', import.meta.url),
  { cells: 0, places: 0, seconds, atOnce: 1, megabytes: 2048 },
)

/**
 * Reads a file of boundaries, a large one in a thread of its own, so that requests are answered meanwhile.
 * @throws AppError `boundary_file_unreadable`, `boundary_file_too_large` for time or memory, `server_busy`
 */
export async function readBoundaryAside(order: BoundaryOrder): Promise<BoundaryReading> {
  const isSmall = order.bytes.length <= smallFile
  const reading = isSmall ? readBoundaryFile(order) : await readInThread(order)
  if (reading === undefined) throw new AppError('boundary_file_unreadable')
  return reading
}

async function readInThread(order: BoundaryOrder): Promise<BoundaryReading | undefined> {
  try {
    return await inThread(order)
  } catch (error) {
    if (!isAppError(error, 'ranking_too_long')) throw error
    throw new AppError('boundary_file_too_large', { seconds }, { cause: error })
  }
}
